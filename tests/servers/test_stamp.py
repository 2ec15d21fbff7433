"""The timestamp server, over real sockets: a reply for each line, notices as its store says, and bounds."""
import re
import socket

import pytest

from bundle.servers import PROTOCOLS
from bundle.servers.service import Service
from bundle.servers.stamp import Notices, Stamp

TIME = rb"\[\d\d:\d\d:\d\d\]"


@pytest.fixture
def conn():
    with Service(Stamp, Notices(0)) as service, socket.create_connection((service.host, service.port), 10) as conn:
        yield conn


def read_all(conn):
    return b"".join(iter(lambda: conn.recv(65536), b""))


def say_all(conn, data):
    """All replies to `data`, and EOF."""
    conn.sendall(data)
    conn.shutdown(socket.SHUT_WR)
    return read_all(conn)


@pytest.mark.parametrize("line, reply", [
    (b"hello\n", b" hello\n"),
    pytest.param(b"hello\r\n", b" hello\n", id="CRLF"),
    pytest.param(b"\n", b"\n", id="an empty line: the time alone"),
    pytest.param(b"* hello\n", rb" \* hello\n", id="what looks like a notice"),
    pytest.param(bytes(set(range(256)) - {10, 13}) + b"\n", None, id="bytes of every kind"),
    pytest.param(b"x" * 65535 + b"\n", None, id="the longest line"),
    pytest.param(b"x" * 65536 + b"\n", rb" \(a line of more than 65536 bytes\)\n", id="a line too long"),
])
def test_a_line_comes_back_with_the_time(conn, line, reply):
    said = say_all(conn, line)
    stamped = said[said.index(b"\n") + 1:] if said.startswith(b"* ") else said
    assert re.fullmatch(TIME + (re.escape(b" " + line) if reply is None else reply), stamped)


def test_notices_stand_before_the_first_reply_and_behind_every_second(conn):
    said = say_all(conn, b"a\nb\nc\nd\n").splitlines()
    assert [line[:2] == b"* " for line in said] == [True, False, False, True, False, False, True]
    assert [line[-1:] for line in said if line[:1] == b"["] == [b"a", b"b", b"c", b"d"]


def test_the_reply_and_the_notice_behind_it_are_one_chunk(conn):
    conn.sendall(b"a\n")
    said = b""
    while b"] a\n" not in said:
        said += conn.recv(65536)
    conn.sendall(b"b\n")
    assert re.fullmatch(TIME + rb" b\n\* .*\n", conn.recv(65536))


def test_an_unfinished_line_gets_no_reply(conn):
    assert say_all(conn, b"hello") == b""


def test_the_same_seed_says_the_same():
    assert Notices(3).lines == Notices(3).lines and Notices(3).lines != Notices(4).lines


def test_who_says_nothing_is_let_go():
    with Service(Stamp, Notices(0), idle=0.05) as service:
        with socket.create_connection((service.host, service.port), 10) as conn:
            assert conn.recv(1) == b""


def test_a_line_too_long_gets_the_time_it_is_now(monkeypatch):
    monkeypatch.setattr("time.strftime", lambda form: "12:34:56")
    assert Stamp(None, None).TOO_LONG == b"[12:34:56] (a line of more than 65536 bytes)\n"


def test_it_is_known():
    assert PROTOCOLS["stamp"].port == 8011 and PROTOCOLS["stamp"].session_class() is Stamp
