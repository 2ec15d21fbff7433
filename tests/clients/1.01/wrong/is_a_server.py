# mistake: crashed never-connected
import socket, sys
listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
conn, address = listener.accept()
print(conn.recv(1000).decode())
