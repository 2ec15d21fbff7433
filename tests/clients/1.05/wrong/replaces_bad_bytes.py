# mistake: decoded
import socket, sys
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    while True:
        data = conn.recv(1024).decode("utf-8", "replace")
        if data == "":
            break
        conn.sendall(data.encode())
    conn.close()
