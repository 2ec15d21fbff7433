import os
import socket
import sys


class Trouble(Exception):
    pass


class Pop3:
    def __init__(self, host, port):
        self.conn = socket.create_connection((host, port))
        self.buf = b""
        self.status()

    def line(self):
        while b"\r\n" not in self.buf:
            chunk = self.conn.recv(1500)
            if not chunk:
                raise Trouble("the server closed the connection")
            self.buf += chunk
        line, _, self.buf = self.buf.partition(b"\r\n")
        return line

    def status(self):
        line = self.line()
        if not line.startswith(b"+OK"):
            raise Trouble(line.decode())

    def ask(self, command):
        self.conn.sendall(command.encode() + b"\r\n")
        self.status()

    def block(self):
        while True:
            line = self.line()
            if line == b".":
                return
            yield line[1:] if line.startswith(b".") else line


def main(host, port, user, password, folder):
    if not os.path.isdir(folder):
        os.mkdir(folder)
    pop = Pop3(host, int(port))
    pop.ask("USER " + user)
    pop.ask("PASS " + password)
    pop.ask("UIDL")
    waiting = [row.decode().split() for row in pop.block()]
    have = {name[:-4] for name in os.listdir(folder) if name.endswith(".eml")}
    for number, uid in waiting:
        if uid not in have:
            pop.ask("RETR " + number)
            with open(os.path.join(folder, "incoming"), "wb") as out:
                for line in pop.block():
                    out.write(line + b"\r\n")
                out.flush()
                os.fsync(out.fileno())
            os.rename(out.name, os.path.join(folder, uid + ".eml"))
            print("saved", uid)
    for number, uid in waiting:
        pop.ask("DELE " + number)
    pop.ask("QUIT")
    pop.conn.close()


try:
    main(*sys.argv[1:])
except (OSError, Trouble) as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)
