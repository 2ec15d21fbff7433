"""What the lecture of hour 2 claims about Python, tried on the Python that runs this.

Servers here are a few scripted lines, or the practice servers. Where Pythons differ, so does the function.
"""

import contextlib
import ftplib
import gc
import http.client
import importlib.util
import imaplib
import io
import poplib
import shutil
import smtplib
import socket
import ssl
import sys
import threading
import urllib.error
import urllib.request
import warnings
from email.message import EmailMessage

import pytest

from bundle.servers import PROTOCOLS, practice_tls
from bundle.servers.service import Service

HOST = "127.0.0.1"
SILENT = object()       # a peer that says nothing more
LIMIT = 0.2             # seconds that a client here waits for it
VERSION = sys.version_info[:2]

# Where a constructor raises, some of these modules leave their socket to the collector.
pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"),
              pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(autouse=True, scope="module")
def collected():
    yield
    gc.collect()


class Peer:
    """A scripted server: says `lines[0]` when a client comes, then one of them for each line it hears; leaves."""

    def __init__(self, *lines):
        self.lines = lines
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        conn = self.listener.accept()[0]
        with conn, conn.makefile("rb") as file:
            tag = b""
            for line in self.lines:
                if line is SILENT:
                    self.over.wait(10)
                    return
                conn.sendall(line.replace(b"TAG", tag))
                tag = file.readline().partition(b" ")[0]

    def __enter__(self):
        return self.port

    def __exit__(self, *error):
        self.over.set()
        self.thread.join(10)
        self.listener.close()


def practice(name, kind="good"):
    protocol = PROTOCOLS[name]
    security = {"tls" if protocol.tls else "starttls": lambda: practice_tls.context(kind)}
    return Service(protocol.session_class(), protocol.make_store(0), **security)


def opener(*handlers):
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), *handlers)


def get(service, path, data=None, timeout=10):
    return opener().open("http://{}:{}{}".format(HOST, service.port, path), data, timeout)


def error_of(call, *args, **named):
    """The exception that it raises."""
    with pytest.raises(Exception) as caught:
        call(*args, **named)
    return caught.value


# Which exception

POP3 = b"+OK\r\n"
SMTP = b"220 x\r\n"
HAS_NNTPLIB = pytest.mark.skipif(not importlib.util.find_spec("nntplib"), reason="left in 3.13")
NNTP = [b"200 x\r\n", b"101 x\r\nVERSION 2\r\nREADER\r\n.\r\n"]
IMAP = [b"* OK x\r\n", b"* CAPABILITY IMAP4rev1\r\nTAG OK x\r\n"]
TIMEOUT = socket.timeout        # TimeoutError, since 3.10


def ftp(port):
    client = ftplib.FTP(timeout=LIMIT)
    try:
        client.connect(HOST, port)
        client.login()
    finally:
        client.close()


def pop3(port):
    client = poplib.POP3(HOST, port, timeout=LIMIT)
    try:
        client.user("alice")
    finally:
        client.close()


def smtp(port):
    client = smtplib.SMTP(HOST, port, "x", LIMIT)
    try:
        client.docmd("NOOP")
    finally:
        client.close()


def nntp(port):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)     # 3.11 and 3.12
        import nntplib
    client = nntplib.NNTP(HOST, port, timeout=LIMIT)
    try:
        client.group("netprog.test")
    except nntplib.NNTPError as error:
        raise AnyNNTPError from error
    finally:
        client.file.close()
        client.sock.close()


class AnyNNTPError(Exception):
    """An nntplib.NNTPError, where there may be no nntplib."""


def imap(port):
    client = imaplib.IMAP4(HOST, port, LIMIT)
    try:
        client.login("alice", "x")
    finally:
        client.shutdown()


