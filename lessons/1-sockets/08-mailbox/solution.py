"""Receive mail by SMTP, and write each message to a file of its own in DIR."""

import os
import socket
import sys

port = int(sys.argv[1])
folder = sys.argv[2]
os.makedirs(folder, exist_ok=True)


class Left(Exception):
    """The client has gone in the middle of something."""


class Conversation:
    """One client: what it has sent that is not read yet, and the mail that it is about to send."""

    def __init__(self, conn):
        self.conn = conn
        self.buf = b""
        self.forget()

    def forget(self):
        self.sender = None
        self.recipients = []

    def read_line(self):
        """The next line, without its line end; whatever came behind it stays in the buffer."""
        while b"\r\n" not in self.buf:
            chunk = self.conn.recv(65536)
            if not chunk:
                raise Left()
            self.buf += chunk
        line, _, self.buf = self.buf.partition(b"\r\n")
        return line

    def reply(self, text):
        self.conn.sendall(text.encode("ascii") + b"\r\n")

    def serve(self):
        self.reply("220 ready")
        verb = ""
        while verb != "QUIT":
            line = self.read_line().decode("latin-1")
            verb = line.partition(" ")[0].upper()
            self.reply(self.obey(verb, line))

    def obey(self, verb, line):
        """Do what a command says; the reply to it."""
        if verb in ("EHLO", "HELO", "RSET"):
            self.forget()
            return "250 fine"
        if verb == "NOOP":
            return "250 fine"
        if verb == "QUIT":
            return "221 goodbye"
        if verb == "MAIL":
            self.forget()
            self.sender = address(line)
            return "250 sender"
        if verb == "RCPT" and self.sender is not None:
            self.recipients.append(address(line))
            return "250 recipient"
        if verb == "DATA" and self.recipients:
            self.reply("354 send it; a line with nothing but a dot ends it")
            self.store(self.read_message())
            self.forget()
            return "250 stored"
        if verb in ("RCPT", "DATA"):
            return "503 not yet"
        return "500 unknown"

    def read_message(self):
        """The lines up to the dot."""
        lines = []
        while True:
            line = self.read_line()
            if line == b".":
                return lines
            lines.append(line)

    def store(self, message):
        envelope = ["from " + self.sender] + ["to " + each for each in self.recipients] + [""]
        lines = [line.encode("latin-1") for line in envelope] + message
        number = 1
        while os.path.exists(os.path.join(folder, "{}.txt".format(number))):
            number += 1
        with open(os.path.join(folder, "{}.txt".format(number)), "wb") as file:
            file.write(b"".join(line + b"\r\n" for line in lines))


def address(line):
    """What stands between < and >."""
    return line.partition("<")[2].partition(">")[0]


with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, client = listener.accept()
        with conn:
            try:
                Conversation(conn).serve()
            except (OSError, Left) as error:
                print("lost", client, error, file=sys.stderr)
