import io
import os
import queue

import pytest

from bundle.screen import keys

PASTE = b"\x1b[200~q\nx\nimport os\x1b[201~"


@pytest.mark.parametrize("data, expected", [
    pytest.param(b"hrq", ["h", "r", "q"], id="letters"),
    pytest.param(b" \r\n\x7f", [" ", "enter", "enter", "backspace"], id="space, enter and backspace"),
    pytest.param("é漢".encode(), ["é", "漢"], id="UTF-8"),
    pytest.param(b"\xff\xc3h", ["h"], id="bytes that are no UTF-8"),
    pytest.param(b"\x1b[A\x1b[B\x1bOA\x1bOB", ["up", "down", "up", "down"], id="arrows in both modes"),
    pytest.param(b"\x1b[5~\x1b[6~\x1b[H\x1b[4~", ["pgup", "pgdn", "home", "end"], id="paging keys"),
    pytest.param(b"\x1b[1;5Ah", ["h"], id="Ctrl-arrow is no letter"),
    pytest.param(b"\x1b[15~\x1bOP\x1b[[Ah", ["h"], id="function keys are no letters"),
    pytest.param(b"\x1bqh", ["h"], id="Alt-q does not quit"),
    pytest.param(b"\x1b[<0;10;5Mh", ["h"], id="a mouse report is no letters"),
    pytest.param(b"\x1b]11;rgb:0/0/0\x07h", ["h"], id="a terminal's answer that BEL ends"),
    pytest.param(b"\x1bP1$r0q\x1b\\h", ["h"], id="a terminal's answer that ESC \\ ends"),
    pytest.param(PASTE + b"h", ["h"], id="pasted text is not typed"),
    pytest.param(b"\x00\x01\x1fh", ["h"], id="control characters without a name"),
])
def test_decoding(data, expected):
    assert keys.Decoder().feed(data) == expected


@pytest.mark.parametrize("data, expected", [
    (PASTE + b"h", ["h"]), (b"\x1b[A\x1b[6~h", ["up", "pgdn", "h"]), ("é漢".encode(), ["é", "漢"]),
    (b"\x1b]11;rgb:0/0/0\x1b\\h", ["h"]),
], ids=["paste", "sequences", "utf-8", "string"])
def test_decoding_in_any_pieces(data, expected):
    for cut in range(len(data) + 1):
        decoder = keys.Decoder()
        assert decoder.feed(data[:cut]) + decoder.feed(data[cut:]) == expected


def test_the_escape_key_alone():
    decoder = keys.Decoder()
    assert decoder.feed(b"\x1b") == [] and decoder.unfinished
    assert decoder.quiet() == ["esc"]
    assert decoder.feed(b"h") == ["h"]


def test_a_sequence_that_stays_unfinished():
    decoder = keys.Decoder()
    assert decoder.feed(b"\x1b[1") == [] and decoder.quiet() == []
    assert decoder.feed(b"h") == ["h"]


class TestPosix:
    """On a real pseudo-terminal."""

    @pytest.fixture
    def terminal(self):
        pty = pytest.importorskip("pty")
        master, slave = pty.openpty()
        yield master, slave
        for fd in (master, slave):
            try:
                os.close(fd)
            except OSError:
                pass

    @pytest.fixture
    def typed(self, terminal):
        self.queue = queue.SimpleQueue()
        reader = keys.PosixKeys(self.queue.put, os.fdopen(terminal[1], "rb", buffering=0, closefd=False))
        yield reader
        reader.stop()

    def test_keys_come_without_enter_and_without_echo(self, terminal, typed):
        typed.start()
        os.write(terminal[0], b"h\x1b[A")
        assert [self.queue.get(timeout=5) for _ in range(2)] == ["h", "up"]
        os.set_blocking(terminal[0], False)
        with pytest.raises(BlockingIOError):
            os.read(terminal[0], 100)

    def test_escape_alone_is_told_from_a_sequence(self, terminal, typed):
        typed.start()
        os.write(terminal[0], b"\x1b")
        assert self.queue.get(timeout=5) == "esc"

    def test_stopping_puts_the_modes_back_and_can_be_started_again(self, terminal, typed):
        import termios

        before = termios.tcgetattr(terminal[1])
        for _ in range(2):
            typed.start()
            assert termios.tcgetattr(terminal[1]) != before
            typed.stop()
            assert termios.tcgetattr(terminal[1]) == before
        typed.stop()

    def test_a_terminal_that_goes_away(self, terminal, typed):
        typed.start()
        os.close(terminal[0])
        assert self.queue.get(timeout=5) == "eof"


class FakeMsvcrt(io.StringIO):
    """The keyboard of a Windows console, with these characters typed."""

    def kbhit(self):
        return self.tell() < len(self.getvalue())

    def getwch(self):
        return self.read(1)


def test_windows():
    typed = queue.SimpleQueue()
    reader = keys.WindowsKeys(typed.put, msvcrt=FakeMsvcrt("h\0H\xe0P\0;\r\x1b\x03\xe0")).start()
    try:
        assert [typed.get(timeout=5) for _ in range(7)] == ["h", "up", "down", "enter", "esc", "ctrl-c", "à"]
    finally:
        reader.stop()
    assert reader.thread is None
