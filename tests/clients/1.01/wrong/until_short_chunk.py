# mistake: one-recv
import socket
import sys

BUFSIZE = 1024

with socket.socket() as s:
    s.connect((sys.argv[1], int(sys.argv[2])))
    data = b""
    while True:
        part = s.recv(BUFSIZE)
        data += part
        if len(part) < BUFSIZE:
            break       # 0 or end of data
    print(data.decode(), end="")
