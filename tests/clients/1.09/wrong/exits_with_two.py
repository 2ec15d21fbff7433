# mistake: failure-status
import socket, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
c = socket.create_connection((host, port))
f = c.makefile("rb")
def reply(wanted):
    line = f.readline().decode()
    if not line.startswith(wanted):
        print("failed", line, file=sys.stderr, end="")
        sys.exit(2)
    return line
reply("220")
def go(cmd):
    c.sendall(b"DATA\r\n")
    p = int(reply("229").split()[1])
    with socket.create_connection((host, p)) as d:
        c.sendall(cmd + b"\r\n")
        reply("150")
        data = d.makefile("rb").read()
    reply("226")
    return data
print(go(b"LIST").decode(), end="")
data = go(b"GET " + name.encode())
open(name, "wb").write(data)
print(f"saved {name}, {len(data)} bytes")
