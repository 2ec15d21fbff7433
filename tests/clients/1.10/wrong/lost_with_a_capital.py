# mistake: output-differs
import socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ok = 0
for n in range(1, count + 1):
    t = time.time()
    s.sendto(b"ping %d" % n, (host, port))
    line = "Lost"
    try:
        while True:
            s.settimeout(max(0.0001, t + timeout - time.time()))
            d, a = s.recvfrom(100)
            if d == b"pong %d" % n and a[1] == port:
                ok += 1
                line = "%.3f ms" % ((time.time() - t) * 1000)
                break
    except OSError:
        pass
    print(n, line)
print(ok, "of", count, "came back")
sys.exit(0 if ok else "lost")
