# mistake: bad-request
import socket, sys
from urllib.parse import urlsplit, quote_plus
u = urlsplit(sys.argv[1]); form = "text=" + quote_plus(sys.argv[2])
s = socket.create_connection((u.hostname, u.port))
s.sendall(f"GET {u.path}?{form} HTTP/1.1\nHost: {u.netloc}\n\n".encode())
print(s.recv(1000).decode())
