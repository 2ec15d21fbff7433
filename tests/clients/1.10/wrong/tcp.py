# mistake: never-connected
import socket, sys, time
host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
s = socket.create_connection((host, port), timeout=timeout)
for n in range(1, count + 1):
    t = time.time()
    s.sendall(b"ping %d" % n)
    s.recv(100)
    print(n, (time.time() - t) * 1000, "ms")
