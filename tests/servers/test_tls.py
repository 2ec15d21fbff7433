"""The practice CA, and POP3 and FTP with TLS: what is said in clear and what is not, and clients that nobody here
wrote. What counts is what arrived."""

import ftplib
import functools
import io
import os
import poplib
import re
import socket
import ssl
import subprocess
import threading

import pytest

from bundle import course
from bundle.learner import Folder
from bundle.servers import PROTOCOLS, practice_tls
from bundle.servers.ftp import FTP
from bundle.servers.pop3 import POP3
from bundle.servers.service import Service
from bundle.servers.stores import files, mailbox
from bundle.wire.transcript import Transcript
from tests.servers.ftp_talk import Talk
from tests.support import pythons

CONTENT = bytes(range(256)) * 2000
LOGIN = ("alice", "wonderland")


def trusting():
    return ssl.create_default_context(cafile=practice_tls.CA_FILE)


def pop3(**options):
    return Service(POP3, mailbox.make(0), **options)


def ftp(**options):
    return Service(FTP, files.make(0), **options)


# The certificates

LOOK = """
import socket, ssl, sys
host, port, ca, name = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
try:
    with socket.create_connection((host, int(port))) as conn:
        with context.wrap_socket(conn, server_hostname=name) as conn:
            print(conn.recv(3))
except ssl.SSLError as error:
    print(error)
"""


