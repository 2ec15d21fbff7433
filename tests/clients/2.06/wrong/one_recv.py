# mistake: acted-early
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.recv(1024)
s.sendall(b"LIST\r\n")
rows = s.recv(4096).decode().split("\r\n")[1:-2]
for r in rows:
    n = r.split()[0]
    s.sendall(b"GROUP " + n.encode() + b"\r\n")
    print(n, s.recv(100).decode().split()[1])
