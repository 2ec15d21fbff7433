import socket
import sys


def lines(conn):
    buf = bytearray()
    while True:
        at = buf.find(b"\n")
        if at >= 0:
            yield buf[:at].decode()
            del buf[:at + 1]
        else:
            chunk = conn.recv(8192)
            if not chunk:
                sys.exit("stamp.py: connection closed by server")
            buf.extend(chunk)


with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=30) as conn:
    incoming = lines(conn)
    for text in sys.stdin:
        conn.sendall(text.splitlines()[0].encode() + b"\n")
        for line in incoming:
            print(line)
            if not line.startswith("* "):
                break
