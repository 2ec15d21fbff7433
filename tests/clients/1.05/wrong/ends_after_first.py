# mistake: one-client server-ended
import socket, sys
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
conn, addr = s.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    conn.sendall(data)
conn.close()