@pytest.mark.parametrize("client, lines, expected", [
    pytest.param(ftp, [b"220 x\r\n", b"430 no\r\n"], ftplib.error_temp, id="ftplib-4"),
    pytest.param(ftp, [b"220 x\r\n", b"530 no\r\n"], ftplib.error_perm, id="ftplib-5"),
    pytest.param(ftp, [b"220 x\r\n"], EOFError, id="ftplib-leaves"),
    pytest.param(ftp, [b"220 x\r\n", SILENT], TIMEOUT, id="ftplib-silent"),
    pytest.param(pop3, [POP3, b"-ERR no\r\n"], poplib.error_proto, id="poplib-no"),
    pytest.param(pop3, [POP3], poplib.error_proto, id="poplib-leaves"),
    pytest.param(pop3, [POP3, SILENT], TIMEOUT, id="poplib-silent"),
    pytest.param(smtp, [SMTP], smtplib.SMTPServerDisconnected, id="smtplib-leaves"),
    pytest.param(smtp, [SMTP, SILENT], smtplib.SMTPServerDisconnected, id="smtplib-silent"),
    pytest.param(smtp, [b"554 no\r\n"], smtplib.SMTPException, id="smtplib-no"),
    pytest.param(nntp, NNTP + [b"411 no\r\n"], AnyNNTPError, id="nntplib-4", marks=HAS_NNTPLIB),
    pytest.param(nntp, NNTP + [b"500 no\r\n"], AnyNNTPError, id="nntplib-5", marks=HAS_NNTPLIB),
    pytest.param(nntp, NNTP, EOFError, id="nntplib-leaves", marks=HAS_NNTPLIB),
    pytest.param(nntp, NNTP + [SILENT], TIMEOUT, id="nntplib-silent", marks=HAS_NNTPLIB),
    pytest.param(imap, IMAP + [b"TAG NO no\r\n"], imaplib.IMAP4.error, id="imaplib-no"),
    pytest.param(imap, IMAP, imaplib.IMAP4.abort, id="imaplib-leaves"),
    pytest.param(imap, IMAP[:1] + [SILENT], TIMEOUT, id="imaplib-silent"),
])
def test_the_table_of_errors(client, lines, expected):
    with Peer(*lines) as port:
        assert isinstance(error_of(client, port), expected)


def test_imaplib_returns_no_for_a_command_other_than_login():
    with practice("imap") as service, imaplib.IMAP4(HOST, service.port, 10) as client:
        client.login("alice", "wonderland")
        assert client.select("nowhere")[0] == "NO"


@pytest.mark.parametrize("error, is_os_error", [
    (ftplib.Error, False), (EOFError, False), (poplib.error_proto, False), (imaplib.IMAP4.error, False),
    (http.client.IncompleteRead, False), (smtplib.SMTPException, True), (urllib.error.HTTPError, True),
    (TimeoutError, True),
    (ssl.SSLCertVerificationError, True), (ConnectionRefusedError, True),
], ids=lambda each: getattr(each, "__name__", str(each)))
def test_which_errors_except_oserror_catches(error, is_os_error):
    assert issubclass(error, OSError) == is_os_error


def test_nntplib_left_in_3_13():
    names = getattr(sys, "stdlib_module_names", ["nntplib"])       # since 3.10
    assert ("nntplib" in names) == (VERSION < (3, 13))


def test_socket_timeout_is_timeout_error_since_3_10():
    assert (socket.timeout is TimeoutError) == (VERSION >= (3, 10))


def test_no_timeout_is_set_by_default():
    assert socket.getdefaulttimeout() is None


# FTP

def logged_in(service):
    client = ftplib.FTP(timeout=10)
    client.connect(HOST, service.port)
    client.login()
    return client


def test_size_is_asked_in_the_mode_that_there_is():
    with practice("ftp") as service, logged_in(service) as client:
        assert str(error_of(client.size, "notes.txt")).startswith("550")
        client.voidcmd("TYPE I")
        assert client.size("notes.txt") == 1988


