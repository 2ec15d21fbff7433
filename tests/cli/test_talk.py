"""netprog talk: typed or piped, against practice servers and servers that behave in odd ways."""

import os
import re
import socket
import subprocess
import threading
import types

import pytest

from bundle import servers
from bundle.commands import talk
from bundle.servers import practice_tls
from bundle.servers.service import Service
from bundle.wire.connection import LINGER_ZERO
from bundle.wire.transcript import Transcript
from tests.cli.console import interrupt, lines_until
from tests.cli.server import Server, dead_port, echo, everything

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX has pseudo-terminals, and Ctrl-C for one process")


@pytest.fixture
def practice():
    """practice("pop3"): the port of that practice server."""
    started = []

    def start(name):
        started.append(servers.PROTOCOLS[name].start(servers.Stores()))
        return started[-1].port
    yield start
    for service in started:
        service.close()



def read(process):
    """What it says until it ends, while its stdin stays open: (stdout, stderr)."""
    with process.stdout, process.stderr, process.stdin:
        said = process.stdout.read().decode(), process.stderr.read().decode()
        process.wait(30)
    return said


# Through a pipe

def test_both_sides_are_shown_and_the_servers_close_ends_it(netprog, practice):
    port = practice("pop3")
    done = netprog("talk", "127.0.0.1", str(port), stdin=b"USER alice\r\nQUIT\r\n")
    assert (done.returncode, done.err) == (0, "")
    assert re.search(r"you →   127\.0\.0\.1:\d+ to 127\.0\.0\.1:%d$" % port, done.out, re.M)
    for words in (r"you →   USER alice\r\n", r"+OK goodbye\r\n", "you →   FIN", "← peer  FIN"):
        assert words in done.out, done.out


@pytest.mark.parametrize("options, typed, sent", [
    pytest.param([], b"a\nb\r\nc", b"a\nb\r\nc", id="as it comes"),
    pytest.param(["--crlf"], b"a\nb\r\nc\n\n", b"a\r\nb\r\nc\r\n\r\n", id="each line gets CRLF, none two CR"),
    pytest.param([], bytes(range(256)), bytes(range(256)), id="any bytes"),
    pytest.param([], b"", b"", id="nothing"),
])
def test_what_is_sent_and_eof_is_a_half_close(netprog, options, typed, sent):
    came = []

    def serve(conn):
        came.append(everything(conn))
        conn.sendall(b"that was %d bytes\n" % len(came[0]))

    with Server(serve) as server:
        done = netprog("talk", "localhost", str(server.port), *options, stdin=typed)
        server.settle()
    assert (done.returncode, done.err) == (0, "")
    assert came == [sent]
    assert "that was %d bytes" % len(sent) in done.out, "the other way stays open after EOF"


def test_five_megabytes_there_and_back(netprog):
    data = os.urandom(5 * 1024 * 1024)
    got = bytearray()

    def serve(conn):
        for chunk in iter(lambda: conn.recv(65536), b""):
            got.extend(chunk)
            conn.sendall(chunk)

    with Server(serve) as server:
        done = netprog("talk", "127.0.0.1", str(server.port), stdin=data)
        server.settle()
    assert done.returncode == 0 and bytes(got) == data
    assert len(done.out.splitlines()) < 100


def test_a_server_that_closes_first_does_not_wait_for_the_typist(netprog):
    with Server(lambda conn: conn.sendall(b"busy, come back later\n")) as server:
        process = netprog.start("talk", "127.0.0.1", str(server.port), stdin=subprocess.PIPE)
        out, err = read(process)
        assert process.returncode == 0
        assert "busy, come back" in out and "FIN" in out
        assert err == "", "no thread that still reads stdin may spoil the end"


