# mistake: silent-failure
import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (host, port)
got = 0
for n in range(1, count + 1):
    start = time.perf_counter()
    end = start + timeout
    answered = False
    try:
        sock.sendto(b"ping %d" % n, server)
        while not answered and time.perf_counter() < end:
            sock.settimeout(max(0.001, end - time.perf_counter()))
            data, address = sock.recvfrom(1024)
            answered = data == b"pong %d" % n and address == server
    except OSError:
        pass
    if answered:
        got += 1
        print(f"{n} {1000 * (time.perf_counter() - start):.2f} ms")
    else:
        print(f"{n} lost")
print(got, "of", count, "came back")
