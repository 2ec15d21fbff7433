"""The gateway of a demonstration: what it runs, what it tells, and that nothing is left of it."""

import os
import socket
import urllib.error
import urllib.request

import pytest

from bundle.demos.servers import Servers
from bundle.wire.transcript import Transcript

SCRIPT = "import os, sys\nprint('Content-Type: text/plain\\n', flush=True)\n"
LIMIT = 10      # seconds; only ends a hang


class Demo:
    """What Servers wants to know of a demonstration."""

    def __init__(self, *servers):
        self.servers = servers


@pytest.fixture
def start(tmp_path):
    """start("cgi", text of the script) -> (servers, transcript)"""
    opened = []

    def begin(spec, text):
        (tmp_path / "program.py").write_text(text)
        transcript = Transcript()
        opened.append(Servers(Demo(spec), transcript, str(tmp_path)))
        return opened[-1], transcript
    yield begin
    for each in opened:
        each.close()


def get(servers, path="", data=None):
    """(status, body)"""
    url = "http://%s:%d/program.py%s" % (servers.host, servers.ports[0], path)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, data, LIMIT) as page:
            return page.status, page.read().replace(b"\r", b"")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def told(transcript, *connections):
    """(connection, direction, words or bytes) of what was said there."""
    return [(event.connection, event.direction, event.note or event.data.replace(b"\r", b""))
            for event in list(transcript.events) if event.connection in connections and event.kind != "fin"]


def test_what_a_script_reads_was_sent_and_what_it_prints_is_received(start):
    servers, transcript = start("cgi", SCRIPT + "print(sys.stdin.buffer.read(3).decode())")
    assert get(servers, data=b"tea") == (200, b"tea\n")
    found = told(transcript, "script 1")
    assert found[:2] == [("script 1", None, "program.py runs for POST /program.py"), ("script 1", "sent", b"tea")]
    assert b"".join(data for _, way, data in found[2:-1]) == b"Content-Type: text/plain\n\ntea\n"
    assert found[-1] == ("script 1", "received", "the script ends")
    assert {way for _, way, _ in found[2:]} == {"received"}


def test_the_environment_is_told_where_it_is_wanted(start):
    servers, transcript = start("cgi/environ", SCRIPT)
    assert get(servers, "/a%20b?n=%20")[0] == 200
    given = [words for _, _, words in told(transcript, "script 1, environment")]
    assert {"REQUEST_METHOD=GET", "SCRIPT_NAME=/program.py", "PATH_INFO=/a b", "QUERY_STRING=n=%20"} <= set(given)
    assert not [words for words in given if words.startswith(("SERVER_", "REMOTE_", "GATEWAY_"))]
    assert told(transcript, "script 1, stdout") and not told(transcript, "script 1, stdin")


@pytest.mark.parametrize("text, status, words", [
    pytest.param("print('tea')", 502, "No empty line|no header", id="no header block"),
    pytest.param("raise ValueError('secret')", 500, "ValueError: secret", id="crash"),
])
def test_why_a_script_failed_is_told_in_the_log_and_not_to_the_visitor(start, text, status, words):
    servers, transcript = start("cgi", text)
    found, page = get(servers)
    assert found == status and len(page) < 40
    ((_, way, said),) = told(transcript, "log")
    assert way is None and any(each in said for each in words.split("|"))


def test_visitors_are_told_apart_and_all_is_answered_when_it_rests(start):
    servers, transcript = start("cgi", SCRIPT)
    for number in ("", " 2"):
        get(servers)
        servers.settle()
        assert told(transcript, "visitor" + number)[-1][1] == "received"


def test_a_script_that_waits_is_ended_with_the_demonstration(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as desk:
        desk.settimeout(LIMIT)
        servers, _ = start("cgi", SCRIPT + "import socket\nsock = socket.create_connection(('127.0.0.1', %d))\n"
                           "sock.sendall(b'%%d' %% os.getpid())\nsock.recv(1)\n" % desk.getsockname()[1])
        with socket.create_connection((servers.host, servers.ports[0]), LIMIT) as visitor:
            visitor.sendall(b"GET /program.py HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            with desk.accept()[0] as conn:
                conn.settimeout(LIMIT)
                pid = int(conn.recv(100))
                servers.close()
                try:
                    assert conn.recv(1) == b""
                except ConnectionResetError:
                    pass        # Windows
    if os.name != "nt":
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_two_gateways_at_once_take_two_ports(start):
    ports = {start("cgi", SCRIPT)[0].ports[0] for _ in range(2)}
    assert len(ports) == 2
