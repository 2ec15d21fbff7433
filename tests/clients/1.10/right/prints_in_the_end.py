import socket
import sys
from time import perf_counter

server = (sys.argv[1], int(sys.argv[2]))
COUNT = int(sys.argv[3])
TIMEOUT = float(sys.argv[4])
lines = []
replies = 0

def wait_for(sock, text, until):
    while True:
        remaining = until - perf_counter()
        if remaining <= 0:
            raise socket.timeout("time is over")
        sock.settimeout(remaining)
        data, who = sock.recvfrom(4096)
        if who == server and data.decode("utf-8", "ignore") == text:
            return perf_counter()

sock = socket.socket(type=socket.SOCK_DGRAM)
for n in range(1, COUNT + 1):
    t = perf_counter()
    try:
        sock.sendto(f"ping {n}".encode(), server)
        lines.append("%d %.2f ms" % (n, (wait_for(sock, f"pong {n}", t + TIMEOUT) - t) * 1000))
        replies += 1
    except (socket.timeout, OSError):
        lines.append("%d lost" % n)
lines.append(f"{replies} of {COUNT} came back")
print("\n".join(lines))
sys.exit(None if replies else "no reply at all")
