# mistake: wrong-port
import socket, sys, time
s = socket.create_server(("127.0.0.1", 8013))
while True:
    conn, addr = s.accept()
    try:
        conn.sendall(time.ctime().encode() + b"\r\n")
    except OSError:
        pass
    conn.close()
