# mistake: closed-early
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(sys.stdin.readline().encode())
f = s.makefile()
while True:
    line = f.readline()
    if not line.endswith("\n"):
        sys.exit("closed")
    print(line, end="")
    if not line.startswith("* "):
        break
