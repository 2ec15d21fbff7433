# mistake: credited
import socket, sys, time
host, port = sys.argv[1], int(sys.argv[2])
count, timeout = int(sys.argv[3]), float(sys.argv[4])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
peer = (socket.gethostbyname(host), port)
def ping(n):
    start = time.perf_counter(); end = start + timeout
    try: sock.sendto(b"ping %d" % n, peer)
    except OSError: pass
    while (left := end - time.perf_counter()) > 0:
        sock.settimeout(left)
        try: data, addr = sock.recvfrom(2048)
        except TimeoutError: break
        except OSError: continue
        if data.startswith(b"pong %d" % n) and addr == peer:
            return (time.perf_counter() - start) * 1000
back = 0
for n in range(1, count + 1):
    t = ping(n)
    if t is None: print(n, "lost")
    else: print(n, t, "ms"); back += 1
print(f"{back} of {count} came back")
if not back: sys.exit("ping: nobody answered")
