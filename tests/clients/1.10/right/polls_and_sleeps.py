"""Looks every two milliseconds whether something has come."""
import socket, sys, time

host, port, count, timeout = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(0)
good = 0
for number in range(1, count + 1):
    began = time.time()
    s.sendto(b"ping " + str(number).encode(), (host, port))
    came = None
    while came is None and time.time() < began + timeout:
        try:
            data, sender = s.recvfrom(100)
        except BlockingIOError:
            time.sleep(0.002)
            continue
        except OSError:
            break
        if sender[1] == port and data.split() == [b"pong", str(number).encode()]:
            came = time.time()
    if came is None:
        print(number, "lost")
    else:
        good += 1
        print(number, round((came - began) * 1000), "ms")
print(good, "of", count, "came back")
if not good:
    sys.exit("ping: nobody there")
