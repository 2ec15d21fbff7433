"""netprog tap: a relay between real clients and servers, until Ctrl-C."""

import os
import poplib
import queue
import re
import signal
import socket
import threading

import pytest

from bundle import servers
from bundle.servers.relay import Relay
from bundle.wire.live import LiveTranscript
from bundle.wire.show import Shower, follow
from bundle.wire.transcript import Transcript
from tests.cli.console import interrupt, lines_until
from tests.cli.server import Server, dead_port, echo, everything

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process alone")


def start(netprog, port, host="127.0.0.1"):
    """(process, port of the tap)"""
    process = netprog.start("tap", "0", host, str(port))
    return process, int(re.search(r"port (\d+)", lines_until(process.stdout, "Ctrl-C")).group(1))


# From the command line

@posix
def test_a_session_passes_and_is_shown(netprog):
    pop3 = servers.PROTOCOLS["pop3"].start(servers.Stores())
    process, port = start(netprog, pop3.port)
    for _ in range(2):
        client = poplib.POP3("127.0.0.1", port, timeout=20)
        client.user("alice")
        assert client.pass_("wonderland").startswith(b"+OK")
        client.quit()
    seen = "".join(lines_until(process.stdout, "FIN") for _ in range(4))
    interrupt(process)
    pop3.close()
    assert process.returncode == 0
    assert re.search(r" 1 +client → +127\.0\.0\.1:\d+ to 127\.0\.0\.1:%d$" % pop3.port, seen, re.M)
    assert re.search(r" 2 +client → +127\.0\.0\.1:\d+ to 127\.0\.0\.1:%d$" % pop3.port, seen, re.M)
    assert seen.count(r"PASS wonderland\r\n") == 2 and seen.count("FIN") == 4
    assert r"← server  +OK" in seen


@posix
def test_a_dead_server_is_told_to_the_client_and_to_the_learner(netprog):
    nobody = dead_port()
    process, port = start(netprog, nobody)
    with pytest.raises(ConnectionResetError), socket.create_connection(("127.0.0.1", port), 20) as client:
        client.recv(10)
    assert "nobody listens at 127.0.0.1:%d" % nobody in lines_until(process.stdout, "nobody")
    with Server(echo) as server:    # and the tap goes on
        other, port = start(netprog, server.port)
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(b"still there")
            client.shutdown(socket.SHUT_WR)
            assert everything(client) == b"still there"
    for each in (process, other):
        interrupt(each)
        assert each.returncode == 0


@posix
def test_it_ends_as_asked_to_end_with_connections_open(netprog):
    with Server(echo) as server:
        process, port = start(netprog, server.port)
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(b"x")
            assert client.recv(1) == b"x"
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)
            assert process.returncode == 0
            try:
                assert client.recv(1) == b""
            except ConnectionError:
                pass


def test_a_reader_that_leaves_ends_it(netprog):
    with Server(echo) as server:
        process, port = start(netprog, server.port)
        process.stdout.close()
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(b"x")
            assert "Traceback" not in process.stderr.read().decode()
        process.wait(30)
        process.stderr.close()


@pytest.mark.parametrize("words, status, said", [
    (["tap"], 2, "tap needs PORT, HOST and PORT"),
    (["tap", "9110", "localhost"], 2, "tap needs PORT, HOST and PORT"),
    (["tap", "x", "localhost", "1"], 2, "x is no port"), (["tap", "1", "localhost", "0"], 2, "0 is no port"),
    (["tap", "0", "nowhere.invalid", "1"], 1, "No address is known for the host nowhere.invalid"),
    (["tap", "0", "a..b", "1"], 1, "No address is known for the host a..b"),
])
def test_wrong_words(netprog, words, status, said):
    done = netprog(*words)
    assert (done.returncode, done.out) == (status, "")
    assert said in done.err and len(done.err.splitlines()) == 1


def test_a_port_that_is_taken(netprog):
    with Server(echo) as server:
        done = netprog("tap", str(server.port), "localhost", "1")
    assert done.returncode == 2 and "Port %d is taken" % server.port in done.err


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_not_to_itself(netprog, host):
    port = str(dead_port())
    done = netprog("tap", port, host, port)
    assert done.returncode == 2 and "tap 0 " + host in done.err


# The relay itself

def relay_to(port, transcript, *more, **options):
    return Relay(socket.create_server(("127.0.0.1", 0)), ("127.0.0.1", port), transcript, *more, **options)


class Tapped:
    """A relay before `serve`, with a transcript that keeps everything."""

    def __init__(self, serve, transcript=None):
        self.server = Server(serve)
        self.transcript = transcript or Transcript()
        self.relay = relay_to(self.server.port, self.transcript)

    def __enter__(self):
        self.relay.start()
        return self

    def __exit__(self, *error):
        self.relay.close()
        self.server.listener.close()

    def client(self):
        return socket.create_connection(("127.0.0.1", self.relay.port), 60)

    def passed(self, direction):
        return b"".join(event.data for event in self.transcript.events if event.direction == direction)

    def until(self, kind, count=1):
        """Wait for so many events of a kind, and give them."""
        place = 0
        while True:
            found = [event for event in self.transcript.events if event.kind == kind]
            if len(found) >= count:
                return found
            events = self.transcript.wait(place, 30)
            assert events, "no %s came: %r" % (kind, self.transcript.events)
            place += len(events)


