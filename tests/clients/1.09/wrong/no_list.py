# mistake: output-differs
import socket, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
c = socket.create_connection((host, port))
f = c.makefile("rb")
f.readline()
c.sendall(b"DATA\r\n")
d = socket.create_connection((host, int(f.readline().split()[1])))
c.sendall(b"GET " + name.encode() + b"\r\n")
f.readline()
content = d.makefile("rb").read()
d.close()
print(f.readline())
open(name, "wb").write(content)
print(f"saved {name}, {len(content)} bytes")
