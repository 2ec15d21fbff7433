# mistake: dropped-remainder
import socket
import sys


def read_line(s):
    buf = b""
    while b"\n" not in buf:
        data = s.recv(4096)
        if not data:
            sys.exit("The server has closed the connection.")
        buf += data
    return buf.split(b"\n")[0].decode()


s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    s.sendall(line.encode())
    reply = read_line(s)
    print(reply)
    while reply.startswith("* "):
        reply = read_line(s)
        print(reply)
s.close()
