"""TLS on a recorded connection: what crosses, what is recorded, and how a handshake fails."""

import select
import socket
import ssl
import threading
import time

import pytest

from bundle.servers import practice_tls
from bundle.wire.connection import Quiet
from bundle.wire.faults import PROFILES
from tests.support.pair import Pair

BEGINS = "TLSv1.3 begins: what follows is shown as it was before encryption"
ALL = b"one\r\ntwo\r\nthree\r\n"
BIG = bytes(range(256)) * 16384     # 4 MB: more than both ends' buffers hold while nobody reads


def trusting():
    return ssl.create_default_context(cafile=practice_tls.CA_FILE)


class Secure(Pair):
    """A Pair whose `conn` has begun TLS as the server; `peer` is a plain SSLSocket, `raw` the socket below it."""

    def __init__(self, profile="clean", context=None, kind="good", hostname="localhost"):
        super().__init__(profile)
        self.failure = None
        self.raw = self.peer
        server = in_thread(self._serve, kind)
        try:
            self.peer = (context or trusting()).wrap_socket(self.raw, server_hostname=hostname,
                                                                   suppress_ragged_eofs=False)
        except ssl.SSLError as error:
            self.failure = error
            self.raw.close()
        server.join(20)

    def _serve(self, kind):
        try:
            self.conn.start_tls(practice_tls.context(kind))
        except ConnectionAbortedError:
            pass  # the transcript says why

    def notes(self):
        return [event.note for event in self.transcript.events if event.kind == "note"]

    def recorded(self, direction):
        return b"".join(event.data for event in self.transcript.events
                        if event.kind == "data" and event.direction == direction)


def in_thread(work, *args):
    thread = threading.Thread(target=work, args=args, daemon=True)
    thread.start()
    return thread


def read_all(sock):
    """What comes until the end; how it ended stands behind it: close_notify, no close_notify, reset."""
    got = b""
    while True:
        try:
            chunk = sock.recv(65536)
        except ssl.SSLEOFError:
            return got, "no close_notify"
        except ConnectionResetError:
            return got, "reset"
        if not chunk:
            return got, "close_notify"
        got += chunk


def test_what_crosses_is_recorded_as_it_was_before_encryption():
    with Secure() as pair:
        pair.conn.send(b"+OK ready\r\n")
        assert pair.peer.recv(100) == b"+OK ready\r\n"
        pair.peer.sendall(b"STAT\r\nQUIT\r\n")
        assert [pair.conn.read_line(), pair.conn.read_line()] == [b"STAT\r\n", b"QUIT\r\n"]
        assert pair.recorded("received") == b"+OK ready\r\n" and pair.recorded("sent") == b"STAT\r\nQUIT\r\n"
        assert (pair.conn.sent, pair.conn.received, pair.conn.secure) == (11, 12, True)
        assert pair.notes() == [BEGINS]


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_versions(version):
    context = trusting()
    context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    with Secure(context=context) as pair:
        pair.send_all([BIG])
        assert read_all(pair.peer) == (BIG, "close_notify")
        assert pair.notes() == [BEGINS.replace("TLSv1.3", version.replace("_", "."))]


@pytest.mark.parametrize("profile, got, ends", [
    ("clean", ALL, ["close_notify"]), ("drib", ALL, ["close_notify"]), ("coal", ALL, ["close_notify"]),
    ("hold-2", ALL, ["close_notify"]), ("cut-2", b"one\r\ntw", ["close_notify"]), ("mute-2", b"one\r\n", None),
    ("rst-2", None, ["reset", "no close_notify"]),  # Python's client does not always tell the one from the other
])
def test_faults(profile, got, ends):
    with Secure(profile) as pair:
        assert profile.partition("-")[0] in PROFILES
        sending = pair.send_all([b"one\r\n", b"two\r\n", b"three\r\n"])
        if ends is None:
            assert pair.peer.recv(100) == got
            assert not select.select([pair.peer], [], [], 0.1)[0]
            return
        heard, how = read_all(pair.peer)
        pair.peer.close()
        sending.join(20)
        assert how in ends and (got is None or heard == got)


def test_faults_are_seen_below_the_encryption():
    with Secure("drib") as pair:
        pair.send_all([b"+OK\r\n"])
        pieces = []
        while True:
            pieces.append(pair.peer.recv(100))
            if not pieces[-1]:
                break
        assert pieces == [b"+", b"O", b"K", b"\r", b"\n", b""]


def test_what_is_done_while_a_byte_is_withheld():
    with Secure("hold-1") as pair:
        sending = in_thread(pair.conn.send, b"+OK\r\n")
        assert pair.peer.recv(4) == b"+OK\r"
        pair.peer.sendall(b"too early\r\n")
        sending.join(20)
        assert pair.conn.early is not None and pair.conn.read_line() == b"too early\r\n"


