# mistake: waited
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
conns = []
while True:
    conn, addr = s.accept()
    conns.append(conn)
    try:
        conn.sendall(time.ctime().encode() + b"\r\n")
    except OSError:
        pass
