# mistake: one-client
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(1)
conn, addr = s.accept()
with conn:
    print("Connected by", addr)
    conn.sendall(time.ctime().encode() + b"\r\n")
