# mistake: unfinished-end
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.recv(1000)
s.sendall(b"GROUP %s\r\n" % sys.argv[3].encode())
if not s.recv(1000).startswith(b"211"):
    sys.exit("no such group")
s.sendall(b"ARTICLE %s\r\n" % sys.argv[4].encode())
data = s.recv(1000000)
if not data.startswith(b"220"):
    sys.exit("no such article")
for line in data.split(b"\r\n")[1:-2]:
    print(line[1:].decode() if line.startswith(b".") else line.decode())
s.sendall(b"POST\r\n")
if not s.recv(1000).startswith(b"340"):
    sys.exit("no posting")
text = sys.stdin.buffer.read().replace(b"\n", b"\r\n").replace(b"\r\n.", b"\r\n..")
s.sendall(text + b".\r\n")
if not s.recv(1000).startswith(b"240"):
    sys.exit("not posted")
s.sendall(b"QUIT\r\n")