def test_five_megabytes_both_ways_at_once():
    down, up, got = os.urandom(5 << 20), os.urandom(5 << 20), []

    def serve(conn):
        sender = threading.Thread(target=lambda: (conn.sendall(down), conn.shutdown(socket.SHUT_WR)))
        sender.start()
        got.append(everything(conn))
        sender.join()

    with Tapped(serve) as tapped, tapped.client() as client:
        sender = threading.Thread(target=lambda: (client.sendall(up), client.shutdown(socket.SHUT_WR)))
        sender.start()
        assert everything(client) == down
        sender.join()
        tapped.until("fin", 2)
        tapped.server.settle()
        assert got == [up]
        assert (tapped.passed("sent"), tapped.passed("received")) == (up, down)


def test_the_clients_half_close_leaves_the_other_way_open():
    def serve(conn):
        conn.sendall(b"%d bytes" % len(everything(conn)))

    with Tapped(serve) as tapped, tapped.client() as client:
        client.sendall(b"x" * 1000)
        client.shutdown(socket.SHUT_WR)
        assert everything(client) == b"1000 bytes"
        assert [event.direction for event in tapped.until("fin", 2)] == ["sent", "received"]


def test_the_servers_half_close_leaves_the_other_way_open():
    got = []

    def serve(conn):
        conn.sendall(b"go on")
        conn.shutdown(socket.SHUT_WR)
        got.append(everything(conn))

    with Tapped(serve) as tapped, tapped.client() as client:
        assert everything(client) == b"go on"
        client.sendall(b"I do")
        client.shutdown(socket.SHUT_WR)
        assert [event.direction for event in tapped.until("fin", 2)] == ["received", "sent"]
        tapped.server.settle()
        assert got == [b"I do"]


def test_a_program_of_the_learners_is_given_a_moment_to_listen():
    transcript, port = Transcript(), dead_port()
    relay = relay_to(port, transcript, "server", 60, starts=True).start()
    with socket.create_connection(("127.0.0.1", relay.port), 60) as client:
        with socket.create_server(("127.0.0.1", port)) as late:
            server, _ = late.accept()
            with server:
                server.sendall(b"here I am")
            assert everything(client) == b"here I am"
    relay.close()
    assert transcript.events[0].direction == "received", "the server is the one that is watched"


def test_a_program_of_the_learners_that_does_not_listen():
    transcript, port = Transcript(), dead_port()
    relay = relay_to(port, transcript, "server", 0.1, starts=True).start()
    address = ("127.0.0.1", relay.port)
    with pytest.raises(ConnectionResetError), socket.create_connection(address, 60) as client:
        client.recv(1)
    relay.close()
    assert "your program does not listen on port %d" % port in [event.note for event in transcript.events]


LINGER_ZERO = b"\1\0\0\0\0\0\0\0" if os.name != "nt" else b"\1\0\0\0"


def reset(conn):
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
    conn.close()


@pytest.mark.parametrize("who", ["client", "server"])
def test_a_reset_is_passed_on(who):
    ended = queue.Queue()

    def serve(conn):
        if who == "server":
            conn.recv(1)
            return reset(conn)
        try:
            ended.put(everything(conn))
        except ConnectionResetError:
            ended.put("reset")

    with Tapped(serve) as tapped, tapped.client() as client:
        client.sendall(b"x")
        if who == "client":
            tapped.until("data")
            reset(client)
            assert ended.get(timeout=60) == "reset"
        else:
            with pytest.raises(ConnectionResetError):
                client.recv(1)
        (event,) = tapped.until("reset")
        assert event.direction == ("sent" if who == "client" else "received")


def test_a_hundred_connections_at_once():
    with Tapped(echo) as tapped:
        clients = [tapped.client() for _ in range(100)]
        for number, client in enumerate(clients):
            client.sendall(b"%d" % number)
            client.shutdown(socket.SHUT_WR)
        for number, client in enumerate(clients):
            with client:
                assert everything(client) == b"%d" % number
        ends = {event.note for event in tapped.until("open", 100)}
        assert len(ends) == 100 and all(note.endswith(":%d" % tapped.server.port) for note in ends)


def test_who_does_not_read_holds_up_who_sends():
    """20 MB for a client that reads nothing: the relay takes what its sockets hold, and no more."""
    may_read, sent = threading.Event(), []

    def serve(conn):
        conn.settimeout(1)
        try:
            while True:
                sent.append(conn.send(b"x" * 65536))
        except OSError:
            may_read.set()

    with Tapped(serve) as tapped, tapped.client() as client:
        assert may_read.wait(60)
        assert sum(sent) < 20_000_000
        assert len(everything(client)) == sum(sent)


def test_nobody_who_looks_is_waited_for_and_nothing_piles_up():
    transcript, size = LiveTranscript(), 8_000_000
    with Tapped(lambda conn: conn.sendall(b"x" * size), transcript) as tapped, tapped.client() as client:
        client.settimeout(1)
        got = 0
        with pytest.raises(OSError):    # a view that stands still: what passes stops
            while got < size:
                got += len(client.recv(65536))
        assert sum(len(event.data) for event in transcript.events) < 3_000_000
        over, lines = threading.Event(), []
        looking = threading.Thread(target=follow, args=(transcript, lines.append, over.is_set, Shower()))
        looking.start()
        client.settimeout(60)
        got += len(everything(client))
        over.set()
        looking.join(30)
        assert got == size and "FIN" in lines[-1] and len(lines) < 200
        transcript.close()
