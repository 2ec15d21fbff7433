"""One thread receives all the time; the other sends, and waits for what the first one found."""
import queue
import socket
import sys
import threading
import time


def receive(sock, found):
    while True:
        try:
            data, address = sock.recvfrom(512)
        except OSError:
            continue    # refused; the next one may come all the same
        found.put((time.perf_counter(), data, address))


def main(host, port, count, timeout):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("", 0))
    found = queue.Queue()
    threading.Thread(target=receive, args=(sock, found), daemon=True).start()
    answered = 0
    for number in range(1, count + 1):
        start = time.perf_counter()
        sock.sendto(("ping " + str(number)).encode(), (host, port))
        while True:
            try:
                when, data, address = found.get(timeout=max(0, start + timeout - time.perf_counter()))
            except queue.Empty:
                print(number, "lost")
                break
            if address == (host, port) and data == ("pong " + str(number)).encode():
                answered += 1
                print(number, (when - start) * 1000, "ms")
                break
    print(answered, "of", count, "came back")
    if answered == 0:
        print("nobody answered", file=sys.stderr)
        sys.exit(1)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
