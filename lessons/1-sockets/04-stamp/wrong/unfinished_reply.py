# mistake: unfinished-reply
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    for line in sys.stdin:
        s.sendall(line.encode())
        while True:
            data = s.recv(1024).decode()
            if not data:
                sys.exit("server closed")
            print(data, end="")
            if not data.startswith("* "):
                break