def test_a_reset_is_told(netprog):
    def serve(conn):
        conn.recv(10)
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)

    with Server(serve) as server:
        process = netprog.start("talk", "127.0.0.1", str(server.port), stdin=subprocess.PIPE)
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        out, err = read(process)
    assert process.returncode == 1
    assert "← peer  reset" in out and "has reset the connection" in err


def test_input_that_is_left_over_is_told(netprog):
    with Server(lambda conn: conn.recv(10)) as server:
        done = netprog("talk", "127.0.0.1", str(server.port), stdin=b"x" * 20_000_000)
    assert "Traceback" not in done.err
    assert "before all that you typed was sent" in done.err or "reset" in done.err


def test_nothing_from_the_wire_reaches_the_terminal_as_it_is(netprog):
    with Server(lambda conn: conn.sendall(b"\x1b]0;gotcha\x07\x1b[2J\x9b31m\n")) as server:
        done = netprog("talk", "127.0.0.1", str(server.port))
    assert b"\x1b" not in done.stdout and b"\x07" not in done.stdout and b"\\x1b[2J" in done.stdout


# Advice

def waits_for_crlf(conn):
    got = b""
    while b"\r\n" not in got:
        chunk = conn.recv(100)
        if not chunk:
            return
        got += chunk
    conn.sendall(b"at last\r\n")


def test_a_server_that_seems_to_wait_for_crlf(netprog):
    with Server(waits_for_crlf) as server:
        process = netprog.start("talk", "127.0.0.1", str(server.port), stdin=subprocess.PIPE)
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert "--crlf" in lines_until(process.stderr, "No answer yet")
        process.communicate(timeout=30)
        done = netprog("talk", "127.0.0.1", str(server.port), "--crlf", stdin=b"hello\n")
    assert process.returncode == 0
    assert "at last" in done.out and done.err == ""


def test_a_server_that_does_not_close_after_eof(netprog):
    over = threading.Event()

    def serve(conn):
        everything(conn)
        over.wait(60)

    with Server(serve) as server:
        process = netprog.start("talk", "127.0.0.1", str(server.port))
        lines_until(process.stderr, "You have ended your side")
        over.set()
        process.communicate(timeout=30)
        assert process.returncode == 0


# Nobody there

@pytest.mark.parametrize("host, port, words", [
    pytest.param("127.0.0.1", None, "Nobody listens at 127.0.0.1:", id="refused"),
    pytest.param("nowhere.invalid", 25, "No address is known for the host nowhere.invalid", id="unknown"),
    pytest.param("a..b", 25, "No address is known for the host a..b", id="no host name at all"),
    pytest.param("x" * 300, 25, "No address is known", id="a name that is too long"),
])
def test_nobody_there_is_a_sentence_and_the_next_step(netprog, host, port, words):
    done = netprog("talk", host, str(port or dead_port()))
    assert (done.returncode, done.out) == (1, "")
    assert words in done.err and "?" in done.err and len(done.err.splitlines()) == 1


def test_a_practice_server_that_is_not_running_is_named(netprog):
    port = dead_port()
    done = netprog("talk", "127.0.0.1", str(port), code="import sys, bundle.cli, bundle.servers\n"
                   "bundle.servers.PROTOCOLS['nntp'].port = %d\n"
                   "sys.exit(bundle.cli.main(sys.argv[1:]))" % port)
    assert done.returncode == 1 and "serve nntp" in done.err


@pytest.mark.parametrize("words, said", [
    (["talk"], "talk needs HOST and PORT"), (["talk", "localhost"], "talk needs HOST and PORT"),
    (["talk", "localhost", "pop3"], "pop3 is no port"), (["talk", "localhost", "0"], "1 to 65535"),
    (["talk", "localhost", "65536"], "1 to 65535"), (["talk", "localhost", "٣"], "no port"),
    (["talk", "localhost", "1", "2"], "too much"), (["talk", "localhost", "1", "--ssl"], "no option --ssl"),
])
def test_wrong_words(netprog, words, said):
    done = netprog(*words)
    assert (done.returncode, done.out) == (2, "") and said in done.err


