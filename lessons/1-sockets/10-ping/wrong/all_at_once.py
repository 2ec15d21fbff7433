# mistake: did-not-wait
import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
import select

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
start = {}
took = {}
for n in range(1, count + 1):
    start[n] = time.perf_counter()
    sock.sendto(b"ping %d" % n, (host, port))
end = time.perf_counter() + timeout
while len(took) < count and select.select([sock], [], [], max(0, end - time.perf_counter()))[0]:
    data, address = sock.recvfrom(1024)
    n = int(data.split()[1])
    if address == (host, port) and n in start and n not in took:
        took[n] = time.perf_counter() - start[n]
for n in start:
    print(f"{n} {took[n] * 1000} ms" if n in took else f"{n} lost")
got = len(took)
print(got, "of", count, "came back")
if not got:
    sys.exit("no reply")
