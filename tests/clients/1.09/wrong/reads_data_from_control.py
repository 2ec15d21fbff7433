# mistake: last-reply-lost output-differs left-open waited not-saved
import socket, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
c = socket.create_connection((host, port))
f = c.makefile("rb")
f.readline()
c.sendall(b"DATA\r\n")
d = socket.create_connection((host, int(f.readline().split()[1])))
c.sendall(b"LIST\r\n")
while True:
    line = f.readline()
    if not line:
        break
    print(line.decode(), end="")
