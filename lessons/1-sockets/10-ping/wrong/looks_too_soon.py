# mistake: not-seen
import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setblocking(False)
got = 0
for n in range(1, count + 1):
    start = time.time()
    sock.sendto(b"ping %d" % n, (host, port))
    time.sleep(0.1)      # it should be there by now
    try:
        data, address = sock.recvfrom(1024)
        while data != b"pong %d" % n or address != (host, port):
            data, address = sock.recvfrom(1024)
        got += 1
        print(n, (time.time() - start) * 1000, "ms")
    except OSError:
        time.sleep(max(0, start + timeout - time.time()))
        print(n, "lost")
print(got, "of", count, "came back")
if not got:
    sys.exit("no reply")
