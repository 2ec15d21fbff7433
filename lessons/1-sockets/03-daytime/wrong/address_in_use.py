# mistake: address-in-use
import socket
import sys
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen()
while True:
    conn, addr = s.accept()
    try:
        conn.sendall(time.ctime().encode() + b"\r\n")
    except OSError:
        pass
    conn.close()
