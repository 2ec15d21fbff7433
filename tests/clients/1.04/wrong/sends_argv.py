# mistake: sent-other closed-early
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
conn.sendall(" ".join(sys.argv).encode() + b"\n")
f = conn.makefile()
line = f.readline()
while line.startswith("* "):
    print(line, end="")
    line = f.readline()
print(line, end="")
