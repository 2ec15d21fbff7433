"""The recorded connection: lines however they are cut, the limits, the record, and how it ends."""

import random
import socket

import pytest

from bundle.wire import transcript
from bundle.wire.connection import LINGER_ZERO, LineTooLong, Quiet
from tests.support.pair import Pair

LINES = [b"USER alice\r\n", b"\r\n", b"bare\n", b"caf\xc3\xa9\r\n", b".\r\n"]


@pytest.mark.parametrize("cut", range(1, len(b"".join(LINES))))
def test_lines_come_whole_wherever_the_stream_is_cut(cut):
    stream = b"".join(LINES)
    with Pair() as pair:
        pair.peer.sendall(stream[:cut])
        assert pair.conn.waiting(5)
        got = []
        while sum(map(len, got)) < stream.rfind(b"\n", 0, cut) + 1:
            got.append(pair.conn.read_line())
        pair.peer.sendall(stream[cut:])
        pair.peer.close()
        got += iter(pair.conn.read_line, b"")
        assert got == LINES


def test_a_line_that_is_too_long_is_thrown_away_whole_and_the_next_one_read():
    with Pair() as pair:
        pair.peer.sendall(b"x" * 5000 + b"\r\nnext\r\n")
        with pytest.raises(LineTooLong):
            pair.conn.read_line(limit=100)
        assert pair.conn.read_line(limit=100) == b"next\r\n"


def test_a_line_just_long_enough_is_read():
    with Pair() as pair:
        pair.peer.sendall(b"x" * 98 + b"\r\n" + b"y" * 99 + b"\r\n")
        assert pair.conn.read_line(limit=100) == b"x" * 98 + b"\r\n"
        with pytest.raises(LineTooLong):
            pair.conn.read_line(limit=100)


def test_an_unfinished_last_line_is_kept_apart():
    with Pair() as pair:
        pair.peer.sendall(b"whole\r\nhalf")
        pair.peer.shutdown(socket.SHUT_WR)
        assert [pair.conn.read_line(), pair.conn.read_line(), pair.conn.unfinished] == [b"whole\r\n", b"", b"half"]


def test_exactly_so_many_bytes_or_an_error_that_counts():
    with Pair() as pair:
        pair.peer.sendall(b"12345678")
        pair.peer.shutdown(socket.SHUT_WR)
        assert pair.conn.recv_exact(5) == b"12345"
        with pytest.raises(EOFError, match="3 of 4"):
            pair.conn.recv_exact(4)


def test_silence_is_said():
    with Pair() as pair:
        pair.conn.idle = 0.05
        with pytest.raises(Quiet, match="0.05 s"):
            pair.conn.recv()


def test_unread_input_does_not_become_a_reset():
    with Pair() as pair:
        pair.peer.sendall(b"never read" * 1000)
        pair.send_all([b"goodbye\r\n"])
        assert pair.everything() == b"goodbye\r\n"


def test_the_record_has_every_byte_with_its_direction_and_offset():
    rng = random.Random(7)
    with Pair() as pair:
        said, heard = [rng.randbytes(rng.randrange(1, 3000)) for _ in range(20)], []
        for message in said:
            pair.conn.send(message)
            pair.peer.sendall(message[::-1])
            heard.append(pair.conn.recv_exact(len(message)))
        for direction, messages in (("received", said), ("sent", heard)):
            events = [event for event in pair.transcript.events if event.direction == direction and event.kind == "data"]
            assert b"".join(event.data for event in events) == b"".join(messages)
            assert [event.offset for event in events] == [sum(len(before.data) for before in events[:index])
                                                          for index in range(len(events))]
        assert pair.transcript.passed(None, "sent") == pair.conn.received == sum(map(len, said))


@pytest.mark.parametrize("end, kinds, left_first", [
    ("close", [("fin", "sent")], True), ("reset", [("reset", "sent")], True), ("last", [("fin", "received"), ("fin", "sent")], False),
])
def test_who_left_first(end, kinds, left_first):
    with Pair() as pair:
        if end == "last":
            pair.conn.half_close()
        if end == "reset":
            pair.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        pair.peer.close()
        try:
            assert pair.conn.recv() == b""
        except ConnectionResetError:
            assert end == "reset"
        found = [(event.kind, event.direction) for event in pair.transcript.events]
        assert (found, pair.conn.left_first) == (kinds, left_first)


def test_a_transcript_does_not_grow_without_bounds():
    record = transcript.Transcript(keep=1000)
    for _ in range(100):
        record.add("1", "data", "sent", b"x" * 100)
    assert sum(len(event.data) for event in record.events) == 1000
    assert record.events[-1].offset == 9900 and record.passed("1", "sent") == 10000
    assert "100 bytes" in record.events[-1].note


def test_what_nobody_will_look_at_is_not_kept_but_counted():
    record = transcript.Transcript(keep=0)
    record.add("1", "data", "sent", b"x" * 100)
    assert (record.events, record.passed("1", "sent")) == ([], 100)


@pytest.mark.skipif(not hasattr(__import__("select"), "poll"), reason="select() is all there is, and has its limit")
def test_a_socket_with_a_high_number_can_be_watched():
    import resource
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 1200:
        pytest.skip("this system allows no more than {} open files".format(hard))
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 1200), hard))
    fillers = [socket.socket() for _ in range(1030)]
    try:
        with Pair() as pair:
            pair.peer.sendall(b"x")
            assert pair.conn.waiting(5)
    finally:
        for filler in fillers:
            filler.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_fin_for_a_program_that_has_gone_is_a_connection_error():
    with Pair() as pair:
        pair.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        pair.peer.close()
        pair.conn.waiting_more(10)
        with pytest.raises(ConnectionError):
            pair.conn.fin()
