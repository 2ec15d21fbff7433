# mistake: output-differs
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
f = s.makefile("r", encoding="latin-1")
print(f.read(), end="")
