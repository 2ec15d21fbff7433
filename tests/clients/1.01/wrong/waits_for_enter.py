# mistake: reads-stdin
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
f = s.makefile("r", encoding="utf-8")
print(f.read(), end="")
input()