def test_what_retrlines_does_to_what_is_no_text_of_lf():
    with practice("ftp") as service, logged_in(service) as client:
        lines, chunks = [], []
        client.retrlines("RETR minutes.txt", lines.append)
        client.retrbinary("RETR minutes.txt", chunks.append)
        written = b"".join(chunks).decode("utf-8")
        assert "\n".join(lines).rstrip("\n") == written.replace("\r\n", "\n\n").rstrip("\n")
    with practice("ftp") as service:
        client = logged_in(service)
        assert isinstance(error_of(client.retrlines, "RETR photo.png", lines.append), UnicodeDecodeError)
        client.close()


def test_ftplib_is_passive_and_ignores_the_address():
    assert ftplib.FTP().passiveserver and not ftplib.FTP().trust_server_pasv_ipv4_address


# Mail

def invitation():
    mail = EmailMessage()
    mail["From"], mail["To"] = "hatter@teaparty.example", "alice@wonderland.example"
    mail["Bcc"] = "rabbit@wonderland.example"
    mail["Subject"] = "Tea at six"
    mail.set_content("Come!\n")
    return mail


def test_who_was_refused_is_returned():
    with practice("smtp") as service, smtplib.SMTP(HOST, service.port, "x", 10) as client:
        both = ["alice@wonderland.example", "dormouse@wonderland.example"]
        refused = client.sendmail("a@b.example", both, b"Subject: x\r\n\r\nx\r\n")
        assert [(who, code) for who, (code, _) in refused.items()] == [(both[1], 452)]
        error = error_of(client.sendmail, "a@b.example", both[1:], b"Subject: x\r\n\r\nx\r\n")
        assert isinstance(error, smtplib.SMTPRecipientsRefused)
        assert client.sendmail("a@b.example", both[:1], b"Subject: x\r\n\r\nx\r\n") == {}


@pytest.mark.parametrize("way, is_told", [("send_message", False), ("sendmail", True)])
def test_bcc(way, is_told):
    mail = invitation()
    with practice("smtp") as service, smtplib.SMTP(HOST, service.port, "x", 10) as client:
        if way == "send_message":
            client.send_message(mail)
        else:
            to = ["alice@wonderland.example", "rabbit@wonderland.example"]
            client.sendmail("hatter@teaparty.example", to, mail.as_string())
        for user in ("alice", "rabbit"):
            arrived = service.store.boxes[user].messages()[-1].data
            assert (b"\r\nBcc: rabbit" in arrived) == is_told


# HTTP

@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirects(method, status):
    follows = (method == "GET" or status < 307) and (status != 308 or VERSION >= (3, 11))
    with practice("http") as service:
        def ask():
            form = b"text=tea" if method == "POST" else None
            return get(service, "/redirect/%d?text=tea" % status, form).read()
        if follows:
            assert ask().startswith(b"The form came by GET.")      # what was a POST, too
        else:
            error = error_of(ask)
            assert isinstance(error, urllib.error.HTTPError) and error.code == status
            error.close()


def test_an_http_error_is_an_answer():
    with practice("http") as service:
        error = error_of(get, service, "/nowhere")
        assert (error.code, b"There is no /nowhere" in error.read()) == (404, True)
        assert error.headers.get_content_charset() == "utf-8"
        error.close()
        client = http.client.HTTPConnection(HOST, service.port, timeout=10)
        client.request("GET", "/nowhere")
        assert client.getresponse().status == 404
        client.close()


def in_pieces(response):
    return sum(map(len, iter(lambda: response.read(8192), b"")))


def copied(response):
    file = io.BytesIO()
    shutil.copyfileobj(response, file)
    return len(file.getvalue())


def test_half_a_page_that_looks_whole():
    with practice("http") as service:
        assert "994 bytes read, 994 more expected" in str(error_of(lambda: get(service, "/cut").read()))
        assert in_pieces(get(service, "/cut")) == copied(get(service, "/cut")) == 994


