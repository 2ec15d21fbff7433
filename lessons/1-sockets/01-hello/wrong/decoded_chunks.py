# mistake: decoded-chunks
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    while True:
        data = s.recv(1024)
        if data == b"":
            break
        print(data.decode("utf-8"), end="")
