# mistake: one-recv
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.settimeout(0.1)
data = b""
try:
    while True:
        chunk = s.recv(1024)
        if not chunk:
            break
        data += chunk
except socket.timeout:
    pass
s.close()
print(data.decode("utf-8", "ignore"), end="")
