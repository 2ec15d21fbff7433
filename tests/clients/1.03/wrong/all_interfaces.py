# mistake: wrong-address
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", int(sys.argv[1])))
s.listen(5)
while True:
    conn, addr = s.accept()
    try:
        conn.sendall(time.ctime().encode() + b"\r\n")
    except OSError:
        pass
    conn.close()
