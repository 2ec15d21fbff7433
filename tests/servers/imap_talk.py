"""What the tests of IMAP share: a small mailbox, dialogues with literals, an obedient client."""
import socket

from bundle.servers.imap import IMAP
from bundle.servers.stores import mailbox
from bundle.wire.connection import LineTooLong

LOGIN = "a LOGIN alice wonderland"


def small():
    """Three messages whose bytes can be counted by hand, in a mailbox with UIDs 7, 8 and 9."""
    store = mailbox.Mailboxes()
    box = store.add("alice", "wonderland", mailbox.Mailbox(0xABC, 7))
    box.deliver("Subject: one\nFrom: Hatter <hatter@tea.example>\n\nfirst\nlast )\n", 1140771600)
    box.deliver("Subject: two\n\n", 1140858000, ["\\Seen"])
    box.deliver("Subject: three\nX-Mood: curious\n  and curiouser\n\nbody\n", 1140944400)
    store.add("rabbit", "tea time", mailbox.Mailbox(1))
    return store


class Script:
    """A stand-in for a Connection: the client says these lines, and both sides are noted as they speak."""

    secure = False

    def __init__(self, lines):
        lines = [line if isinstance(line, bytes) else line.encode("utf-8") for line in lines]
        self.data = b"".join(line + b"\r\n" for line in lines)
        self.log = []
        self.consumed = 0
        self.closed = False
        self._said = b""

    def read_line(self, limit=1000):
        line = self.recv_exact(self.data.find(b"\n") + 1)
        if len(line) > limit:
            raise LineTooLong()
        return line

    def recv_exact(self, count):
        if count > len(self.data):
            raise EOFError()
        return self.recv(count)

    def recv(self, count):
        taken, self.data = self.data[:count], self.data[count:]
        self.consumed += len(taken)
        self._said += taken
        *whole, self._said = self._said.split(b"\r\n")
        self.log += ["C: " + line.decode("utf-8", "surrogateescape") for line in whole]
        return taken

    def send(self, data):
        assert data.endswith(b"\r\n")
        self.log += ["S: " + line for line in data[:-2].decode("utf-8", "surrogateescape").split("\r\n")]

    def close(self):
        self.closed = True


def play(store, dialogue, session_class=IMAP):
    """Play the client's half of a dialogue, lines "C: …" and "S: …": (what was said, dialogue, session)."""
    wanted = [line.strip() for line in dialogue.splitlines() if line.strip()]
    conn = Script([line[3:] for line in wanted if line.startswith("C:")])
    session = session_class(conn, store)
    session.serve()
    assert conn.closed
    return [line.rstrip() for line in conn.log], wanted, session


def say(store, *lines):
    """Say these lines; the lines of the replies, without the greeting."""
    conn = Script(lines)
    IMAP(conn, store).serve()
    return [line[3:] for line in conn.log if line.startswith("S: ")][1:]


class Client:
    """A client that sends what it is told, with a tag, and waits for the answer."""

    def __init__(self, service, *commands):
        self.sock = socket.create_connection((service.host, service.port), timeout=20)
        self.file = self.sock.makefile("rb")
        assert self.file.readline().startswith(b"* OK")
        for command in commands:
            assert self.ask(command)[-1].startswith("t OK"), command

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()
        self.sock.close()

    def send(self, text):
        self.sock.sendall(text.encode() + b"\r\n")

    def line(self):
        line = self.file.readline()
        assert line.endswith(b"\r\n"), "the server has left"
        return line.decode().rstrip("\r\n")

    def ask(self, command):
        """All lines of the answer, the one with our tag included."""
        self.send("t " + command)
        lines = [self.line()]
        while not lines[-1].startswith("t "):
            lines.append(self.line())
        return lines
