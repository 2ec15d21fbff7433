"""The peer for datagrams: what becomes of an answer, how it is recorded and shown, and that nothing stops it."""
import random
import socket

import pytest

from bundle.servers.ping import Ping
from bundle.wire import capture, show
from bundle.wire.datagrams import (DELIVERED, DOUBLED, DROPPED, ELSEWHERE, LATE, OVERTAKEN, DatagramService, Nobody, bind,
                                   delayed, repeated)
from bundle.wire.live import LiveTranscript
from bundle.wire.transcript import Event, Transcript

LONG = 30   # seconds; only a mistake makes a test wait so long


class Asker:
    """A client that sends what it is told, and says what came."""

    def __init__(self, script=None, transcript=None, **options):
        self.transcript = transcript or Transcript()
        self.service = DatagramService(Ping, transcript=self.transcript, script=script, **options).start()
        self.sock = bind(0)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.service.close()
        self.sock.close()

    def send(self, *messages):
        for message in messages:
            data = b"ping %d" % message if isinstance(message, int) else message
            self.sock.sendto(data, (self.service.host, self.service.port))
            assert self.service.settle(LONG)
        return self

    def came(self):
        """What is there by now: each datagram, marked where another address sent it."""
        found = []
        self.sock.setblocking(False)
        while True:
            try:
                data, address = self.sock.recvfrom(65535)
            except BlockingIOError:
                return found
            found.append(data if address[1] == self.service.port else (data, "elsewhere"))

    def lines(self, **options):
        return [line.strip().split("  ", 1)[1] for line in show.lines(self.transcript.events, width=120, **options)]


@pytest.mark.parametrize("fate, came", [
    pytest.param(DELIVERED, [b"pong 1", b"pong 2", b"pong 3"], id="delivered"),
    pytest.param(DROPPED, [b"pong 1", b"pong 3"], id="dropped"),
    pytest.param(DOUBLED, [b"pong 1", b"pong 2", b"pong 2", b"pong 3"], id="doubled"),
    pytest.param(delayed(0.01), [b"pong 1", b"pong 2", b"pong 3"], id="delayed, and settle waits for it"),
    pytest.param(LATE, [b"pong 1", b"pong 2", b"pong 3"], id="late: not before the next one has come"),
    pytest.param(OVERTAKEN, [b"pong 1", b"pong 3", b"pong 2"], id="overtaken by the next one"),
    pytest.param(ELSEWHERE, [b"pong 1", (b"pong 2", "elsewhere"), b"pong 3"], id="from another port"),
])
def test_what_becomes_of_an_answer(fate, came):
    with Asker({2: fate}) as asker:
        early = asker.send(1, 2).came()
        assert (b"pong 2" in early) == fate.in_time
        assert early + asker.send(3).came() == came
        assert [each.number for each in asker.service.heard] == [1, 2, 3]
        assert len(asker.service.said) == len(came)


def test_an_old_one_comes_again_until_the_next_ping():
    with Asker({2: repeated(0.005)}) as asker:
        asker.send(1)
        asker.sock.sendto(b"ping 2", (asker.service.host, asker.service.port))
        asker.sock.settimeout(LONG)
        assert [asker.sock.recv(100) for _ in range(4)] == [b"pong 1"] * 4, "the answer, and three old ones"
        asker.send(3)
        assert asker.came()[-1] == b"pong 3" and asker.service.said[-1].data == b"pong 3"


def test_an_old_one_does_not_come_for_ever():
    with Asker({2: repeated(0.005)}, patience=lambda: 0.02) as asker:
        asker.send(1, 2)    # send() waits until there is nothing more to send
        assert set(asker.came()) == {b"pong 1"}


def test_each_is_shown_alone_and_with_what_became_of_it():
    with Asker({2: DROPPED, 3: DOUBLED, 4: LATE, 6: ELSEWHERE}) as asker:
        asker.send(1, 2, 3, 4, 5, 6, b"hello", b"")
        shown = asker.lines()
        port = asker.service.elsewhere_port
    assert shown[0].endswith("127.0.0.1:%d by UDP" % asker.service.port)
    assert shown[1:] == [
        "you →   ping 1  (datagram)", "← peer  pong 1  (datagram)", "you →   ping 2  (datagram: dropped)",
        "you →   ping 3  (datagram)", "← peer  pong 3  (datagram)", "← peer  pong 3  (datagram: doubled)",
        "you →   ping 4  (datagram)", "you →   ping 5  (datagram)", "← peer  pong 4  (datagram: late)",
        "← peer  pong 5  (datagram)", "you →   ping 6  (datagram)",
        "← peer  pong 6  (datagram: from another address, 127.0.0.1:%d)" % port,
        "you →   hello  (datagram: not understood, no answer)",
        "you →   (datagram of no bytes: not understood, no answer)"]


