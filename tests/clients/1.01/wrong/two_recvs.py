# mistake: one-recv
import socket, sys
s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
a = s.recv(1024)
b = s.recv(1024)
print((a + b).decode(), end="")
s.close()
