import socket
import sys
import time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((host, port))      # from now on, the system lets nobody else's datagrams in
got = 0
for n in range(1, count + 1):
    started = time.monotonic()
    rtt = None
    try:
        sock.send(f"ping {n}".encode())
        while rtt is None:
            sock.settimeout(max(1e-6, started + timeout - time.monotonic()))
            if sock.recv(100) == f"pong {n}".encode():
                rtt = time.monotonic() - started
    except OSError:
        pass
    if rtt is None:
        print(f"{n} lost", flush=True)
    else:
        got += 1
        print(f"{n} {rtt * 1e3:.1f} ms", flush=True)
print(got, "of", count, "came back")
if not got:
    sys.exit("no reply")