@pytest.mark.parametrize("kind, hostname, client, note", [
    ("wrong-name", "localhost", "certificate is not valid for 'localhost'", "for another name, or broken (alert bad cert"),
    ("wrong-name", "127.0.0.1", "certificate is not valid for '127.0.0.1'", "for another name, or broken (alert bad cert"),
    ("impostor", "localhost", "unable to get local issuer certificate", "not known there (alert unknown ca)"),
    ("expired", "localhost", "certificate has expired", "no longer valid (alert certificate expired)"),
    ("good", "elsewhere.example", "certificate is not valid for 'elsewhere", "for another name, or broken (alert bad"),
])
def test_a_refused_certificate_and_why(kind, hostname, client, note):
    with Secure(kind=kind, hostname=hostname) as pair:
        assert client in str(pair.failure)
        assert [note in said for said in pair.notes()] == [True] and pair.notes()[0].startswith("no TLS: ")
        assert not pair.conn.secure and not pair.recorded("sent")


@pytest.mark.parametrize("said, note, recorded", [
    (b"USER alice\r\nPASS wonderland\r\n", "no TLS: what came is something else", True),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "no TLS: what came is HTTP in clear", True),
    (b"\0" * 1000, "no TLS: ", True),
    (b"\x16\x03\x01\x00\x05hello", "no TLS: ", False),
    (b"\x16\x03\x01\xff\xff" + b"x" * 70000, "no TLS: ", False),
    (b"", "no TLS: the connection was closed", False),
    (b"\x16\x03\x01", "no TLS: the connection was closed", False),
], ids=["pop3", "http", "zeros", "bad-hello", "too-long-record", "nothing", "part-of-a-record"])
def test_what_is_no_tls(said, note, recorded):
    with Pair() as pair:
        pair.peer.sendall(said)
        pair.peer.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionAbortedError, match="no TLS"):
            pair.conn.start_tls(practice_tls.context())
        notes = [event.note for event in pair.transcript.events if event.kind == "note"]
        assert len(notes) == 1 and notes[0].startswith(note)
        data = b"".join(event.data for event in pair.transcript.events if event.kind == "data")
        assert data == (said if recorded else b"") and pair.conn.received == len(data)


def test_a_reset_instead_of_a_handshake():
    with Pair() as pair:
        pair.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        pair.peer.close()
        with pytest.raises(ConnectionAbortedError):
            pair.conn.start_tls(practice_tls.context())
        assert pair.transcript.events[-1].note == "no TLS: the connection was reset"


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01\x02\x00\x01"], ids=["silent", "half-a-hello"])
def test_a_handshake_that_is_never_finished(said):
    with Pair() as pair:
        pair.conn.idle = 0.05
        pair.peer.sendall(said)
        with pytest.raises(ConnectionAbortedError, match="nothing came for 0.05 s"):
            pair.conn.start_tls(practice_tls.context())


def test_silence_after_the_handshake():
    with Secure() as pair:
        pair.conn.idle = 0.05
        with pytest.raises(Quiet):
            pair.conn.recv()


def test_what_was_said_in_clear_before_the_handshake_is_not_taken_for_secure():
    with Pair() as pair:
        pair.peer.sendall(b"STLS\r\nDELE 1\r\n")
        assert pair.conn.read_line() == b"STLS\r\n"
        server = in_thread(pair.conn.start_tls, practice_tls.context())
        with trusting().wrap_socket(pair.peer, server_hostname="localhost") as peer:
            server.join(20)
            peer.sendall(b"STAT\r\n")
            assert pair.conn.read_line() == b"STAT\r\n"


def test_large_transfers_both_ways_at_once():
    with Secure() as pair:
        heard = []
        writer = in_thread(pair.conn.send, BIG)
        reader = in_thread(lambda: heard.append(pair.conn.recv_exact(len(BIG))))
        assert send_and_receive(pair.peer, BIG, len(BIG)) == BIG
        reader.join(20)
        assert heard == [BIG]
        writer.join(20)


def send_and_receive(sock, data, count):
    """Send data while `count` bytes come, in one thread: Python's SSLSocket may not be used by two before 3.13."""
    sock.setblocking(False)
    left, got = memoryview(data), b""
    while left or len(got) < count:
        try:
            left = left[sock.send(left[:16384]):] if left else left
        except ssl.SSLWantWriteError:
            select.select([sock], [sock], [], 10)
        try:
            got += sock.recv(65536)
        except ssl.SSLWantReadError:
            select.select([sock], [sock] if left else [], [], 10)
    sock.settimeout(10)
    return got


