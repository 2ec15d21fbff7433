# mistake: stopped-by-reset
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(5)
while True:
    conn, addr = s.accept()
    conn.sendall(time.ctime().encode() + b"\r\n")
    conn.shutdown(socket.SHUT_RDWR)
    conn.close()
