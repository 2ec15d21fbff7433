# mistake: no-date
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
now = "12:30"
while True:
    conn, addr = s.accept()
    try:
        conn.sendall(now.encode() + b"\r\n")
    except OSError:
        pass
    conn.close()
