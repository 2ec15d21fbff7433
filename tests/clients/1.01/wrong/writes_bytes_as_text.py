# mistake: str-for-bytes
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
text = ""
while True:
    chunk = s.recv(1024)
    if not chunk:
        break
    text = text + chunk
print(text)
