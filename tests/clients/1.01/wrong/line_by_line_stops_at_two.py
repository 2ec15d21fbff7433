# mistake: one-recv
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
f = s.makefile(encoding="utf-8")
print(f.readline(), end="")
print(f.readline(), end="")
s.close()
