# mistake: input-eof
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
file = conn.makefile()
while True:
    text = input()
    conn.sendall((text + "\n").encode())
    while True:
        line = file.readline()
        if not line.endswith("\n"):
            sys.exit("EOF")
        print(line, end="")
        if not line.startswith("* "):
            break
