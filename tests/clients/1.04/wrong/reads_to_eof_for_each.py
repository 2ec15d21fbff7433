# mistake: waited
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    s.sendall(line.encode())
    while True:
        data = s.recv(1024)
        if not data:
            break
        print(data.decode(), end="")
