# mistake: one-recv
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
data = s.recv(1024)
print(data.decode())
s.close()
