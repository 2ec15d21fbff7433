import socket
import sys
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(1)
while True:
    conn, addr = s.accept()
    with conn:
        try:
            conn.sendall(time.ctime().encode() + b"\r\n")
        except OSError:
            pass
