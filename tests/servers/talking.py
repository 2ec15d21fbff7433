"""What the tests of line protocols share: dialogues as text, and input cut into pieces."""
import socket

from bundle.wire.connection import Connection, LineTooLong


class Script:
    """A stand-in for a Connection: reads these lines, and notes both sides as they speak."""

    def __init__(self, lines):
        self.lines = [line if isinstance(line, bytes) else line.encode("utf-8") for line in lines]
        self.log = []
        self.consumed = 0
        self.closed = self.secure = False
        self.peer_host = "127.0.0.1"

    def read_line(self, limit=1000):
        if not self.lines:
            return b""
        line = self.lines.pop(0) + b"\r\n"
        self.consumed += len(line)
        self.log.append("C: " + line.decode("utf-8", "surrogateescape").rstrip("\r\n"))
        if len(line) > limit:
            raise LineTooLong()
        return line

    def read_piece(self):
        return self.read_line(10 ** 9)

    def send(self, data):
        assert data.endswith(b"\r\n")
        self.log += ["S: " + line for line in data[:-2].decode("utf-8", "surrogateescape").split("\r\n")]

    def close(self):
        self.closed = True


def play(session_class, store, dialogue):
    """Play the client's half of a dialogue, lines "C: …" and "S: …": (what was said, the dialogue, session)."""
    wanted = [line.strip() for line in dialogue.splitlines() if line.strip()]
    conn = Script([line[3:] for line in wanted if line.startswith("C:")])
    session = session_class(conn, store)
    session.serve()
    assert conn.closed
    return [line.rstrip() for line in conn.log], wanted, session


def say(session_class, store, *lines):
    """Say these lines and return the replies' lines."""
    conn = Script(lines)
    session_class(conn, store).serve()
    return [line[3:] for line in conn.log if line.startswith("S: ")]


class Pieces:
    """A socket whose recv gives these pieces, one at a time, then EOF; all else goes to a real connection."""

    def __init__(self, pieces):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.peer = socket.create_connection(listener.getsockname())
            self.real = listener.accept()[0]
        self.pieces = list(pieces)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.peer.close()
        self.real.close()

    def recv(self, size):
        if not self.pieces:
            return b""
        piece = self.pieces.pop(0)
        if piece[size:]:
            self.pieces.insert(0, piece[size:])
        return piece[:size]

    def __getattr__(self, name):
        return getattr(self.real, name)


def replies_to(session_class, store, pieces):
    """All bytes that a session sends through a real Connection when its input comes in these pieces."""
    with Pieces(pieces) as sock:
        sock.peer.shutdown(socket.SHUT_WR)
        conn = Connection(sock)
        session_class(conn, store).serve()
        return b"".join(iter(lambda: sock.peer.recv(65536), b""))
