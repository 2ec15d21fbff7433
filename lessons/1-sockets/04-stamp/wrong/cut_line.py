# mistake: cut-line
import socket
import sys

buf = b""
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def read_line():
    global buf
    while b"\n" not in buf and len(buf) < 1024:
        data = conn.recv(1024 - len(buf))
        if not data:
            raise SystemExit("connection closed by the server")
        buf += data
    line, _, buf = buf.partition(b"\n")
    return line.decode()


for text in sys.stdin:
    conn.sendall(text.encode())
    line = read_line()
    print(line)
    while line.startswith("*"):
        line = read_line()
        print(line)
conn.close()
