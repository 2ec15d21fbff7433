"""The log of a tap, line by line: what is one, what is none, and what all of them tell."""

import threading

import pytest

from bundle.checking.tap_log import TapLog, read_line

ALL_BYTES = bytes(range(256))


@pytest.mark.parametrize("line, told", [
    pytest.param(b"1 -> b'HELLO\\r\\n'", (1, "->", b"HELLO\r\n"), id="to the server"),
    pytest.param(b"12 <- b'x'\r", (12, "<-", b"x"), id="Windows' line end"),
    pytest.param(b"1 -> EOF", (1, "->", None), id="EOF"),
    pytest.param(b"1 -> b''", (1, "->", b""), id="a chunk of no bytes is no EOF"),
    pytest.param(b"1 -> b'EOF'", (1, "->", b"EOF"), id="a chunk that says EOF is none either"),
    pytest.param(b'1 -> b"it\'s"', (1, "->", b"it's"), id="double quotes, where repr() takes them"),
    pytest.param(b"1 -> %s" % repr(ALL_BYTES).encode(), (1, "->", ALL_BYTES), id="every byte"),
    pytest.param(b"1 -> b'\\\\x41'", (1, "->", b"\\x41"), id="an escaped backslash"),
    pytest.param(b"1 -> 'HELLO'", None, id="text"),
    pytest.param(b"1 -> bytearray(b'HELLO')", None, id="another type"),
    pytest.param(b"1 -> b'\\q'", None, id="an escape that is none"),
    pytest.param(b"1 -> b'\\x4'", None, id="half an escape"),
    pytest.param(b"1 -> b'\\x41'", None, id="not what repr() writes"),
    pytest.param(b"1 -> b'\xc3\xa9'", None, id="not ASCII"),
    pytest.param(b"1 -> b'a'1 <- b'b'", None, id="two lines in one"),
    pytest.param(b"0 -> b'a'", None, id="no client has number 0"),
    pytest.param(b"1 => b'a'", None, id="another arrow"),
    pytest.param(b"Listening", None, id="other words"),
    pytest.param(b"", None, id="nothing"),
])
def test_a_line_is_read(line, told):
    assert read_line(line) == told


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_a_log_may_come_in_any_pieces(size):
    text = b"1 -> b'ab'\n2 -> b'x'\n1 <- b'no'\n1 -> b'c'\n1 -> EOF\n"
    log = TapLog()
    for at in range(0, len(text), size):
        log.feed("stdout", text[at:at + size])
    log.feed("stderr", b"what else there is to say\n")
    assert (log.crossed(1, "->"), log.crossed(1, "<-"), log.crossed(2, "->"), log.crossed(3, "->")) == (
        b"abc", b"no", b"x", b"")
    assert (log.ends(1, "->"), log.ends(1, "<-"), log.numbers(), log.bad) == ([3], [], [1, 2], None)
    assert (log.count("->"), log.count("->", 2)) == (4, 1)


def test_the_first_bad_line_is_kept():
    log = TapLog()
    log.feed("stdout", b"1 -> b'a'\nListening\n1 -> b'b'\n\n")
    assert (log.lines, log.bad, log.crossed(1, "->")) == (2, "Listening", b"a")


def test_whoever_waits_is_told_what_comes():
    log = TapLog()
    timer = threading.Timer(0.05, log.feed, ("stdout", b"1 -> EOF\n"))
    timer.start()
    assert log.wait(lambda log: log.ends(1, "->"), 10)
    timer.join()
    assert not log.wait(lambda log: log.ends(1, "<-"), 0.01)
