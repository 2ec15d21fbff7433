# mistake: past-eof
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
text = b""
data = None
while data != "":
    data = s.recv(1024)
    text += data
print(text.decode(), end="")
