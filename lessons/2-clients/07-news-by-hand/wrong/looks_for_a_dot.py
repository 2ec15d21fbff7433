# mistake: dot-inside
import socket
import sys

host, port, group, number = sys.argv[1:]
s = socket.create_connection((host, int(port)))


def recv_until(end):
    data = b""
    while end not in data:
        chunk = s.recv(1024)
        if not chunk:
            print("connection lost", file=sys.stderr)
            sys.exit(1)
        data += chunk
    return data


recv_until(b"\r\n")
s.sendall(b"GROUP " + group.encode() + b"\r\n")
if not recv_until(b"\r\n").startswith(b"211"):
    sys.exit("no such group")
s.sendall(b"ARTICLE " + number.encode() + b"\r\n")
data = recv_until(b"\r\n")
if not data.startswith(b"220"):
    sys.exit("no such article")
while b"\r\n." not in data:
    data += recv_until(b"\r\n")
text = data[data.index(b"\r\n") + 2:data.index(b"\r\n.")]
print(text.decode().replace("\r\n", "\n"))
s.sendall(b"POST\r\n")
if not recv_until(b"\r\n").startswith(b"340"):
    sys.exit("no posting")
for line in sys.stdin.buffer:
    line = line.rstrip(b"\n")
    if line.startswith(b"."):
        line = b"." + line
    s.sendall(line + b"\r\n")
s.sendall(b".\r\n")
if not recv_until(b"\r\n").startswith(b"240"):
    sys.exit("not posted")
s.sendall(b"QUIT\r\n")
