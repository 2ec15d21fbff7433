# mistake: waited-for-eof
import socket, sys
from urllib.parse import urlsplit, quote_plus
u = urlsplit(sys.argv[1]); form = "text=" + quote_plus(sys.argv[2])
s = socket.create_connection((u.hostname, u.port))
s.sendall(f"GET {u.path}?{form} HTTP/1.1\r\nHost: {u.netloc}\r\n\r\n".encode())
data = b""
while True:
    c = s.recv(1000)
    if not c: break
    data += c
print(data)
