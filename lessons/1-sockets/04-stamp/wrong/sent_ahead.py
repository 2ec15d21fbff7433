# mistake: sent-ahead
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn, conn.makefile("r") as replies:
    for line in sys.stdin:
        conn.sendall(line.encode())
        reply = replies.readline()
        if not reply.endswith("\n"):
            sys.exit("the server left")
        print(reply, end="")
