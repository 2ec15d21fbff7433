# mistake: stopped-by-reset
import socket
import sys
import time

s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    conn.sendall(time.ctime().encode() + b"\r\n")
    conn.close()