@pytest.mark.parametrize("kind, name, said", [
    ("good", "127.0.0.1", "b'+OK'"), ("good", "localhost", "b'+OK'"),
    ("wrong-name", "127.0.0.1", "certificate is not valid for '127.0.0.1'"),
    ("wrong-name", "localhost", "certificate is not valid for 'localhost'"),
    ("impostor", "127.0.0.1", "unable to get local issuer certificate"),
    ("expired", "127.0.0.1", "certificate has expired"),
])
def test_every_python_accepts_the_good_one_and_refuses_each_other_for_its_own_reason(kind, name, said):
    with pop3(tls=functools.partial(practice_tls.context, kind)) as service:
        for version, python in pythons.found(pythons.TO_TRY).items():
            done = subprocess.run([python, "-W", "error", "-c", LOOK, service.host, str(service.port),
                                   practice_tls.CA_FILE, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
            assert said in done.stdout.decode(), (version, done.stdout, done.stderr)


def test_the_certificates_say_that_they_are_for_practice_and_end_before_2050():
    for name in ["ca"] + list(practice_tls.KINDS):
        path = os.path.join(practice_tls.HOME, name + ".pem")
        found = ssl._ssl._test_decode_cert(path)
        assert "not for real use" in str(found["subject"]) and "not for real use" in str(found["issuer"])
        assert found["notBefore"].split()[3] == "1970"
        assert found["notAfter"].split()[3] == ("1999" if name == "expired" else "2049")


# Who begins, and when

def test_a_silent_client_holds_up_nobody():
    with pop3(tls=practice_tls.context) as service:
        with socket.create_connection((service.host, service.port)):
            client = poplib.POP3_SSL(service.host, service.port, context=trusting(), timeout=20)
            assert client.quit().startswith(b"+OK")


def test_one_too_many_is_sent_away_without_a_word():
    with pop3(tls=practice_tls.context, most=1) as service:
        first = poplib.POP3_SSL(service.host, service.port, context=trusting(), timeout=20)
        with socket.create_connection((service.host, service.port)) as second:
            second.settimeout(20)
            assert second.recv(100) == b""
        assert first.quit().startswith(b"+OK")


def test_fifty_clients_at_once():
    done = []

    def visit():
        client = poplib.POP3_SSL(service.host, service.port, context=trusting(), timeout=60)
        client.user("rabbit")
        done.append(client.quit())
    with pop3(tls=practice_tls.context) as service:
        threads = [threading.Thread(target=visit) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(done) == 50


@pytest.mark.parametrize("name, service", [("pop3", pop3), ("ftp", ftp)])
def test_nothing_is_offered_where_there_is_no_tls(name, service):
    with service() as service, socket.create_connection((service.host, service.port)) as conn:
        lines = conn.makefile("rwb")
        lines.readline()
        lines.write({"pop3": b"CAPA\r\nSTLS\r\nQUIT\r\n", "ftp": b"FEAT\r\nAUTH TLS\r\nPBSZ 0\r\nPROT P\r\nQUIT\r\n"}[name])
        lines.flush()
        said = lines.read()
        assert b"STLS" not in said and b"AUTH TLS" not in said
        assert said.count(b"-ERR" if name == "pop3" else b"\r\n502") == (1 if name == "pop3" else 3)


@pytest.mark.parametrize("name", [name for name, protocol in PROTOCOLS.items() if protocol.tls])
def test_the_known_servers_with_tls(name):
    with PROTOCOLS[name].start() as service, socket.create_connection((service.host, service.port)) as conn:
        with trusting().wrap_socket(conn, server_hostname=service.host) as conn:
            assert conn.version() in ("TLSv1.2", "TLSv1.3")


# POP3

def test_stls_begins_anew():
    """RFC 2595 section 4: what was said before counts no longer, and STLS is no longer offered."""
    with pop3(starttls=practice_tls.context) as service:
        client = poplib.POP3("localhost", service.port, timeout=20)
        client.user("alice")
        assert "STLS" in client.capa()
        client.stls(trusting())
        with pytest.raises(poplib.error_proto, match="say USER first"):
            client.pass_("wonderland")
        assert "STLS" not in client.capa()
        with pytest.raises(poplib.error_proto, match="TLS already"):
            client._shortcmd("STLS")
        client.user("alice")
        assert client.pass_("wonderland").startswith(b"+OK 11 messages")
        with pytest.raises(poplib.error_proto):
            client._shortcmd("STLS")
        assert client.quit().startswith(b"+OK")


def test_what_is_said_in_clear_behind_stls_is_not_taken_for_secure():
    with pop3(starttls=practice_tls.context) as service:
        conn = socket.create_connection((service.host, service.port))
        assert conn.recv(100).startswith(b"+OK")
        conn.sendall(b"STLS\r\nUSER mallory\r\n")
        assert conn.recv(100) == b"+OK begin TLS now\r\n"
        with trusting().wrap_socket(conn, server_hostname="localhost") as conn:
            conn.sendall(b"PASS secret\r\n")
            assert conn.recv(100) == b"-ERR say USER first\r\n"


@pytest.mark.parametrize("option", ["tls", "starttls"])
def test_a_client_that_refuses_the_certificate_is_recorded(option):
    transcript = Transcript()
    with pop3(transcript=transcript, **{option: functools.partial(practice_tls.context, "expired")}) as service:
        with pytest.raises(ssl.SSLError, match="expired"):
            if option == "tls":
                poplib.POP3_SSL("localhost", service.port, context=trusting(), timeout=20)
            else:
                poplib.POP3("localhost", service.port, timeout=20).stls(trusting())
        assert service.settle(20)
        [session] = service.sessions
        assert not session.conn.secure and [said.verb for said in session.commands] == ["CAPA", "STLS"] * (option == "starttls")
        notes = [event.note for event in transcript.events if event.kind == "note"]
        assert notes == ["no TLS: the certificate is no longer valid (alert certificate expired)"]


@pytest.mark.parametrize("option, first", [("tls", None), ("starttls", b"STLS\r\n")])
def test_a_handshake_that_never_comes_ends_the_session(option, first):
    with pop3(idle=0.2, **{option: practice_tls.context}) as service:
        with socket.create_connection((service.host, service.port)) as conn:
            conn.settimeout(20)
            if first:
                conn.recv(100)
                conn.sendall(first)
                assert conn.recv(100).startswith(b"+OK")
            assert conn.recv(100) == b""


# FTP

def secure_talk(service):
    talk = Talk(service, login=False)
    assert talk.say("AUTH TLS").startswith("234")
    talk.sock = trusting().wrap_socket(talk.sock, server_hostname="localhost")
    talk.lines = talk.sock.makefile("rb")
    return talk


def test_auth_begins_anew():
    with ftp(starttls=practice_tls.context) as service, Talk(service) as talk:
        assert talk.say("FEAT").count("\n AUTH TLS\r\n PBSZ\r\n PROT") == 1
        assert [talk.code(line) for line in ("PBSZ 0", "PROT P", "AUTH SSL", "AUTH GSSAPI", "AUTH")] == [
            "503", "503", "504", "504", "501"]
        assert talk.code("auth tls") == "234"
        talk.sock = trusting().wrap_socket(talk.sock, server_hostname="localhost")
        talk.lines = talk.sock.makefile("rb")
        assert talk.code("PWD") == "530"
        assert [talk.code(line) for line in ("PASS wonderland", "USER alice", "PASS wonderland", "PWD")] == [
            "503", "331", "230", "257"]
        assert [talk.code(line) for line in ("AUTH TLS", "REIN", "CCC")] == ["503", "502", "502"]
        assert talk.code("PWD") == "257"


LEVELS = [
    ("PROT P", "503"), ("PBSZ", "501"), ("PBSZ -1", "501"), ("PBSZ 4294967296", "501"), ("PBSZ ²", "501"),
    ("PBSZ 0", "200"), ("PROT S", "536"), ("PROT E", "536"), ("PROT X", "504"), ("PROT", "501"),
    ("PROT P", "200"), ("PROT c", "200"), ("PBSZ 1000", "200"),
]


def test_protection_levels():
    """The commands of RFC 2228 section 3, in one session."""
    with ftp(starttls=practice_tls.context) as service, secure_talk(service) as talk:
        assert [(line, talk.code(line)) for line, _ in LEVELS] == LEVELS


@pytest.mark.parametrize("passive", [True, False], ids=["passive", "active"])
@pytest.mark.parametrize("private", [True, False], ids=["private", "clear"])
def test_ftplib(passive, private):
    transcript = Transcript()
    with ftp(starttls=practice_tls.context, transcript=transcript) as service:
        with ftplib.FTP_TLS(context=trusting(), timeout=20) as client:
            client.connect("localhost", service.port)
            client.login(*LOGIN)
            if private:
                client.prot_p()
            client.set_pasv(passive)
            assert client.storbinary("STOR new.bin", io.BytesIO(CONTENT)).startswith("226")
            got = io.BytesIO()
            assert client.retrbinary("RETR new.bin", got.write).startswith("226")
            names = client.nlst()
        assert service.store.read("/new.bin") == got.getvalue() == CONTENT and "new.bin" in names
        begun = [event.connection for event in transcript.events if event.note.startswith("TLSv1")]
        assert begun == (["1", "1 data 1", "1 data 2", "1 data 3"] if private else ["1"])
        said = b"".join(event.data for event in transcript.events
                        if event.connection == "1 data 1" and event.kind == "data")
        assert said == CONTENT


def test_a_data_connection_without_the_tls_that_was_asked_for():
    with ftp(starttls=practice_tls.context) as service, secure_talk(service) as talk:
        for line in ("USER alice", "PASS wonderland", "TYPE I", "PBSZ 0", "PROT P"):
            assert talk.code(line)[0] in "23"
        data = talk.data()
        assert talk.code("STOR new.bin") == "150"
        data.sendall(b"in clear")
        data.close()
        assert talk.reply() == "425 Can't open data connection."
        assert talk.code("NOOP") == "200"
        assert b"in clear" not in [service.store.read(path) for path in service.store.walk("/")]


def test_abor_while_a_data_connection_waits_for_its_handshake():
    with ftp(starttls=practice_tls.context) as service, secure_talk(service) as talk:
        for line in ("USER alice", "PASS wonderland", "TYPE I", "PBSZ 0", "PROT P"):
            assert talk.code(line)[0] in "23"
        data = talk.data()
        assert talk.code("LIST") == "150"
        assert talk.code("ABOR") in ("425", "426")
        assert talk.reply().startswith("226")
        data.close()


# Clients that nobody here wrote

@pytest.fixture
def run(needs_client):
    """run("curl", ...) runs a real client: (exit status, stdout, stderr)."""
    def run(name, *args, cwd=None):
        environ = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
        environ.update(LC_ALL="C.UTF-8", HOME=str(cwd or "/nonexistent"))
        done = subprocess.run([needs_client(name)] + [str(arg) for arg in args], cwd=cwd, env=environ, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")
    return run


WAYS = pytest.mark.parametrize("option", ["tls", "starttls"])
TRUST = ("-sS", "--ssl-reqd", "--cacert", practice_tls.CA_FILE)
NOT_VERIFIED = 60   # curl's exit status


def url(scheme, service, option, path=""):
    return "%s%s://alice:wonderland@localhost:%d/%s" % (scheme, "s" if option == "tls" else "", service.port, path)


@WAYS
def test_curl_pop3(run, option):
    with pop3(**{option: practice_tls.context}) as service:
        status, out, err = run("curl", *TRUST, url("pop3", service, option, "3"))
        assert (status, out) == (0, service.store.boxes["alice"].messages()[2].data), err


@WAYS
@pytest.mark.parametrize("kind", ["wrong-name", "impostor", "expired"])
def test_curl_refuses_the_bad_ones(run, option, kind):
    with pop3(**{option: functools.partial(practice_tls.context, kind)}) as service:
        assert run("curl", *TRUST, url("pop3", service, option))[0] == NOT_VERIFIED


@WAYS
def test_curl_ftp(run, option, tmp_path):
    (tmp_path / "new.bin").write_bytes(CONTENT)
    with ftp(**{option: practice_tls.context}) as service:
        status, _, err = run("curl", *TRUST, "-T", tmp_path / "new.bin", url("ftp", service, option))
        assert status == 0 and service.store.read("/new.bin") == CONTENT, err
        assert run("curl", *TRUST, url("ftp", service, option, "new.bin"))[:2] == (0, CONTENT)
        assert b" new.bin" in run("curl", *TRUST, url("ftp", service, option))[1]


@WAYS
@pytest.mark.parametrize("passive", ["on", "off"])
def test_lftp(run, option, passive, tmp_path):
    (tmp_path / "new.bin").write_bytes(CONTENT)
    with ftp(**{option: practice_tls.context}) as service:
        status, out, err = run("lftp", "-c", "; ".join([
            "set ssl:ca-file %s" % practice_tls.CA_FILE, "set ftp:ssl-force on", "set ftp:ssl-protect-data on",
            "set ftp:passive-mode %s" % passive, "set net:max-retries 1",
            "open %s" % re.sub("/$", "", url("ftp", service, option)), "put new.bin", "get new.bin -o back.bin", "ls",
        ]), cwd=tmp_path)
        assert status == 0 and b" new.bin" in out, err
        assert service.store.read("/new.bin") == (tmp_path / "back.bin").read_bytes() == CONTENT


# Where learners get the CA

def test_the_exercise_comes_with_the_practice_ca():
    with open(practice_tls.CA_FILE, "rb") as ours, open(course.find("2.13").data_paths()[0], "rb") as copy:
        assert ours.read() == copy.read()


def test_the_learners_folder_gets_the_practice_ca(tmp_path):
    folder = Folder(str(tmp_path / "work"))
    for _ in range(2):
        assert folder.practice_ca() == os.path.join(folder.path, "practice-ca.pem")
    with open(folder.practice_ca()) as copy, open(practice_tls.CA_FILE) as ours:
        assert copy.read() == ours.read()


def test_another_file_of_that_name_stays_as_it_is(tmp_path):
    (tmp_path / "practice-ca.pem").write_text("somebody's own\n")
    assert Folder(str(tmp_path)).practice_ca() == practice_tls.CA_FILE
    assert (tmp_path / "practice-ca.pem").read_text() == "somebody's own\n"


def test_where_nothing_can_be_written_our_own_file_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    assert Folder(str(tmp_path / "file" / "work")).practice_ca() == practice_tls.CA_FILE
