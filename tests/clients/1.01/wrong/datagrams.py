# mistake: crashed never-connected
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))
s.send(b"hello")
print(s.recv(1000).decode(), end="")
