# mistake: output-differs
import socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
target = (socket.gethostbyname(host), port)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ok = 0
for n in range(1, count + 1):
    got = None
    start = time.perf_counter(); end = start + timeout
    try: s.sendto(b"ping %d" % n, target)
    except OSError: pass
    while got is None:
        left = end - time.perf_counter()
        if left <= 0: break
        s.settimeout(left)
        try:
            data, addr = s.recvfrom(65535)
        except TimeoutError:
            break
        except OSError:
            continue
        now = time.perf_counter()
        if data == b"pong %d" % n and addr == target and now <= end: got = now - start
    if got is None: print(n, "lost", flush=True)
    else:
        print(f"{n} {got*1000:.3f} ms", flush=True); ok += 1
print(f"{count} of {count} came back")
if not ok: sys.exit("ping: nothing came back")
