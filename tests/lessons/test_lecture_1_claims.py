"""What the lecture of hour 1 claims about sockets and Python, tried on the system and the Python that run this.

Where systems differ and the lecture says so, so do the tests. What its excerpts show is replayed in test_lecture_1.py.
"""

import asyncio
import errno
import inspect
import os
import socket
import socketserver
import struct
import subprocess
import sys
import threading

import pytest

HOST = "127.0.0.1"
LIMIT = 10          # seconds; only ends a hang
SILENCE = 0.2       # seconds for which nothing comes
MUCH = 10_000_000   # bytes; more than the buffers of any system hold
LINUX = sys.platform.startswith("linux")
linux = pytest.mark.skipif(not LINUX, reason="the lecture says this of Linux")
posix = pytest.mark.skipif(os.name == "nt", reason="the lecture says this of Linux and macOS")


@pytest.fixture
def pair():
    """Both ends of a connection, (client, conn)."""
    with socket.create_server((HOST, 0)) as listener:
        client = socket.create_connection(listener.getsockname(), LIMIT)
        conn = listener.accept()[0]
    conn.settimeout(LIMIT)
    with client, conn:
        yield client, conn


def used_port():
    """A port whose last connection was closed by the server first."""
    with socket.create_server((HOST, 0)) as listener:
        with socket.create_connection(listener.getsockname(), LIMIT) as client:
            listener.accept()[0].close()
            assert client.recv(1) == b""
        return listener.getsockname()[1]


# Ports, names, addresses

@linux
def test_ephemeral_ports_begin_at_32768_on_linux():
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        first, last = map(int, file.read().split())
    with socket.create_server((HOST, 0)) as listener:
        assert first <= listener.getsockname()[1] <= last
    if first != 32768:
        pytest.skip("somebody has set another range on this machine")


def test_create_connection_tries_one_address_after_the_other(monkeypatch):
    with socket.create_server((HOST, 0)) as gone:
        dead = gone.getsockname()
    with socket.create_server((HOST, 0)) as listener:
        both = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", address) for address in (dead, listener.getsockname())]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: both)
        with socket.create_connection(("wonderland.example", 80), LIMIT) as client:
            assert client.getpeername() == listener.getsockname()


def test_asyncio_has_happy_eyeballs_when_asked():
    assert "happy_eyeballs_delay" in inspect.signature(asyncio.BaseEventLoop.create_connection).parameters


def test_localhost_is_loopback():
    found = {info[4][0] for info in socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)}
    assert found and found <= {"127.0.0.1", "::1"}


def test_a_server_bound_to_no_address_listens_on_all_of_ipv4():
    with socket.socket() as bound:
        bound.bind(("", 0))
        assert bound.getsockname()[0] == "0.0.0.0"


# The calls

def test_a_client_is_connected_and_sends_before_accept():
    with socket.create_server((HOST, 0)) as listener, socket.create_connection(listener.getsockname(), LIMIT) as client:
        client.sendall(b"tea?\n")
        conn = listener.accept()[0]
        with conn:
            conn.settimeout(LIMIT)
            assert conn.recv(100) == b"tea?\n"


def test_closing_the_listening_socket_leaves_its_connections(pair):
    client, conn = pair         # it is closed already
    conn.sendall(b"still here")
    assert client.recv(100) == b"still here"


@posix
def test_a_port_counts_as_taken_without_reuseaddr_and_create_server_says_it():
    port = used_port()
    with socket.socket() as server:
        with pytest.raises(OSError) as caught:
            server.bind((HOST, port))
        assert caught.value.errno == errno.EADDRINUSE
    with socket.create_server((HOST, port)) as server:
        assert server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)


# The stream

def test_a_file_made_of_a_connection_takes_more_than_its_line(pair):
    client, conn = pair
    client.sendall(b"tea\nat\n")
    with conn.makefile("rb") as file:
        assert file.readline() == b"tea\n"
        conn.settimeout(SILENCE)
        with pytest.raises(socket.timeout):
            conn.recv(100)


def test_four_read_the_wrong_way_round():
    assert struct.unpack("<I", struct.pack("!I", 4)) == (67108864,)


def test_an_empty_sendall_puts_nothing_on_the_wire(pair):
    client, conn = pair
    client.sendall(b"")
    client.sendall(b"x")
    assert conn.recv(100) == b"x"


def test_send_on_a_non_blocking_socket_takes_what_fits(pair):
    client, _ = pair
    client.setblocking(False)
    assert client.send(bytes(2 * MUCH)) < 2 * MUCH
    with pytest.raises(BlockingIOError):
        while True:
            client.send(bytes(MUCH))