@posix
def test_ctrl_c(netprog):
    with Server(echo) as server:
        process = netprog.start("talk", "127.0.0.1", str(server.port), stdin=subprocess.PIPE)
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        lines_until(process.stdout, "← peer  hello")
        assert interrupt(process)[1].strip() == "Interrupted."
    assert process.returncode == 130


@posix
def test_ctrl_c_while_nobody_answers(netprog):
    """A backlog that is full: a connection that is neither there nor refused."""
    code = ("import sys, bundle.cli, bundle.commands.talk as talk, threading\n"
            "def connect(address, seconds):\n print('trying', flush=True)\n threading.Event().wait()\n"
            "talk.connect = connect\nsys.exit(bundle.cli.main(sys.argv[1:]))")
    process = netprog.start("talk", "127.0.0.1", "25", code=code)
    lines_until(process.stdout, "trying")
    interrupt(process)
    assert process.returncode == 130


# TLS

@pytest.fixture
def secure():
    """secure(kind): a POP3 server that shows the practice certificate `kind`."""
    started = []

    def start(kind):
        protocol = servers.PROTOCOLS["pop3"]
        started.append(Service(protocol.session_class(), protocol.make_store(0), transcript=Transcript(),
                               tls=lambda: practice_tls.context(kind)).start())
        return started[-1]
    yield start
    for service in started:
        service.close()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_who_was_verified_is_said_in_one_line(netprog, secure, host):
    done = netprog("talk", host, str(secure("good").port), "--tls", "--crlf", stdin=b"USER alice\nQUIT\n")
    assert done.returncode == 0 and "+OK goodbye" in done.out and "TLSv1." in done.out
    (line,) = done.err.splitlines()
    assert "proved that it is %s" % host in line and "netprog practice CA" in line


@pytest.mark.parametrize("kind, words", [
    ("wrong-name", "another name"), ("impostor", "no CA that is trusted"), ("expired", "has expired")])
def test_nothing_is_sent_to_somebody_else(netprog, secure, kind, words):
    server = secure(kind)
    done = netprog("talk", "localhost", str(server.port), "--tls", stdin=b"PASS secret\r\n")
    assert done.returncode == 1
    assert words in done.err and "nothing was sent" in done.err and len(done.err.splitlines()) == 1
    assert "PASS" not in done.out
    server.settle(30)
    assert server.transcript.passed(None, "sent") == 0


def test_the_practice_ca_is_not_trusted_for_other_hosts(monkeypatch):
    from bundle.commands import trust
    hosts = [("localhost", True), ("127.0.0.1", True), ("www.python.org", False), ("10.0.0.1", False)]
    for host, is_trusted in hosts:
        seen = []
        conn = types.SimpleNamespace(
            start_tls=lambda context, **_: seen.append(context),
            certificate={"issuer": ((("commonName", "a CA"),),)})
        assert trust.begin_tls(conn, host)[1]
        names = str(seen[0].get_ca_certs())
        assert ("netprog practice CA" in names) == is_trusted
        assert seen[0].check_hostname


@pytest.mark.parametrize("serve, words", [
    pytest.param(lambda conn: conn.sendall(b"+OK ready\r\n"), "is no TLS. Leave out --tls", id="a greeting"),
    pytest.param(lambda conn: conn.recv(10), "leave out --tls", id="closed"),
    pytest.param(lambda conn: (conn.recv(5), conn.sendall(b"HTTP/1.0 400\r\n\r\n")), "is no TLS", id="HTTP"),
])
def test_a_server_without_tls(netprog, serve, words):
    with Server(serve) as server:
        done = netprog("talk", "localhost", str(server.port), "--tls", stdin=b"secret\r\n")
    assert done.returncode == 1 and words in done.err and "Traceback" not in done.err


