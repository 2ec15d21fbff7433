"""Captures as text: exact to the byte both ways, readable, and honest about damage."""
import random
import socket

import pytest

from bundle.wire import capture
from bundle.wire.transcript import Event, Transcript
from tests.support.pair import Pair

SAMPLE = r"""# A visit.
connection 1  127.0.0.1:52114  127.0.0.1:8021
connection 1 data 1  127.0.0.1:50001  127.0.0.1:20

   0.001  1         52114 ->   open
   0.002  1         <- 8021      11 | 220 ready\r\n
   0.003  1         52114 ->     12 | PORT \xff \\\t\r
                                    | x\n
   0.004  1 data 1  <- 20      open
   0.005  1 data 1  <- 20        10 : 00 00 00 05 01 6c 6f 67  |.....log|
                                    : 69 6e                    |in|
   0.006  1 data 1  <- 20       FIN
   0.007  1         --         note | withheld
   0.008  1         <- 8021   reset
"""


def key(event):
    return (event.connection, event.kind, event.direction, event.data, event.offset)


def test_read():
    events = capture.read(SAMPLE)
    assert [event.data for event in events if event.kind == "data"] == [
        b"220 ready\r\n", b"PORT \xff \\\t\rx\n", b"\0\0\0\5\1login"]
    assert [(event.kind, event.direction) for event in events] == [
        ("open", "sent"), ("data", "received"), ("data", "sent"), ("open", "received"), ("data", "received"),
        ("fin", "received"), ("note", None), ("reset", "received")]
    assert events[0].note == "127.0.0.1:52114 to 127.0.0.1:8021"
    assert events[3].note == "127.0.0.1:20 to 127.0.0.1:50001"
    assert (events[5].t, events[6].note) == (0.006, "withheld")


def test_write_names_who_connected():
    transcript = Transcript()
    transcript.add("1", "open", "sent", note="127.0.0.1:52114 to 127.0.0.1:8021")
    transcript.add("1", "data", "received", b"220 ready\r\n")
    transcript.add("1 data 1", "open", "received", note="127.0.0.1:20 to 127.0.0.1:50001")
    transcript.add("1 data 2", "open", "sent", note="[::1]:20 to [::1]:50002")
    text = capture.write(transcript, ["A visit."])
    assert text.startswith("# A visit.\nconnection 1  127.0.0.1:52114  127.0.0.1:8021\n"
                           "connection 1 data 1  127.0.0.1:50001  127.0.0.1:20\n"
                           "connection 1 data 2  [::1]:20  [::1]:50002\n\n")
    rows = [line.split(None, 1)[1] for line in text.splitlines()[5:]]
    assert rows == ["1         52114 ->   open", "1         <- 8021      11 | 220 ready\\r\\n",
                    "1 data 1  <- 20      open", "1 data 2  20 ->      open"]


def rubbish(seed):
    pick = random.Random(seed)
    events, passed = [], {}
    words = [b"\r\n", b" ", b"  ", b"\\", b"x41", b"|", b": 00", b"#", "é日".encode(), b"\x00\xff", b"word",
             b"\n", b"\t", b"connection 1  a  b", b"\x0b\x0c\x85\xe2\x80\xa8"]
    for step in range(pick.randrange(60)):
        name = pick.choice(["1", "2", "1 data 1"])
        kind = pick.choice(["data"] * 6 + ["open", "fin", "reset", "note"])
        direction = pick.choice(["sent", "received"])
        data, note = b"", ""
        if kind == "data":
            size = pick.choice([1, 2, 17, 400])
            data = pick.choice([bytes(pick.randrange(256) for _ in range(size)),
                                b"".join(pick.choice(words) for _ in range(size))])
        if kind == "note":
            note = b"".join(pick.choice(words) for _ in range(9)).decode("utf-8", "surrogateescape")
        offset = passed.get((name, direction), 0)
        passed[name, direction] = offset + len(data)
        events.append(Event(step / 1000, name, kind, direction, data, offset, note))
    return events


SEEDS = [random.randrange(10 ** 9) for _ in range(20)]


@pytest.mark.parametrize("index", range(len(SEEDS)))
def test_round_trip(index):
    print("seed", SEEDS[index])
    events = rubbish(SEEDS[index])
    text = capture.write(events)
    again = capture.read(text)
    assert text.isascii() and max(map(len, text.splitlines()), default=0) <= 80
    assert [key(event) for event in again] == [key(event) for event in events]
    assert [event.note for event in again] == [event.note for event in events]
    assert [event.t for event in again] == [event.t for event in events]
    assert capture.write(again) == text
    narrow, wide = capture.write(events, width=60), capture.write(events, width=110)
    assert [key(event) for event in capture.read(narrow)] == [key(event) for event in events]
    assert [key(event) for event in capture.read(wide)] == [key(event) for event in events]
    assert len(wide.splitlines()) <= len(text.splitlines()) <= len(narrow.splitlines())


@pytest.mark.parametrize("spoil", [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
    lambda text: text.replace("\n\n", "\n\n# a remark of my own\n\n"),
    lambda text: text.rstrip("\n"),
], ids=["Windows' line ends", "a byte order mark", "spaces cut off", "remarks", "no last line end"])
def test_what_editors_do_is_harmless(spoil):
    events = rubbish(5)
    again = capture.read(spoil(capture.write(events)))
    assert [key(event) for event in again] == [key(event) for event in events]


@pytest.mark.parametrize("old, new, reason", [
    ("220 ready", "220 read", "line 6 of the capture: 11 bytes were announced, 10 are there"),
    ("  0.002  1  ", "  0.002  9  ", "line 6 of the capture: no connection 9"),
    (r"\xff", r"\xfg", "line 7 of the capture: not in the notation"),
    (r"\xff", "\u00ff", "line 7 of the capture: not in the notation"),
    ("05 01", "05 q1", "line 10 of the capture: this is no hex"),
    ("   0.006", "six", "line 12 of the capture: this is no line"),
    ("   0.001  1         52114 ->   open\n", "   | x\n", "line 5 of the capture: it continues"),
])
def test_damage_is_named(old, new, reason):
    assert old in SAMPLE
    with pytest.raises(capture.Damaged) as caught:
        capture.read(SAMPLE.replace(old, new, 1))
    assert str(caught.value).startswith(reason)


def test_a_conversation_of_today_carries_the_real_addresses():
    with Pair() as pair:
        pair.conn.opened(by_program=True)
        listener = pair.conn.data_listener()
        with socket.create_connection((listener.host, listener.port)):
            data = listener.accept()
            data.close()
        listener.close()
        ends = ["{}:{}".format(*pair.peer.getsockname()), "{}:{}".format(*pair.peer.getpeername())]
        events = capture.read(capture.write(pair.transcript))
        opened = [event for event in events if event.kind == "open"]
        assert (opened[0].note, opened[0].direction) == (" to ".join(ends), "sent")
        assert opened[1].note.endswith(" to 127.0.0.1:{}".format(listener.port))
        assert "connection 1  {}  {}\n".format(*ends) in capture.write(pair.transcript)