def test_reading_goes_on_while_a_write_is_stuck():
    """The peer says much before it reads anything: whoever would hold a lock while it writes would never read it."""
    with Secure() as pair:
        writer = pair.send_all([BIG * 4])
        heard = []
        reader = in_thread(lambda: heard.append(pair.conn.recv_exact(len(BIG))))
        pair.peer.sendall(BIG)
        reader.join(20)
        assert heard == [BIG] and writer.is_alive()
        assert len(pair.peer.recv(65536)) > 0
        pair.conn.abandon()     # ends the write that is stuck
        writer.join(20)
        assert not writer.is_alive()


def test_half_close_and_reading_on():
    with Secure() as pair:
        pair.peer.sendall(b"first")
        assert pair.conn.recv(2) == b"fi"
        pair.conn.send(b"all of it")
        pair.conn.half_close()
        assert read_all(pair.peer) == (b"all of it", "close_notify")
        in_thread(lambda: (pair.peer.sendall(BIG), pair.peer.shutdown(socket.SHUT_WR)))
        assert pair.conn.recv_exact(3) == b"rst"
        assert pair.conn.recv_exact(len(BIG)) == BIG
        assert pair.conn.recv() == b""


def test_half_close_with_much_unread():
    """More than one record has come and was not read when close_notify goes out."""
    with Secure() as pair:
        sending = in_thread(lambda: (pair.peer.sendall(BIG), pair.peer.shutdown(socket.SHUT_WR)))
        assert pair.conn.recv(1) == BIG[:1]
        pair.conn.half_close()
        assert pair.conn.recv_exact(len(BIG) - 1) == BIG[1:]
        sending.join(20)
        assert pair.conn.recv() == b""


@pytest.mark.parametrize("goodbye", ["close_notify", "FIN alone"])
def test_the_end_that_the_peer_makes(goodbye):
    with Secure() as pair:
        pair.peer.sendall(b"QUIT\r\nunfin")
        if goodbye == "FIN alone":
            pair.peer.shutdown(socket.SHUT_WR)
        else:
            pair.peer.settimeout(0)
            with pytest.raises(ssl.SSLWantReadError):
                pair.peer.unwrap()      # says goodbye, and does not wait for the other's
        assert pair.conn.read_line() == b"QUIT\r\n"
        assert pair.conn.read_line() == b"" and pair.conn.unfinished == b"unfin"
        assert [event.kind for event in pair.transcript.events][-1] == "fin"


@pytest.mark.parametrize("garbage", [b"in clear\r\n", b"\x17\x03\x03\x00\x20" + b"?" * 32], ids=["clear", "a-false-record"])
def test_garbage_after_the_handshake(garbage):
    with Secure() as pair:
        pair.raw = socket.socket(fileno=pair.peer.detach())
        pair.raw.sendall(garbage)
        with pytest.raises(ConnectionAbortedError, match="TLS"):
            pair.conn.recv()
        with pytest.raises(ConnectionError):
            pair.conn.send(b"anything")
        pair.raw.close()


def test_a_reset_after_the_handshake():
    with Secure() as pair:
        pair.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        pair.peer.close()
        with pytest.raises(ConnectionResetError):
            pair.conn.recv()
        with pytest.raises(ConnectionError):
            pair.conn.send(b"anything")
            pair.conn.send(b"anything more")


def test_what_is_decrypted_already_can_be_waited_for():
    """Two records in one chunk from the network: nothing more comes, and yet there is something to read."""
    with Secure() as pair:
        pair.peer.sendall(b"a" * 20000)
        assert pair.conn.recv_exact(1) == b"a"
        assert pair.conn.waiting(0)
        pair.conn.recv_exact(19999)
        assert not pair.conn.waiting(0)
        pair.peer.sendall(b"b")
        assert pair.conn.waiting(10)


def test_abandon_ends_a_read_in_another_thread():
    with Secure() as pair:
        ended = threading.Event()
        in_thread(lambda: (read_until_end(pair.conn), ended.set()))
        time.sleep(0.02)
        pair.conn.abandon()
        assert ended.wait(20)


def read_until_end(conn):
    try:
        while conn.recv():
            pass
    except ConnectionError:
        pass


def test_as_a_client():
    with Pair() as pair:
        server = in_thread(lambda: setattr(pair, "peer", practice_tls.context().wrap_socket(pair.peer, server_side=True)))
        pair.conn.start_tls(trusting(), server_side=False, hostname="127.0.0.1")
        server.join(20)
        pair.peer.sendall(b"+OK\r\n")
        assert pair.conn.read_line() == b"+OK\r\n"
