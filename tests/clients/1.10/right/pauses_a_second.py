"""Send numbered datagrams to HOST PORT, and say for each how long its reply took, or that it is lost."""

import socket
import sys
import time


def round_trip(sock, server, number, timeout):
    """Seconds until the reply to this ping came; None if it did not come in time."""
    sent = time.perf_counter()
    try:
        sock.sendto(b"ping %d" % number, server)
        while True:
            left = sent + timeout - time.perf_counter()
            if left <= 0:
                return None
            sock.settimeout(left)
            data, address = sock.recvfrom(1024)
            if data == b"pong %d" % number and address == server:
                return time.perf_counter() - sent
            # a late one, a second copy, a stranger's: go on with the time that is left
    except OSError:                 # the timeout, or nobody is there
        return None


server = socket.gethostbyname(sys.argv[1]), int(sys.argv[2])
count, timeout = int(sys.argv[3]), float(sys.argv[4])

answered = 0
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    for number in range(1, count + 1):
        if number > 1:
            time.sleep(1)
        seconds = round_trip(sock, server, number, timeout)
        if seconds is None:
            print(number, "lost")
        else:
            answered += 1
            print(f"{number} {seconds * 1000:.3f} ms")

print(f"{answered} of {count} came back")
if not answered:
    sys.exit("ping: no reply came")
