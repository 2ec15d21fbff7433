# mistake: asked-first
import socket, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
c = socket.create_connection((host, port))
f = c.makefile("rb")
f.readline()
c.sendall(b"DATA\r\n")
p = int(f.readline().split()[1])
with socket.create_connection((host, p)) as d:
    c.sendall(b"LIST\r\n")
    f.readline()
    print(d.makefile("rb").read().decode(), end="")
f.readline()
c.sendall(b"GET " + name.encode() + b"\r\n")
print(f.readline())
with socket.create_connection((host, p)) as d:
    content = d.makefile("rb").read()
open(name, "wb").write(content)
print(f"saved {name}, {len(content)} bytes")