def test_small_ones_that_follow_each_other_are_not_one_run():
    events = [Event(number / 1e6, "1", "datagram", "received", b"x", number) for number in range(50)]
    assert [line.split("peer")[1] for line in show.lines(events)] == ["  x  (datagram)"] * 50


def test_the_caret_stands_under_the_datagram_that_is_marked():
    with Asker() as asker:
        asker.send(1, 2, 3)
        said = asker.service.said[1]
        lines = show.excerpt(asker.transcript.events, (said.conn.name, said.direction, said.offset))
    at = next(index for index, line in enumerate(lines) if line.strip() == "^")
    assert "pong 2" in lines[at - 1] and lines[at].index("^") == lines[at - 1].index("pong 2")


@pytest.mark.parametrize("width", [20, 30, 45, 80])
def test_no_row_is_wider_than_asked(width):
    note = "from another address, 127.0.0.1:51234"
    events = [Event(0.001, "1", "open", "sent", note="127.0.0.1:1 to 127.0.0.1:2 by UDP"),
              Event(0.002, "1", "datagram", "sent", b"ping 12345 " * 9, 0, note),
              Event(0.003, "1", "datagram", "sent", bytes(range(200)), 99, note),
              Event(0.004, "1", "datagram", "received", b"", 0, note)]
    lines = show.lines(events, width=width)
    assert max(map(len, lines)) <= width and any("datagram" in line for line in lines)


def test_a_capture_keeps_every_datagram_and_its_note():
    with Asker({1: DOUBLED, 2: DROPPED}) as asker:
        asker.send(1, 2, b"\0\1\2\xff", b"", b"two\nlines\r\n")
        events = list(asker.transcript.events)
    text = capture.write(events)
    assert text.startswith("datagrams 1  127.0.0.1:")
    key = lambda event: (event.connection, event.kind, event.direction, event.data, event.offset, event.note)    # noqa: E731
    assert [key(event) for event in capture.read(text)] == [key(event) for event in events]


def test_another_address_is_another_correspondent():
    with Asker() as asker, bind(0) as other:
        asker.send(1)
        other.sendto(b"ping 2", (asker.service.host, asker.service.port))
        other.settimeout(LONG)
        assert other.recv(100) == b"pong 2"
        assert [session.name for session in asker.service.sessions] == ["1", "2"]
        assert [session.sent for session in asker.service.sessions] == [6, 6]


@pytest.mark.parametrize("fate, waits", [(DELIVERED, False), (DROPPED, True), (LATE, True), (ELSEWHERE, True)])
def test_who_was_not_answered_may_wait_for_ever(fate, waits):
    with Asker({1: fate}) as asker:
        (session,) = asker.send(1).service.sessions
        assert (session.silent, session.ended) == (waits, not waits)


def test_without_a_transcript_nobody_is_remembered_for_long():
    service = DatagramService(Ping, most=3).start()
    with service:
        for number in range(8):
            with bind(0) as sock:
                sock.settimeout(LONG)
                sock.sendto(b"ping %d" % (number + 1), (service.host, service.port))
                assert sock.recv(100) == b"pong %d" % (number + 1)
        assert len(service.sessions) == 3 and not service.heard and not service.said


@pytest.mark.parametrize("seed", range(3))
def test_garbage_stops_nothing(seed):
    rng = random.Random(seed)
    with Asker() as asker:
        for _ in range(200):
            data = bytes(rng.randrange(256) for _ in range(rng.randrange(30)))
            asker.sock.sendto(rng.choice([data, b"ping " + data, b"ping 0", b"pong 1", b"x" * 60000]),
                              (asker.service.host, asker.service.port))
            assert asker.service.settle(LONG)
        asker.came()
        assert asker.send(7).came() == [b"pong 7"]


def test_closing_wakes_it_and_may_come_twice():
    asker = Asker({1: delayed(3600)})
    asker.sock.sendto(b"ping 1", (asker.service.host, asker.service.port))
    while not asker.service.heard:
        asker.transcript.wait(0, LONG)
    asker.service.close()
    asker.service.close()
    assert not asker.service._thread.is_alive()
    asker.sock.close()


def test_a_view_that_forgets_shows_them_too():
    with Asker(transcript=LiveTranscript()) as asker:
        asker.send(1)
        assert [event.kind for event in asker.transcript.since(0)] == ["open", "datagram", "datagram"]


def test_a_port_with_nobody_is_nobody_elses():
    with Nobody() as nobody, bind(0) as sock:
        with pytest.raises(OSError):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as second:
                second.bind((nobody.host, nobody.port))
        sock.settimeout(0.05)
        sock.sendto(b"ping 1", (nobody.host, nobody.port))
        with pytest.raises(OSError):
            sock.recvfrom(100)


def test_a_flood_is_told_and_not_recorded():
    with Asker(limit=5) as asker:
        asker.send(*range(1, 6))
        assert not asker.service.overrun
        asker.came()
        asker.send(6, 7)
        assert asker.service.overrun and asker.came() == [] and len(asker.service.heard) == 5
