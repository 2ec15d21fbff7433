# mistake: exit-status
import os
import re
import socket
import sys

host, port, name, copy = sys.argv[1:]
s = socket.create_connection((host, int(port)))
f = s.makefile("rw", newline="\r\n")


def cmd(line=None):
    if line:
        f.write(line + "\r\n")
        f.flush()
    answer = f.readline()
    if answer[0] in "45" and not answer.startswith("550"):
        sys.exit(answer.strip())
    return answer


def data():
    a, b = re.search(r"(\d+),(\d+)\)", cmd("PASV")).groups()
    return socket.create_connection((host, int(a) * 256 + int(b)))


cmd()
cmd("USER alice")
cmd("PASS wonderland")
have = os.path.getsize(name) if os.path.exists(name) else 0
d = data()
cmd("REST %d" % have)
cmd("RETR " + name)
with open(name, "ab") as out:
    while True:
        chunk = d.recv(1000)
        if not chunk:
            break
        out.write(chunk)
cmd()
d = data()
cmd("STOR " + copy)
with open(name, "rb") as source:
    d.sendall(source.read())
d.close()
cmd()
print("done")
