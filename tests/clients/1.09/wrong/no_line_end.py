# mistake: unfinished-line
import socket, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
c = socket.create_connection((host, port))
print(c.recv(100))
c.sendall(b"DATA")
print(c.recv(100))
