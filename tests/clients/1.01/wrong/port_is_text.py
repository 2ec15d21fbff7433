# mistake: crashed
import socket, sys
s = socket.socket()
s.connect((sys.argv[1], sys.argv[2]))
print(s.recv(1000).decode())
