"""The fault profiles: what each does to messages, seen from the other end of a real connection."""

import socket

import pytest

from bundle.wire.faults import Faults
from tests.support.pair import Pair

MESSAGES = [b"first\r\n", b"second\r\n", b"third\r\n"]
WHOLE = b"".join(MESSAGES)
CASES = [
    # profile, what arrives, the writes
    ("clean", WHOLE, MESSAGES),
    ("drib", WHOLE, [WHOLE[at:at + 1] for at in range(len(WHOLE))]),
    ("coal", WHOLE, [WHOLE]),
    ("hold", WHOLE, [b"first\r", b"\n", b"second\r\n", b"third\r\n"]),
    ("hold-3", WHOLE, [b"first\r\n", b"second\r\n", b"third\r", b"\n"]),
    ("cut", b"fir", [b"fir"]),
    ("cut-2", b"first\r\nseco", [b"first\r\n", b"seco"]),
    ("rst-2", b"first\r\nsecoRESET", [b"first\r\n", b"seco"]),
    ("cut-data", WHOLE, MESSAGES),     # this is no data connection
]


@pytest.mark.parametrize("profile, arrives, writes", CASES, ids=[case[0] for case in CASES])
def test_what_arrives_and_how(profile, arrives, writes):
    with Pair(profile) as pair:
        thread = pair.send_all(MESSAGES)
        got = pair.everything()
        pair.peer.close()
        thread.join()
        # a reset may overtake what was sent before it
        assert got == arrives or (profile.startswith("rst") and got.endswith(b"RESET") and arrives.startswith(got[:-5]))
        assert pair.writes() == writes


def test_mute_says_nothing_and_does_not_close():
    with Pair("mute-2") as pair:
        thread = pair.send_all(MESSAGES)
        pair.peer.settimeout(0.3)
        assert pair.peer.recv(100) == b"first\r\n"
        with pytest.raises(socket.timeout):
            pair.peer.recv(100)
        pair.peer.close()
        thread.join(10)
        assert not thread.is_alive()


def test_faults_for_data_connections_spare_the_control_connection():
    with Pair("cut-data", is_data=True) as pair:
        pair.send_all(MESSAGES).join()
        assert pair.everything() == b"fir"


def test_drib_cuts_into_a_character_when_its_bytes_are_spent():
    with Pair("drib") as pair:
        long = bytes(range(256)) * 4
        pair.send_all([long, b"end"]).join()
        assert pair.everything() == long + b"end"
        assert [len(data) for data in pair.writes()] == [1, 127, 895, 1, 1, 1, 1]


@pytest.mark.parametrize("acts, early", [("data", 0), ("fin", 0), ("nothing", None)])
def test_hold_notices_what_the_program_does_meanwhile_and_where(acts, early):
    with Pair("hold") as pair:
        thread = pair.send_all([b"question?"])
        assert pair.peer.recv(100) == b"question"
        if acts == "data":
            pair.peer.sendall(b"answer")
        elif acts == "fin":
            pair.peer.shutdown(socket.SHUT_WR)
        assert pair.everything() == b"?"
        pair.peer.close()
        thread.join()
        assert pair.conn.early == early


def test_what_was_said_before_a_hold_proves_nothing():
    with Pair("hold") as pair:
        pair.peer.sendall(b"said at once")
        assert pair.conn.waiting(5)
        thread = pair.send_all([b"question?"])
        assert pair.everything() == b"question?"
        pair.peer.close()
        thread.join()
        assert pair.conn.early is None


@pytest.mark.parametrize("name", ["", "dribble", "hold-x", "cut--2", "rst-2-3"])
def test_a_name_that_is_no_profile(name):
    with pytest.raises(ValueError, match="no such fault profile"):
        Faults(name)
