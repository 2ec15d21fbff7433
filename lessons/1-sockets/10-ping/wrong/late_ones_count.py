# mistake: too-late
import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
import threading

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
start, took = {}, {}
came = threading.Event()


def listen():
    while True:
        try:
            data, address = sock.recvfrom(1024)
        except OSError:
            continue
        n = int(data.split()[1])
        if address == (host, port) and n in start and n not in took:
            took[n] = time.perf_counter() - start[n]
            came.set()


for n in range(1, count + 1):
    start[n] = time.perf_counter()
    sock.sendto(b"ping %d" % n, (host, port))
    if n == 1:
        threading.Thread(target=listen, daemon=True).start()
    end = start[n] + timeout
    while n not in took and time.perf_counter() < end:
        came.wait(max(0, end - time.perf_counter()))
        came.clear()
for n in start:
    print(f"{n} {took[n] * 1000} ms" if n in took else f"{n} lost")
got = len(took)
print(got, "of", count, "came back")
if not got:
    sys.exit("no reply")
