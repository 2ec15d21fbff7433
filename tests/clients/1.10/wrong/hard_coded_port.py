# mistake: wrong-port
import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(0.1)
for n in range(1, int(sys.argv[3]) + 1):
    s.sendto(b"ping %d" % n, ("127.0.0.1", 8014))
    try:
        s.recvfrom(100)
        print(n, "1 ms")
    except OSError:
        print(n, "lost")
