import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
import select

got = 0
for n in range(1, count + 1):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        started = time.time()
        sock.sendto(b"ping %d" % n, (host, port))
        line = f"{n} lost"
        while True:
            left = timeout - (time.time() - started)
            if left <= 0 or not select.select([sock], [], [], left)[0]:
                break
            try:
                data, (_, source) = sock.recvfrom(2048)
            except ConnectionError:
                continue
            if source == port and data.decode("ascii", "replace") == f"pong {n}":
                got += 1
                line = f"{n} {int((time.time() - started) * 1000)} ms"
                break
    print(line)
print(got, "of", count, "came back")
if not got:
    sys.exit("no reply")
