# mistake: acted-early
import os
import socket
import sys

host, port, user, password, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
s = socket.create_connection((host, int(port)))


def ask(line, end=b"\r\n"):
    if line:
        s.sendall(line.encode() + b"\r\n")
    reply = s.recv(1000000)
    if not reply.startswith(b"+OK"):
        sys.exit(reply.decode())
    return reply.partition(b"\r\n")[2]


ask("")
ask("USER " + user)
ask("PASS " + password)
for row in ask("UIDL").decode().splitlines()[:-1]:
    number, uid = row.split()
    path = os.path.join(folder, uid + ".eml")
    if not os.path.exists(path):
        data = ask("RETR " + number)
        while not data.endswith(b"\r\n.\r\n"):
            data += s.recv(1000000)
        with open(path, "wb") as f:
            f.write(data[:-3].replace(b"\r\n..", b"\r\n."))
        print("saved", uid)
    ask("DELE " + number)
ask("QUIT")
