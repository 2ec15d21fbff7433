# mistake: closed-on-pause
import socket
import sys

s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    while True:
        data = conn.recv(1024)
        conn.sendall(data)
        if len(data) < 1024:
            break
    conn.close()
