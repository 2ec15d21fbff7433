import re
import socket
import sys
from email.header import decode_header, make_header


class Gone(Exception):
    pass


class Imap:
    def __init__(self, host, port):
        self.conn = socket.create_connection((host, port))
        self.buf = b""
        self.count = 0
        self.line()

    def more(self):
        chunk = self.conn.recv(50)
        if not chunk:
            raise Gone("the server has left")
        self.buf += chunk

    def line(self):
        while b"\r\n" not in self.buf:
            self.more()
        line, _, self.buf = self.buf.partition(b"\r\n")
        return line

    def exactly(self, count):
        while len(self.buf) < count:
            self.more()
        data, self.buf = self.buf[:count], self.buf[count:]
        return data

    def response(self):
        """A line, and the literals in it."""
        text, literals = self.line(), []
        while True:
            size = re.search(rb"\{(\d+)\}$", text)
            if not size:
                return text, literals
            literals.append(self.exactly(int(size.group(1))))
            text = self.line()

    def ask(self, command):
        self.count += 1
        tag = b"t%d " % self.count
        self.conn.sendall(tag + command.encode() + b"\r\n")
        responses = []
        while True:
            text, literals = self.response()
            if text.startswith(tag):
                break
            responses.append((text, literals))
        if not text[len(tag):].startswith(b"OK"):
            raise Gone(text.decode())
        return responses


def main(host, port, user, password, text):
    imap = Imap(host, int(port))
    imap.ask(f'LOGIN "{user}" "{password}"')
    imap.ask("EXAMINE INBOX")
    quoted = '"' + "".join("\\" + c if c in '"\\' else c for c in text) + '"'
    uids = []
    for line, _ in imap.ask("UID SEARCH UNSEEN SUBJECT " + quoted):
        if line.startswith(b"* SEARCH"):
            uids = line.decode().split()[2:]
    for uid in uids:
        for _, literals in imap.ask(f"UID FETCH {uid} (BODY.PEEK[HEADER.FIELDS (SUBJECT)])"):
            for literal in literals:
                subject = literal.decode().replace("\r\n", "")[len("Subject:"):].strip()
                print(uid, make_header(decode_header(subject)))
    imap.ask("LOGOUT")


try:
    main(*sys.argv[1:])
except (Gone, OSError) as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)
