"""A bare FTP client for tests: it sends what it is told, right or wrong, and reads whole replies."""

import contextlib
import socket

from bundle.servers.ftp import FTP
from bundle.servers.service import Service
from bundle.servers.stores import files


@contextlib.contextmanager
def serving(store=None, **options):
    """A practice server on a port of its own."""
    with Service(FTP, store or files.make(0), **options) as service:
        yield service


class Talk:
    """One control connection."""

    def __init__(self, service, login=True, source="127.0.0.1"):
        self.sock = socket.create_connection((service.host, service.port), timeout=20, source_address=(source, 0))
        self.lines = self.sock.makefile("rb")
        self.greeting = self.reply()
        if login:
            assert self.say("USER alice").startswith("331")
            assert self.say("PASS wonderland").startswith("230")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.lines.close()
        self.sock.close()

    def send(self, line):
        self.sock.sendall((line if isinstance(line, bytes) else line.encode("utf-8")) + b"\r\n")

    def reply(self):
        """One whole reply, without its last line end; "" when the server has closed."""
        lines = [self.lines.readline().decode("utf-8")]
        if lines[0][3:4] == "-":
            while lines[-1] and not lines[-1].startswith(lines[0][:3] + " "):
                lines.append(self.lines.readline().decode("utf-8"))
        return "".join(lines).rstrip("\r\n")

    def say(self, line):
        self.send(line)
        return self.reply()

    def code(self, line):
        return self.say(line)[:3]

    def data(self):
        """A data connection in passive mode."""
        port = int(self.say("EPSV").split("|")[3])
        return socket.create_connection(("127.0.0.1", port), timeout=20)

    def get(self, line):
        """Say `line` and return what came over the data connection."""
        with self.data() as data:
            opening = self.say(line)
            assert opening.startswith("150"), opening
            content = read_all(data)
        assert self.reply().startswith("226")
        return content

    def put(self, line, content):
        """Say `line` and send `content`; returns the two replies."""
        with self.data() as data:
            opening = self.say(line)
            data.sendall(content)
        return opening, self.reply()


def read_all(sock):
    return b"".join(iter(lambda: sock.recv(65536), b""))
