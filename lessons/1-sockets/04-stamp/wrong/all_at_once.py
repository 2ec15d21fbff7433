# mistake: sent-ahead
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(sys.stdin.read().encode())
s.shutdown(socket.SHUT_WR)
while True:
    data = s.recv(1024)
    if not data:
        break
    print(data.decode(), end="")
