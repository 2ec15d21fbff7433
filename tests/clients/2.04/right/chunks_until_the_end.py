# Reads a block until the bytes that end it; no lines, no library.
import re
import socket
import sys
from email.header import decode_header


class Pop:
    def __init__(self, host, port):
        self.conn = socket.create_connection((host, port))
        self.buf = b""

    def __enter__(self):
        self.take(b"\r\n")
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.ask("QUIT")
        self.conn.close()

    def take(self, end):
        while end not in self.buf:
            chunk = self.conn.recv(4096)
            if not chunk:
                raise ConnectionError("the server has gone")
            self.buf += chunk
        data, self.buf = self.buf.split(end, 1)
        return data

    def ask(self, command, many=False):
        self.conn.sendall(command.encode() + b"\r\n")
        status = self.take(b"\r\n")
        if not status.startswith(b"+OK"):
            raise ConnectionError(status.decode())
        if not many:
            return status.decode()
        self.buf = b"\r\n" + self.buf
        return self.take(b"\r\n.\r\n").decode()[2:].replace("\r\n..", "\r\n.").split("\r\n")


try:
    with Pop(sys.argv[1], int(sys.argv[2])) as pop:
        pop.ask("USER " + sys.argv[3])
        pop.ask("PASS " + sys.argv[4])
        print("{1} messages, {2} bytes".format(*pop.ask("STAT").split()))
        uids = [row.split() for row in pop.ask("UIDL", many=True) if row]
        for number, uid in uids:
            head = "\n".join(pop.ask("TOP %s 0" % number, many=True))
            head = re.sub(r"\n[ \t]", " ", head)
            subject = re.search(r"^Subject: ?(.*)$", head, re.M | re.I).group(1)
            decoded = "".join(part if isinstance(part, str) else part.decode(charset or "ascii")
                              for part, charset in decode_header(subject))
            print(uid, pop.ask("LIST " + number).split()[2], decoded or "(no subject)")
except OSError as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)
