"""The lecture of hour 1: its excerpts, replayed (its shape: test_shape.py).

```pycon is typed at a prompt, and must print what stands there; ```python is run at the same prompt. They are one run, in the order of
the lecture: what one excerpt makes, the next one finds. ```python NAME is a program of its own, tried with real clients. What else the
lecture claims is tried in test_lecture_1_claims.py.
"""

import contextlib
import doctest
import re
import socket
import struct
import subprocess
import sys
import threading
import time

import pytest

from bundle.servers import PROTOCOLS
from bundle.wire.connection import LINGER_ZERO
from bundle.wire.reaching import connect
from tests.lessons.lecture import Lecture

LECTURE = Lecture(1)
HOST = "127.0.0.1"
HELLO = "8010"          # the port of the practice server in the lecture
TYPING = 0.005          # seconds between two lines: who types them cannot be faster than loopback
SILENCE = 0.3           # seconds for which nothing comes

# At a prompt, sockets are left to the collector.
pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"),
              pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


# At the prompt

class Prompt(doctest.DocTestRunner):
    """Types examples; a name once made is there for the next ones."""

    def __init__(self):
        self.ports = Ports()
        super().__init__(self.ports, verbose=False, optionflags=doctest.ELLIPSIS)
        self.names = {"__name__": "lecture"}
        self.told = []

    def type(self, text, name):
        parser = doctest.DocTestParser()
        examples = parser.get_examples(text.replace("[...]", "..."), name)
        assert examples
        test = doctest.DocTest(examples, {}, name, None, None, None)
        test.globs = self.names         # what was typed before is still there
        self.run(test, out=self.told.append, clear_globs=False)

    def close(self):
        for each in self.names.values():
            if isinstance(each, socket.socket):
                each.close()

    def report_start(self, out, test, example):
        time.sleep(TYPING)


class Ports(doctest.OutputChecker):
    """Ports differ from run to run; but one port of the lecture is one port of this run, wherever it stands."""

    PORT = re.compile(r"(?<=', )\d{4,5}(?=\))")

    def __init__(self):
        self.known = {}

    def check_output(self, want, got, optionflags):
        for ours, theirs in zip(self.PORT.findall(want), self.PORT.findall(got)):
            self.known.setdefault(ours, theirs)
        want = self.PORT.sub(lambda found: self.known.get(found[0], "never seen"), want)
        return super().check_output(want, got, optionflags)


def has_ipv6():
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def test_the_sessions_print_what_the_lecture_prints():
    count = 0
    with contextlib.closing(Prompt()) as prompt, contextlib.closing(PROTOCOLS["hello"].start()) as hello:
        for info, block in LECTURE.fences:
            if info == "python":
                exec(block, prompt.names)
            elif info == "pycon" or info == "pycon ipv6" and has_ipv6():
                count += 1
                prompt.type(block.replace(HELLO, str(hello.port)), "excerpt %d" % count)
    assert "".join(prompt.told) == ""
    assert count >= 14
    assert len(set(prompt.ports.known.values())) == len(prompt.ports.known) >= 3, "two ports are drawn as one"


# The programs

class Program:
    """A program of the lecture that listens, while a `with` lasts."""

    def __init__(self, place, text):
        self.file = place / "program.py"
        self.file.write_text(text, encoding="utf-8")
        with socket.create_server((HOST, 0)) as free:
            self.port = free.getsockname()[1]

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, str(self.file), str(self.port)], stderr=subprocess.PIPE,
                                        encoding="utf-8", errors="replace")
        connect((HOST, self.port), 30, True, threading.Event()).close()
        return self

    def call(self):
        """A client's connection."""
        return socket.create_connection((HOST, self.port), 10)

    def answers(self):
        """Whether a new client gets its answer."""
        try:
            with self.call() as conn:
                conn.sendall(b"tea")
                return conn.recv(100) == b"TEA"
        except OSError:
            return False

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def says(self, word):
        """Whether a line with this word comes on its stderr."""
        limit = threading.Timer(30, self.process.kill)
        limit.start()
        try:
            return any(word in line for line in self.process.stderr)
        finally:
            limit.cancel()


