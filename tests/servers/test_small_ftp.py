"""The small FTP server, with real sockets: the conversation of the task, and what clients do wrong or leave open."""
import re
import socket

import pytest

from bundle import servers
from bundle.servers.service import Service
from bundle.servers.small_ftp import SmallFTP
from bundle.wire.faults import Faults
from bundle.wire.transcript import Transcript

LONG = 30   # seconds; only a mistake makes a test wait so long


@pytest.fixture
def service():
    with Service(SmallFTP, servers.store_for("files", 3), transcript=Transcript()) as running:
        yield running


class Client:
    """A control connection; the greeting has been read."""

    def __init__(self, service):
        self.sock = socket.create_connection((service.host, service.port), LONG)
        self.lines = self.sock.makefile("rb")
        self.greeting = self.line()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.lines.close()
        self.sock.close()

    def line(self):
        return self.lines.readline().decode("utf-8")

    def say(self, command):
        self.sock.sendall(command if isinstance(command, bytes) else command.encode("utf-8") + b"\r\n")
        return self.line()

    def data(self):
        """A data connection, as announced."""
        return socket.create_connection(("127.0.0.1", int(re.fullmatch(r"229 (\d+)\r\n", self.say("DATA")).group(1))), LONG)

    def transfer(self, command):
        """(first reply, the bytes, last reply)"""
        with self.data() as data:
            first = self.say(command)
            content = data.makefile("rb").read()
        return first, content, self.line() if first.startswith("150") else None


def names(service):
    return [entry.name for entry in service.store.entries("/") if not entry.is_folder]


def test_list_and_every_file(service):
    with Client(service) as client:
        assert client.greeting.startswith("220 ")
        first, content, last = client.transfer("LIST")
        assert content.decode("utf-8").split("\n") == names(service) + [""]
        assert first == "150 Here comes the list: {} bytes.\r\n".format(len(content)) and last.startswith("226 ")
        for name in names(service):
            first, content, last = client.transfer("GET " + name)
            assert content == service.store.read("/" + name)
            assert first == "150 Here comes {}: {} bytes.\r\n".format(name, len(content)) and last.startswith("226 ")
        assert client.say("QUIT").startswith("221 ") and client.line() == ""


@pytest.mark.parametrize("line, reply", [
    pytest.param("", "500", id="an empty line"),
    pytest.param("HELP", "500", id="an unknown command"),
    pytest.param("RETR notes.txt", "500", id="FTP's own word"),
    pytest.param("GET", "501", id="no name"),
    pytest.param("LIST pub", "501", id="a name too many"),
    pytest.param(b"\xff\xfe\0\r\n", "500", id="bytes"),
    pytest.param(b"data\n", "229", id="small letters, and LF alone"),
    pytest.param("x" * 5000, "500", id="a long line"),
    pytest.param("LIST", "425", id="nothing was announced"),
    pytest.param("GET notes.txt", "425", id="nothing was announced for a file"),
])
def test_one_line(service, line, reply):
    with Client(service) as client:
        assert client.say(line)[:3] == reply
        assert client.transfer("GET notes.txt")[1] == service.store.read("/notes.txt"), "it goes on"


@pytest.mark.parametrize("name", ["nothing.txt", "pub", "../etc/passwd", "/notes.txt", "pub/menu.txt", ".", "notes.txt\0"])
def test_only_files_of_the_list(service, name):
    with Client(service) as client:
        first, content, _ = client.transfer("GET " + name)
        assert first == "550 No such file.\r\n" and content == b""
        assert client.transfer("GET empty.txt")[1] == b""


def test_a_port_that_was_announced_and_not_used(service):
    with Client(service) as client:
        first = int(client.say("DATA")[4:])
        client.say("DATA")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", first), LONG)
        assert client.say("LIST").startswith("425"), "who has not connected is not waited for"


def test_the_next_one_waits_until_the_data_connection_is_closed(service):
    with Client(service) as client:
        data = client.data()
        assert client.say("LIST").startswith("150") and client.line().startswith("226")
        client.sock.sendall(b"DATA\r\n")
        (session,) = service.sessions
        while not session.waits_for_close:
            service.transcript.wait(len(service.transcript.events), 0.01)
        data.close()
        assert client.line().startswith("229")


@pytest.mark.parametrize("profile", ["cut-data", "rst-data"])
def test_a_transfer_that_breaks_off(profile):
    with Service(SmallFTP, servers.store_for("files", 3), faults=Faults(profile)) as service, Client(service) as client:
        with client.data() as data:
            assert client.say("GET photo.png").startswith("150")
            try:
                came = data.makefile("rb").read()
            except ConnectionResetError:
                came = b""
            assert len(came) < len(service.store.read("/photo.png"))
        assert client.line().startswith("426")


def test_closing_lets_go_of_a_session_that_waits(service):
    with Client(service) as client:
        with client.data():
            client.say("LIST")
            client.line()
            client.sock.sendall(b"DATA\r\n")
            service.close()
        assert service.settle(0)


def test_many_at_once(service):
    clients = [Client(service) for _ in range(20)]
    assert {client.transfer("GET notes.txt")[1] for client in clients} == {service.store.read("/notes.txt")}
    for client in clients:
        client.__exit__()
