# mistake: wrong-port
import socket, sys
s = socket.create_connection((sys.argv[1], 8010))
data = b""
while True:
    more = s.recv(1024)
    if not more:
        break
    data += more
print(data.decode(), end="")
