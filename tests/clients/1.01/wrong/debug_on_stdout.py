# mistake: output-differs
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("connected to", sys.argv[1])
f = s.makefile("r", encoding="utf-8")
print(f.read(), end="")
