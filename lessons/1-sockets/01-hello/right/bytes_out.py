import socket, sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
for chunk in iter(lambda: s.recv(7), b""):
    sys.stdout.buffer.write(chunk)
