# mistake: no-notices
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
f = s.makefile()
for line in sys.stdin:
    s.sendall(line.encode())
    while True:
        reply = f.readline()
        if not reply.endswith("\n"):
            sys.exit("closed")
        if reply.startswith("* "):
            sys.stderr.write(reply)
        else:
            print(reply, end="")
            break