def test_cookies_are_kept_by_one_opener_with_a_processor():
    with practice("http") as service:
        base = "http://{}:{}".format(HOST, service.port)
        form = b"user=alice&password=wonderland"
        with opener(urllib.request.HTTPCookieProcessor()).open(base + "/login", form, 10) as page:
            assert page.geturl() == base + "/members/diary"
        with opener().open(base + "/login", form, 10) as page:
            assert (page.status, page.geturl()) == (200, base + "/login")


def test_which_errors_of_urllib_are_url_errors(monkeypatch):
    with practice("http") as service:
        dropped, silent = error_of(get, service, "/drop"), error_of(get, service, "/silent", timeout=LIMIT)
    refused = error_of(get, service, "/")       # it has closed
    assert isinstance(dropped, http.client.RemoteDisconnected)
    assert isinstance(silent, TIMEOUT)
    assert not isinstance(dropped, urllib.error.URLError) and not isinstance(silent, urllib.error.URLError)
    assert isinstance(refused, urllib.error.URLError)

    def too_slow(*args, **named):
        raise socket.timeout("timed out")
    monkeypatch.setattr(socket, "create_connection", too_slow)
    connecting = error_of(get, service, "/")
    assert isinstance(connecting, urllib.error.URLError) and isinstance(connecting.reason, TIMEOUT)


# TLS

def trusting(name, port, context=None):
    """Log in over TLS, with the context that is given, or with none."""
    named = {"context": context} if context else {}
    if name == "pop3s":
        client = poplib.POP3_SSL(HOST, port, timeout=10, **named)
        client.user("alice")
        client.pass_("wonderland")
        return client.quit()
    if name in ("imaps", "imap"):
        with_tls = {"ssl_context": context} if context else {}
        client = (imaplib.IMAP4_SSL(HOST, port, timeout=10, **with_tls) if name == "imaps"
                  else imaplib.IMAP4(HOST, port, 10))
        try:
            if name == "imap":
                client.starttls(**with_tls)
            client.login("alice", "wonderland")
        finally:
            with contextlib.suppress(OSError):      # after a failed handshake there is nothing to shut down
                client.shutdown()
        return None
    client = smtplib.SMTP_SSL(HOST, port, "x", timeout=10, **named) if name == "smtps" else (
        smtplib.SMTP(HOST, port, "x", 10))
    with client:
        if name == "smtp":
            client.starttls(**named)
        client.login("alice", "wonderland")


@pytest.mark.parametrize("name", ["pop3s", "imaps", "smtps", "imap", "smtp"])
def test_tls_in_the_name_verifies_nothing_and_a_context_everything(name):
    with practice(name, "impostor") as service:
        trusting(name, service.port)
    context = ssl.create_default_context(cafile=practice_tls.CA_FILE)
    with practice(name, "good") as service:
        trusting(name, service.port, context)
    for kind, words in (("impostor", "unable to get local issuer certificate"),
                        ("expired", "certificate has expired"), ("wrong-name", "mismatch")):
        with practice(name, kind) as service:
            error = error_of(trusting, name, service.port, context)
        assert isinstance(error, ssl.SSLCertVerificationError) and words in error.verify_message


def test_ftp_tls_verifies_nothing_and_protects_the_files_when_asked_to():
    client = ftplib.FTP_TLS()
    assert client.context.verify_mode == ssl.CERT_NONE and not client.context.check_hostname
    said = []
    client.voidcmd = said.append
    client.prot_p()
    assert said[-1] == "PROT P"


def test_https_is_verified_without_being_asked():
    with practice("https", "impostor") as service:
        error = error_of(opener().open, "https://{}:{}/".format(HOST, service.port), None, 10)
    assert isinstance(error, urllib.error.URLError) and isinstance(error.reason, ssl.SSLCertVerificationError)


def test_a_default_context_is_strict_since_3_13():
    assert bool(ssl.create_default_context().verify_flags & ssl.VERIFY_X509_STRICT) == (VERSION >= (3, 13))
