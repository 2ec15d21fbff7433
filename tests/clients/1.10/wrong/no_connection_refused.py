# mistake: stopped-by-refusal
import socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((host, port))
ok = 0
for n in range(1, count + 1):
    t = time.monotonic()
    s.send(b"ping %d" % n)
    line = "lost"
    try:
        while time.monotonic() < t + timeout:
            s.settimeout(max(0.0001, t + timeout - time.monotonic()))
            if s.recv(100) == b"pong %d" % n:
                ok += 1
                line = "%.3f ms" % ((time.monotonic() - t) * 1000)
                break
    except socket.timeout:
        pass
    print(n, line)
print(ok, "of", count, "came back")
sys.exit(0 if ok else 1)
