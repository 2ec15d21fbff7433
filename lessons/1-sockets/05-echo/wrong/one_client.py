# mistake: one-client
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
conn, address = listener.accept()
while True:
    data = conn.recv(4096)
    if not data:
        break
    conn.sendall(data)
conn.close()
listener.close()
