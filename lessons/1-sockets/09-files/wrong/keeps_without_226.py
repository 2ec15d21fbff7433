# mistake: left-unsure
"""Print the list of a server's files, and fetch one of them, over a data connection each."""

import os
import socket
import sys


class Refused(Exception):
    """The server said no."""


class Control:
    """The control connection: a command, then replies."""

    def __init__(self, host, port):
        self.conn = socket.create_connection((host, port))
        self.lines = self.conn.makefile("rb")       # keeps what is behind a line for the next readline()

    def say(self, command):
        self.conn.sendall(command.encode("utf-8") + b"\r\n")

    def reply(self):
        line = self.lines.readline()
        if not line.endswith(b"\n"):
            raise EOFError("the server left")
        text = line.decode("utf-8").rstrip("\r\n")
        if text >= "4":
            raise Refused(text)
        return text


def transfer(control, host, command, name=None):
    """All bytes that come over the data connection for this command."""
    control.say("DATA")
    port = int(control.reply().split()[1])
    with socket.create_connection((host, port)) as data:
        control.say(command)
        control.reply()                             # 150, or Refused
        content = data.makefile("rb").read()        # to EOF
    if name:
        with open(name, "wb") as file:
            file.write(content)
    try:
        control.reply()
    except Refused:
        if name:
            os.remove(name)
        raise
    return content


def main(host, port, name):
    control = Control(host, int(port))
    control.reply()
    print(transfer(control, host, "LIST").decode("utf-8"), end="")

    content = transfer(control, host, "GET " + name, name)
    print(f"saved {name}, {len(content)} bytes")
    control.say("QUIT")
    control.reply()


try:
    main(*sys.argv[1:])
except (OSError, EOFError, Refused) as problem:
    sys.exit(f"files: {problem}")
