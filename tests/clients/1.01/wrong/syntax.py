# mistake: syntax-error
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2]))
print(s.recv(1024).decode())
