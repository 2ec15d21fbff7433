"""The relay of a demonstration whose program is the server, too: what has been passed on when it says that it rests."""

import socket
import threading

import pytest

from bundle.checking import ports
from bundle.demos.between import Between
from bundle.demos.servers import Servers
from bundle.wire.transcript import Transcript


class Demo:
    """What Servers wants to know of a demonstration."""

    def __init__(self, *servers):
        self.servers = servers


@pytest.fixture
def start():
    """start("own/stamp") -> (servers, listener, transcript): the program's listening socket is there."""
    opened = []

    def begin(spec):
        transcript = Transcript()
        servers = Servers(Demo(spec), transcript)
        listener = socket.create_server((servers.host, servers.ports[0]))
        opened.extend([listener, servers])
        return servers, listener, transcript
    yield begin
    for each in opened:
        each.close()


def told(transcript):
    return [(event.connection, event.kind, event.direction, event.data or event.note)
            for event in transcript.events if event.kind != "open"]


def connected(servers, listener):
    client = socket.create_connection((servers.host, servers.ports[1]), 10)
    conn = listener.accept()[0]
    conn.settimeout(10)
    return client, conn


def test_all_has_crossed_when_it_has_settled(start):
    servers, listener, transcript = start("own/stamp")
    client, conn = connected(servers, listener)
    with client, conn:
        for number in range(20):
            client.sendall(b"%d" % number)
            servers.settle()
            assert told(transcript)[-1] == ("stamp", "data", "sent", b"%d" % number)
        conn.sendall(b"yes")
        servers.settle()
        assert told(transcript)[-1] == ("stamp", "data", "received", b"yes")
        assert client.recv(10) == b"yes"
        assert conn.recv(100) == b"".join(b"%d" % number for number in range(20))
    servers.over()
    assert sorted(told(transcript)[-2:]) == [("stamp", "fin", "received", ""), ("stamp", "fin", "sent", "")]


def test_it_rests_when_nobody_reads_and_tells_how_much_has_crossed(start):
    servers, listener, transcript = start("counted/flood")
    client, conn = connected(servers, listener)
    with client, conn:
        client.settimeout(0.2)
        with pytest.raises(socket.timeout):
            client.sendall(bytes(50_000_000))
        servers.settle(10)
        (relay,) = servers.services
        assert relay.at_rest()
        counts = told(transcript)
        assert {each[:3] for each in counts} == {("flood", "note", "sent")}
        assert counts[0][3] == "100,000 bytes so far" or len(counts) == 1


def test_nobody_listens(start):
    servers, listener, transcript = start("own/stamp")
    listener.close()
    with pytest.raises(ConnectionResetError):
        with socket.create_connection((servers.host, servers.ports[1]), 10) as client:
            client.recv(1)
    servers.over()
    servers.settle(10)
    assert servers.services[0].at_rest()
    assert told(transcript)[-1] == ("stamp", "reset", "received", "")


def test_the_programs_port_is_held_until_the_relay_is_closed(start):
    servers, _, _ = start("own/stamp")
    assert servers.ports[0] in ports._held
    servers.close()
    assert servers.ports[0] not in ports._held


class Reset:
    """A socket of a connection that was reset, as macOS has it."""

    def __getattr__(self, name):
        def fail(*args):
            raise OSError(22, "Invalid argument")
        return fail


def test_a_connection_that_was_reset_already_is_no_longer_counted():
    relay = Between(Transcript())
    try:
        relay._to_begin = 1
        relay._pump(Reset(), Reset(), "1", "sent", threading.Event())
        assert (relay._to_begin, relay._pumps) == (0, [])
    finally:
        relay.start().close()
