# mistake: restarted
import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(timeout)
got = 0
for n in range(1, count + 1):
    start = time.time()
    sock.sendto(b"ping %d" % n, (host, port))
    try:
        while True:
            data, address = sock.recvfrom(1024)
            if data == b"pong %d" % n and address == (host, port):
                break
        got += 1
        print(n, (time.time() - start) * 1000, "ms")
    except OSError:
        print(n, "lost")
print(got, "of", count, "came back")
if not got:
    sys.exit("no reply")
