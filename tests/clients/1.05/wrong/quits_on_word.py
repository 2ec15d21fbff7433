# mistake: closed-on-pause sent-other
import socket, sys
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    while True:
        data = conn.recv(1024)
        if not data or b"\x00" in data:
            break
        conn.sendall(data)
    conn.close()
