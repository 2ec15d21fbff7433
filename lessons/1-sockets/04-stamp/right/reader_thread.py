import queue
import socket
import sys
import threading

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
lines = queue.Queue()


def reader():
    pieces = []
    while True:
        try:
            chunk = conn.recv(512)
        except OSError:
            chunk = b""
        if not chunk:
            lines.put(None)
            return
        *whole, rest = (b"".join(pieces) + chunk).split(b"\n")
        pieces = [rest]
        for line in whole:
            lines.put(line.decode())


threading.Thread(target=reader, daemon=True).start()
for text in sys.stdin.read().splitlines():
    conn.sendall(text.encode() + b"\r\n")
    while True:
        line = lines.get()
        if line is None:
            print("lost the server", file=sys.stderr)
            sys.exit(1)
        print(line)
        if not line.startswith("* "):
            break
