# mistake: lost file-differs output-differs deleted-first not-whole
import os
import socket
import sys

host, port, user, password, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
s = socket.create_connection((host, int(port)))
f = s.makefile("rwb")


def ask(line):
    if line:
        f.write(line.encode() + b"\r\n")
        f.flush()
    reply = f.readline()
    if not reply.startswith(b"+OK"):
        sys.exit(repr(reply))


def block():
    lines = []
    while True:
        line = f.readline()
        if line.startswith(b"."):
            return lines
        lines.append(line)


ask("")
ask("USER " + user)
ask("PASS " + password)
ask("UIDL")
for row in block():
    number, uid = row.decode().split()
    path = os.path.join(folder, uid + ".eml")
    if not os.path.exists(path):
        ask("RETR " + number)
        with open(path + ".tmp", "wb") as out:
            out.writelines(block())
        os.rename(path + ".tmp", path)
        print("saved", uid)
    ask("DELE " + number)
ask("QUIT")
