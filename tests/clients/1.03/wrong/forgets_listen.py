# mistake: crashed not-listening
import socket, sys, time
s = socket.socket()
s.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    conn.sendall(time.ctime().encode() + b"\r\n")
    conn.close()
