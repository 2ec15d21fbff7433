# mistake: unfinished-line
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
f = s.makefile("rb")
for line in sys.stdin.read().splitlines():
    s.sendall(line.encode())
    while True:
        reply = f.readline()
        if not reply:
            sys.exit("gone")
        print(reply.decode().rstrip())
        if not reply.startswith(b"*"):
            break