@pytest.mark.parametrize("answer, words", [
    (b"", "without a word"), (b"\x15\x03\x01\x00\x02\x02\x46", "TLS alert")])
def test_a_server_that_wants_tls(netprog, answer, words):
    with Server(lambda conn: (conn.recv(10), conn.sendall(answer))) as server:
        done = netprog("talk", "localhost", str(server.port), stdin=b"hello\r\n")
    assert done.returncode == 0 and words in done.err and "--tls" in done.err


# On a terminal

@posix
class TestOnATerminal:
    def session(self, folder, *words):
        from tests.guide.play import Session
        return Session(folder, words=("talk",) + words)

    def test_a_conversation_line_by_line(self, tmp_path, practice):
        with self.session(tmp_path, "localhost", str(practice("pop3")), "--crlf") as session:
            session.until("Connected to 127.0.0.1:", "Ctrl-D", "+OK netprog POP3")
            session.type("USER alice\n").until(r"you →   USER alice\r\n", r"← peer  +OK")
            session.type("QUIT\n").until("+OK goodbye")
            assert session.end() == 0
            session.assert_whole()

    def test_ctrl_d_ends_our_side(self, tmp_path):
        with Server(lambda conn: conn.sendall(b"got %d\n" % len(everything(conn)))) as server:
            with self.session(tmp_path, "127.0.0.1", str(server.port)) as session:
                session.until("LF (--crlf: with CRLF)").type("four\n").until("you →   four")
                session.type("\x04").until("got 5")
                assert session.end() == 0
                session.assert_whole()

    def test_ctrl_c_leaves_the_terminal_whole(self, tmp_path):
        with Server(echo) as server, self.session(tmp_path, "127.0.0.1", str(server.port)) as session:
            session.until("Connected to")
            assert session.end("half a li\x03") == 130
            assert "Interrupted." in session.terminal.history and "Traceback" not in session.terminal.history
            session.assert_whole()


# A console that only a thread can wait for

class Console:
    """A Windows console by its shape: nothing to select, reads that wait, CR LF for Enter, b"" at Ctrl-Z."""

    def __init__(self, *lines):
        self.buffer = types.SimpleNamespace(raw=self)
        self.lines = list(lines)

    def isatty(self):
        return True

    def fileno(self):
        raise AssertionError("nobody may select on a console")

    def read(self, count):
        return self.lines.pop(0) if self.lines else b""


@pytest.mark.parametrize("crlf, sent", [(False, b"USER alice\n\n"), (True, b"USER alice\r\n\r\n")])
def test_a_windows_console(monkeypatch, capsys, crlf, sent):
    monkeypatch.setattr(talk.os, "name", "nt")
    typed = talk.Typed(Console(b"USER alice\r\n", b"\r\n"), crlf)
    monkeypatch.undo()
    came = []
    with Server(lambda conn: came.append(everything(conn))) as server:
        assert talk.Talk(("127.0.0.1", server.port), typed).run() == 0
        server.settle()
    assert came == [sent]
    assert "USER alice" in capsys.readouterr().out


@pytest.mark.parametrize("reads, sent", [
    ([b"a\r", b"\nb\n"], b"a\r\nb\r\n"), ([b"a\r", b"\n", b"\n"], b"a\r\n\r\n"),
    ([b"\r", b"\r\n", b"x"], b"\r\r\nx"),
    ([b"a\r", b"b\n"], b"a\rb\r\n"), ([b"\n\n\r", b"\n"], b"\r\n\r\n\r\n"),
], ids=repr)
def test_crlf_may_come_in_two_reads(reads, sent):
    typed = talk.Typed(Console(*reads), crlf=True)
    typed._is_windows_console = False
    assert b"".join(iter(typed.read, b"")) == sent


@pytest.mark.parametrize("stdin", [None, object()], ids=["closed", "odd"])
def test_no_stdin_is_an_empty_one(stdin):
    assert talk.Typed(stdin).read() == b""
