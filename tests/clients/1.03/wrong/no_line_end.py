# mistake: closed-early
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    try:
        conn.sendall(time.ctime().encode())
    except OSError:
        pass
    conn.close()
