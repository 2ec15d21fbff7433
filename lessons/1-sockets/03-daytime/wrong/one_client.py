# mistake: one-client
import socket
import sys
import time

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(5)
conn, addr = s.accept()
conn.send((time.ctime() + "\r\n").encode())
conn.close()
s.close()
