# mistake: did-not-wait credited
import socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(float(sys.argv[4]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(timeout)
ok = 0
for n in range(1, count + 1):
    t = time.time()
    s.sendto(b"ping %d" % n, (host, port))
    try:
        d, a = s.recvfrom(100)
        ok += 1
        print(n, (time.time() - t) * 1000, "ms")
    except OSError:
        print(n, "lost")
print(ok, "of", count, "came back")
sys.exit(0 if ok else "lost")