def count(conn, found):
    """Read to the end; how many bytes came."""
    while True:
        chunk = conn.recv(65536)
        if not chunk:
            return
        found[0] += len(chunk)


@pytest.mark.parametrize("call", [pytest.param("send", marks=posix), "sendall"])
def test_all_is_taken_on_a_blocking_socket(pair, call):
    client, conn = pair
    found = [0]
    reader = threading.Thread(target=count, args=(conn, found))
    reader.start()
    client.settimeout(None)
    assert getattr(client, call)(bytes(MUCH)) in (MUCH, None)
    client.close()
    reader.join(LIMIT)
    assert found == [MUCH]


def test_two_that_only_write_wait_for_each_other(pair):
    stuck = []

    def write(sock):
        sock.settimeout(SILENCE)
        try:
            sock.sendall(bytes(2 * MUCH))
        except socket.timeout:
            stuck.append(sock)
    writers = [threading.Thread(target=write, args=(sock,)) for sock in pair]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(LIMIT)
    assert len(stuck) == 2


# The end

def test_nothing_yet_is_no_chunk(pair):
    client, _ = pair
    client.setblocking(False)
    with pytest.raises(BlockingIOError):
        client.recv(100)
    client.settimeout(SILENCE)
    with pytest.raises(socket.timeout):
        client.recv(100)


@linux
def test_what_had_arrived_before_a_reset_is_read_on_linux(pair):
    client, conn = pair
    client.sendall(b"one")
    conn.sendall(b"two")
    conn.close()                # with "one" unread
    assert client.recv(100) == b"two"
    with pytest.raises(ConnectionResetError):
        client.recv(100)


@posix
def test_a_program_that_is_killed_leaves_a_fin():
    program = "import socket, sys; s = socket.create_connection((%r, int(sys.argv[1]))); s.sendall(b'x'); s.recv(1)" % HOST
    with socket.create_server((HOST, 0)) as listener:
        process = subprocess.Popen([sys.executable, "-c", program, str(listener.getsockname()[1])])
        with listener.accept()[0] as conn:
            conn.settimeout(LIMIT)
            assert conn.recv(100) == b"x"
            process.kill()
            process.wait()
            assert conn.recv(100) == b""


@pytest.mark.parametrize("error", [BrokenPipeError, ConnectionAbortedError, ConnectionResetError, ConnectionRefusedError])
def test_one_family_of_errors(error):
    assert issubclass(error, ConnectionError) and issubclass(error, OSError)


def test_a_timeout_is_an_oserror():
    assert issubclass(socket.timeout, OSError)


# UDP

@pytest.fixture
def mailbox():
    """(a socket that waits for datagrams, one that sends some)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        here.bind((HOST, 0))
        here.settimeout(LIMIT)
        yield here, there


def test_the_rest_of_a_datagram_is_gone(mailbox):
    here, there = mailbox
    there.sendto(b"tea at six", here.getsockname())
    there.sendto(b"!", here.getsockname())
    try:
        assert here.recvfrom(3)[0] == b"tea"
    except OSError:
        assert os.name == "nt"
    assert here.recvfrom(3)[0] == b"!"


def test_the_most_that_fits_one_datagram(mailbox):
    here, there = mailbox
    if LINUX:                   # a Mac sends less, unless it is told to
        there.sendto(bytes(65507), here.getsockname())
        assert len(here.recvfrom(65536)[0]) == 65507
    with pytest.raises(OSError):
        there.sendto(bytes(65508), here.getsockname())


def test_sendto_succeeds_where_nobody_is(mailbox):
    here, there = mailbox
    nowhere = here.getsockname()
    here.close()
    assert there.sendto(b"anybody?", nowhere) == 8


def test_a_stranger_can_write(mailbox):
    here, there = mailbox
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(b"pong", here.getsockname())
        assert here.recvfrom(100)[1] == (HOST, stranger.getsockname()[1])


# Servers

def test_what_python_has_ready():
    assert socketserver.ThreadingTCPServer.daemon_threads is False      # it exists; whoever wants daemons says so
    assert asyncio.StreamReader.readuntil and asyncio.StreamReader.readexactly and asyncio.wait_for


def test_one_ordinary_wait_stops_everybody_in_asyncio():
    order = []

    async def rude():
        threading.Event().wait(SILENCE)         # as time.sleep does
        order.append("rude")

    async def polite():
        await asyncio.sleep(0)
        order.append("polite")

    async def both():
        await asyncio.gather(polite(), rude())
    asyncio.run(both())
    assert order == ["rude", "polite"]
