# mistake: last-reply-lost waited
import socket, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
c = socket.create_connection((host, port))
f = c.makefile("rb")
f.readline()
def go(cmd):
    c.sendall(b"DATA\r\n")
    p = int(f.readline().split()[1])
    with socket.create_connection((host, p)) as d:
        c.sendall(cmd + b"\r\n")
        f.readline()
        data = d.makefile("rb").read()
    f.readline()
    return data
print(go(b"LIST").decode(), end="")
data = go(b"GET " + name.encode())
print(f.read())
open(name, "wb").write(data)