def threads():
    """The iterative server with the two changes that the lecture describes."""
    (last,) = re.findall(r"^    (threading\.Thread\(.*)$", LECTURE.prose, re.MULTILINE)
    return LECTURE.block("python iterative").replace("import sys", "import sys\nimport threading").replace(
        "    talk(conn)\n", "    " + last + "\n")


DESIGNS = {
    "iterative": LECTURE.block("python iterative"), "threads": threads(),
    "selected": LECTURE.block("python selected"), "asyncio": LECTURE.block("python asyncio"),
}
designs = pytest.mark.parametrize("design", DESIGNS)


@designs
def test_one_silent_client(design, tmp_path):
    with Program(tmp_path, DESIGNS[design]) as server, server.call() as silent, server.call() as second:
        second.sendall(b"tea")                  # it is connected, whoever is served
        if design == "iterative":
            second.settimeout(SILENCE)
            with pytest.raises(socket.timeout):
                second.recv(100)
            silent.close()
            second.settimeout(10)
        assert second.recv(100) == b"TEA"


@designs
def test_one_client_that_resets(design, tmp_path):
    with Program(tmp_path, DESIGNS[design]) as server:
        rude = server.call()
        rude.sendall(b"tea")
        assert rude.recv(100) == b"TEA"         # the server waits in the next recv
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        rude.close()
        survives = design in ("threads", "asyncio")
        if not survives:
            assert server.process.wait(30) == 1
        assert server.says("ConnectionResetError")
        assert server.answers() == survives


def test_the_stamp_server_and_its_client(tmp_path):
    client = tmp_path / "ask.py"
    client.write_text(LECTURE.block("python ask"))
    with Program(tmp_path, LECTURE.block("python stamp")) as server:
        for _ in range(2):
            said = subprocess.run([sys.executable, str(client), HOST, str(server.port)], stdout=subprocess.PIPE,
                                  timeout=60, encoding="ascii").stdout
            assert re.fullmatch(r"b'\d\d:\d\d:\d\d tea\?\\n'\n", said)
            assert len(eval(said)) == 14, "the lecture counts the bytes of this reply"


# The framings

STREAM = b"tea\nat\nsix\n"


class Cut:
    """A connection that gives its stream in these chunks, then EOF."""

    def __init__(self, *chunks):
        self.chunks = [chunk for chunk in chunks if chunk]

    def recv(self, n):
        if not self.chunks:
            return b""
        chunk = self.chunks.pop(0)
        if chunk[n:]:
            self.chunks.insert(0, chunk[n:])
        return chunk[:n]


def cuts(stream):
    """The stream cut in every place, and byte by byte, and not at all."""
    yield from ((stream[:at], stream[at:]) for at in range(len(stream)))
    yield [stream[at:at + 1] for at in range(len(stream))]


@pytest.fixture(scope="module")
def framing():
    names = {}
    for info, block in LECTURE.fences:
        if info == "python":
            exec(block, names)
    return names


def test_lines_are_the_same_however_the_stream_is_cut(framing):
    for chunks in cuts(STREAM):
        conn, buf = Cut(*chunks), bytearray()
        assert [framing["read_line"](conn, buf) for _ in range(3)] == [b"tea", b"at", b"six"]
        with pytest.raises(EOFError):
            framing["read_line"](conn, buf)


def test_lengths_are_the_same_however_the_stream_is_cut(framing):
    exact = framing["recv_exact"]
    for chunks in cuts(struct.pack("!I", 4) + b"cake" + struct.pack("!I", 0) + struct.pack("!I", 1) + b"!"):
        conn = Cut(*chunks)
        assert [exact(conn, struct.unpack("!I", exact(conn, 4))[0]) for _ in range(3)] == [b"cake", b"", b"!"]
        with pytest.raises(EOFError):
            exact(conn, 4)


def test_all_is_the_same_however_the_stream_is_cut(framing):
    assert all(framing["read_all"](Cut(*chunks)) == STREAM for chunks in cuts(STREAM))


def test_the_drawn_stream_is_one_stream_cut_four_ways():
    (picture,) = [block for _, block in LECTURE.fences if "byte by byte" in block]
    rows = [line for line in picture.splitlines() if re.match(r"\s+\d  ", line)]
    assert len(rows) == 4
    for row in rows:
        drawn = "".join(re.findall(r"\[([^\]]*)\]", row)).replace(" ", "").replace("\\n", "\n")
        assert drawn.encode("ascii") == STREAM
