import time
time.sleep(1)
import socket, sys
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
n_ok = 0
for n in range(1, count + 1):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect((host, port))
    start = time.perf_counter()
    rtt = 0
    try:
        s.send(b"ping %d" % n)
        while not rtt:
            s.settimeout(start + timeout - time.perf_counter())
            if s.recv(64) == b"pong %d" % n:
                rtt = time.perf_counter() - start
    except (OSError, ValueError):
        pass
    n_ok += bool(rtt)
    print(n, "%.4f ms" % (rtt * 1000) if rtt else "lost")
    time.sleep(0.05)    # be polite
print(n_ok, "of", count, "came back")
if not n_ok:
    sys.exit("lost them all")
