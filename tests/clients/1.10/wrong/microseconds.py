# mistake: wrong-time
import socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ok = 0
for n in range(1, count + 1):
    t = time.perf_counter_ns()
    s.sendto(b"ping %d" % n, (host, port))
    line = "lost"
    try:
        while time.perf_counter_ns() < t + timeout * 1e9:
            s.settimeout(max(0.0001, (t + timeout * 1e9 - time.perf_counter_ns()) / 1e9))
            d, a = s.recvfrom(100)
            if d == b"pong %d" % n and a[1] == port:
                ok += 1
                line = "%d ms" % ((time.perf_counter_ns() - t) / 1000)
                break
    except OSError:
        pass
    print(n, line)
print(ok, "of", count, "came back")
