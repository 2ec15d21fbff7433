# mistake: output-differs
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    f = s.makefile("r")
    for line in sys.stdin:
        s.sendall(line.encode())
        reply = f.readline()
        while reply.startswith("* "):
            print(reply)
            reply = f.readline()
        if not reply:
            sys.exit("gone")
        print(reply)
