import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
all = []
data = s.recv(100)
while data:
    all.append(data)
    data = s.recv(100)
print(b"".join(all).decode())
