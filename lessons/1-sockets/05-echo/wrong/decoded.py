# mistake: decoded
import socket
import sys

s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    while True:
        data = conn.recv(4096)
        if not data:
            break
        text = data.decode()
        conn.sendall(text.encode())
    conn.close()
