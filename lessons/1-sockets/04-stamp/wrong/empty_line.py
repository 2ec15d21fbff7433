# mistake: empty-line
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
reader = conn.makefile("rb")
while True:
    line = sys.stdin.readline().strip()
    if not line:
        break
    conn.sendall(line.encode() + b"\n")
    reply = b"* "
    while reply.startswith(b"* "):
        reply = reader.readline()
        if reply[-1:] != b"\n":
            sys.exit("The server closed too early.")
        print(reply.decode().strip())
