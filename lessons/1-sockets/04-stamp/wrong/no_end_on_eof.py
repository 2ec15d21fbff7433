# mistake: no-reply
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    f = s.makefile()
    for line in sys.stdin:
        s.sendall(line.encode())
        for reply in f:
            print(reply, end="")
            if not reply.startswith("* "):
                break
