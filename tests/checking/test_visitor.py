"""A visitor of the learner's server: what it sees of the connection's end."""

import socket
import types

import pytest

from bundle.checking.server import Visitor
from bundle.wire.faults import Faults
from bundle.wire.transcript import Transcript


@pytest.fixture
def visit():
    """(a Visitor, the socket that the learner's server has)"""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sock = socket.create_connection(listener.getsockname())
        conn = listener.accept()[0]
    trial = types.SimpleNamespace(transcript=Transcript(), faults=Faults(), patience=5)
    with conn, Visitor(trial, sock, sock.getpeername(), faulty=True) as visitor:
        yield visitor, conn


@pytest.mark.skipif(not hasattr(__import__("select"), "poll"), reason="only poll() tells")
@pytest.mark.parametrize("reads", [pytest.param(False, id="unread bytes"), pytest.param(True, id="all read")])
def test_a_server_that_shuts_down_and_closes_resets_who_sent_more_than_it_read(visit, reads):
    visitor, conn = visit
    visitor.send(b"unread")
    assert conn.recv(6 if reads else 1)
    conn.shutdown(socket.SHUT_RDWR)
    assert visitor.recv() == b""
    conn.close()
    assert visitor.is_reset_within(0.05 if reads else 5) is not reads
    assert [event.kind for event in visitor.transcript.events if event.direction == "sent"] == \
        ["fin"] + ["reset"] * (not reads)


def test_a_server_that_only_half_closes_resets_nobody(visit):
    visitor, conn = visit
    visitor.send(b"unread")
    conn.shutdown(socket.SHUT_WR)
    assert visitor.recv() == b""
    assert not visitor.is_reset_within(0.05)


def test_what_is_sent_aside_arrives_whole_while_the_visitor_reads(visit):
    visitor, conn = visit
    data = bytes(range(256)) * 40000
    sender = visitor.send_aside(data)
    conn.sendall(b"Go on.")
    assert visitor.recv() == b"Go on."
    with conn.makefile("rb") as stream:
        assert stream.read(len(data)) == data
    sender.join()


def test_to_send_aside_to_a_server_that_has_gone_raises_nothing(visit):
    visitor, conn = visit
    conn.close()
    visitor.send_aside(b"x" * 1000000).join()
