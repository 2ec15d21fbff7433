# mistake: str-for-bytes
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    s.sendall(line)
    print(s.recv(1024))
