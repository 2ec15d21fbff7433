"""IMAP with clients that nobody here wrote: imaplib, curl, mbsync and mutt. What counts is what arrived."""
import email
import imaplib
import os
import socket
import ssl
import subprocess
import threading

import pytest

from bundle.servers import PROTOCOLS, Stores, practice_tls
from bundle.servers.imap import IMAP
from bundle.servers.service import Service
from bundle.servers.stores import mailbox


@pytest.fixture
def service():
    """A server with the practice mailboxes."""
    with Service(IMAP, mailbox.make(3)) as service:
        yield service


def inbox(service, name="INBOX"):
    return service.store.folders["alice"].find(name).messages()


# imaplib

def whole_session(client, service):
    """Most that imaplib can do, on a client that is connected."""
    assert "LITERAL+" in client.capabilities
    with pytest.raises(imaplib.IMAP4.error, match="another password"):
        client.login("alice", "looking-glass")
    client.login("alice", "wonderland")
    assert client.list()[1][0] == b'() "/" INBOX'
    assert client.select() == ("OK", [b"%d" % len(inbox(service))])
    unread = [b"%d" % each.uid for each in inbox(service) if "\\Seen" not in each.flags]
    assert client.uid("search", "UNSEEN")[1][0].split() == unread
    for number, message in enumerate(inbox(service), 1):
        (head, data), _ = client.fetch(str(number), "(UID RFC822.SIZE BODY.PEEK[])")[1]
        assert data == message.data
        assert b"UID %d RFC822.SIZE %d" % (message.uid, len(data)) in head
    client.literal = "Grüße".encode()
    found = client.uid("search", "CHARSET", "UTF-8", "SUBJECT")[1][0].split()
    assert found == [b"%d" % each.uid for each in inbox(service) if b"R3LDvMOfZSBhdXM" in each.data]
    assert client.append("Sent", "\\Seen", '" 1-Feb-1994 21:52:25 -0800"', b"Subject: x\n\n(y)\n")[0] == "OK"
    validity = service.store.folders["alice"].find("Sent").uid_validity
    assert client.response("APPENDUID")[1] == [b"%d 1" % validity]
    assert [(m.data, m.arrived, m.flags) for m in inbox(service, "Sent")] == [
        (b"Subject: x\r\n\r\n(y)\r\n", 760168345, {"\\Seen"})]
    assert client.copy("1:2", "Trash")[0] == "OK" and client.copy("1", "nowhere")[0] == "NO"
    assert [m.data for m in inbox(service, "Trash")] == [m.data for m in inbox(service)[:2]]
    assert client.store("1:2", "+FLAGS", "(\\Deleted)")[1][0].startswith(b"1 (FLAGS (")
    assert client.expunge()[1] == [b"1", b"1"]
    assert client.create("box/inner")[0] == client.rename("box", "other")[0] == "OK"
    assert client.delete("other")[0] == "OK"
    assert client.status("other/inner", "(MESSAGES)")[1] == [b"other/inner (MESSAGES 0)"]
    assert client.subscribe("other")[0] == client.lsub()[0] == client.check()[0] == client.noop()[0] == "OK"
    assert client.close()[0] == "OK"
    assert client.logout()[0] == "BYE"


def test_imaplib(service):
    whole_session(imaplib.IMAP4(service.host, service.port), service)


@pytest.mark.parametrize("implicit", [True, False], ids=["implicit", "STARTTLS"])
def test_imaplib_with_tls(implicit):
    context = ssl.create_default_context(cafile=practice_tls.CA_FILE)
    security = {"tls" if implicit else "starttls": practice_tls.context}
    with Service(IMAP, mailbox.make(3), **security) as service:
        if implicit:
            client = imaplib.IMAP4_SSL("localhost", service.port, ssl_context=context)
        else:
            client = imaplib.IMAP4("localhost", service.port)
            assert "STARTTLS" in client.capabilities
            client.starttls(context)
        assert "STARTTLS" not in client.capabilities
        whole_session(client, service)


def test_imaplib_logs_in_by_plain(service):
    with imaplib.IMAP4(service.host, service.port) as client:
        assert client.authenticate("PLAIN", lambda _: b"\0rabbit\0teatime")[0] == "OK"
        assert client.select()[1] == [b"0"]


@pytest.mark.skipif(not hasattr(imaplib.IMAP4, "idle"), reason="imaplib knows IDLE from Python 3.14 on")
def test_imaplib_idles(service):
    with imaplib.IMAP4(service.host, service.port) as client:
        client.login("alice", "wonderland")
        client.select()
        with client.idle(20) as news:
            service.store.boxes["alice"].deliver("Subject: x\n\n")
            kind, data = next(news)
            assert (kind, data) == ("EXISTS", [b"12"])


def test_what_was_said_in_clear_is_forgotten_with_tls():
    """Commands that come with STARTTLS, before there is TLS, may be anybody's."""
    with Service(IMAP, mailbox.make(3), starttls=practice_tls.context) as service:
        client = socket.create_connection((service.host, service.port), timeout=20)
        with client, client.makefile("rb") as replies:
            replies.readline()
            client.sendall(b"a STARTTLS\r\nb LOGIN alice wonderland\r\n")
            assert replies.readline() == b"a OK begin TLS now\r\n"
            context = ssl.create_default_context(cafile=practice_tls.CA_FILE)
            with context.wrap_socket(client, server_hostname="localhost") as tls:
                tls.sendall(b"c SELECT INBOX\r\nd STARTTLS\r\n")
                with tls.makefile("rb") as replies:
                    assert replies.readline() == b"c BAD log in first\r\n"
                    assert replies.readline() == b"d BAD it is TLS already\r\n"


def test_a_mail_that_smtp_has_taken_is_there_for_pop3_and_imap():
    import poplib
    import smtplib
    stores = Stores(3)
    smtp, pop3, imap = [PROTOCOLS[name].start(stores) for name in ("smtp", "pop3", "imap")]
    try:
        with smtplib.SMTP(smtp.host, smtp.port, local_hostname="me") as client:
            client.sendmail("me@host.example", ["alice@wonderland.example"], "Subject: tea\r\n\r\n.\r\n")
        by_pop3 = poplib.POP3(pop3.host, pop3.port)
        by_pop3.user("alice"), by_pop3.pass_("wonderland")
        lines = by_pop3.retr(12)[1]
        by_pop3.quit()
        with imaplib.IMAP4(imap.host, imap.port) as by_imap:
            by_imap.login("alice", "wonderland")
            by_imap.select()
            data = by_imap.fetch("12", "(BODY[])")[1][0][1]
        assert data.splitlines() == lines and email.message_from_bytes(data)["Subject"] == "tea"
    finally:
        for each in (smtp, pop3, imap):
            each.close()


# curl

@pytest.fixture
def curl(needs_client, service):
    def run(path, *options, scheme="imap", host="127.0.0.1"):
        url = "%s://alice:wonderland@%s:%d/%s" % (scheme, host, service.port, path)
        command = [needs_client("curl"), "-sS", "--max-time", "20"] + list(options) + [url]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout
    return run


def test_curl_looks_searches_and_fetches(curl, service):
    third = inbox(service)[2]
    assert b'* LIST () "/" INBOX\r\n' in curl("")
    assert curl("INBOX?UNDELETED").split() == [b"*", b"SEARCH"] + [b"%d" % n for n in range(1, 12)]
    assert curl("INBOX;UID=%d" % third.uid) == third.data
    assert curl("INBOX;MAILINDEX=3;SECTION=HEADER.FIELDS%20(SUBJECT)").startswith(b"Subject:")
    assert b"EXISTS" in curl("", "--request", "EXAMINE INBOX")


def test_curl_appends(curl, service, tmp_path):
    message = b"Subject: from curl\r\n\r\n" + b"(brackets)\r\n" * 1000
    (tmp_path / "mail").write_bytes(message)
    curl("Archive/Tea%20parties", "--upload-file", str(tmp_path / "mail"))
    assert [each.data for each in inbox(service, "Archive/Tea parties")] == [message]


@pytest.mark.parametrize("scheme, security", [("imaps", "tls"), ("imap", "starttls")])
def test_curl_with_tls(needs_client, scheme, security):
    with Service(IMAP, mailbox.make(3), **{security: practice_tls.context}) as service:
        first = inbox(service)[0]
        url = "%s://alice:wonderland@localhost:%d/INBOX;UID=%d" % (scheme, service.port, first.uid)
        done = subprocess.run(
            [needs_client("curl"), "-sS", "--max-time", "20", "--ssl-reqd", "--cacert", practice_tls.CA_FILE,
             url], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr, done.stdout) == (0, b"", first.data)


# mbsync keeps a folder of files and an IMAP server the same, in both directions

MBSYNC = """
IMAPAccount practice
Host 127.0.0.1
Port %d
User alice
Pass wonderland
SSLType None
AuthMechs %s

IMAPStore far
Account practice

MaildirStore near
Path mail/
Inbox mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
"""


@pytest.mark.parametrize("mechanism", ["LOGIN", "PLAIN"])
def test_mbsync_both_ways(needs_client, service, tmp_path, mechanism):
    mbsync = needs_client("mbsync")
    (tmp_path / "rc").write_text(MBSYNC % (service.port, mechanism))
    (tmp_path / "mail").mkdir()

    def sync():
        done = subprocess.run(
            [mbsync, "-c", "rc", "-a"], cwd=str(tmp_path), env=dict(os.environ, HOME=str(tmp_path)), timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert done.returncode == 0, done.stderr.decode()

    def files(folder):
        """{content, without the line mbsync adds: path}"""
        found = sorted((tmp_path / "mail" / folder).glob("*/*"))
        return {without_tuid(path.read_bytes()).replace(b"\n", b"\r\n"): path for path in found}

    sync()
    assert set(files("INBOX")) == {each.data for each in inbox(service)}
    assert set(os.listdir(str(tmp_path / "mail"))) == {"INBOX", "Archive", "Drafts", "Sent", "Trash"}
    first, second = inbox(service)[:2]
    here = files("INBOX")
    here[first.data].unlink()                                               # deleted here
    path = here[second.data]
    path.rename(path.parent.parent / "cur" / (path.name.partition(":")[0] + ":2,F"))    # flagged here
    new = b"Subject: from here\n\nnew (and short)\n"
    (tmp_path / "mail" / "Sent" / "cur" / "1.new:2,S").write_bytes(new)
    service.store.boxes["alice"].deliver("Subject: from there\n\nnew\n")
    sync()
    assert first not in inbox(service) and "\\Flagged" in second.flags
    sent, = inbox(service, "Sent")
    assert without_tuid(sent.data) == new.replace(b"\n", b"\r\n") and "\\Seen" in sent.flags
    assert b"Subject: from there\r\n\r\nnew\r\n" in files("INBOX")
    before = [(each.uid, each.flags) for each in inbox(service)]
    sync()
    assert [(each.uid, each.flags) for each in inbox(service)] == before


def without_tuid(data):
    """The message without the header by which mbsync finds what it has appended."""
    return b"".join(line for line in data.splitlines(True) if not line.startswith(b"X-TUID: "))


# mutt, a mail reader for terminals

MUTT = """
set ssl_starttls=no ssl_force_tls=no folder=imap://alice@127.0.0.1:%d/ imap_pass=wonderland spoolfile=+INBOX
set confirmappend=no delete=yes beep=no wait_key=no header_cache="" mark_old=no
"""
KEYS = ("<limit>~s Lunch<enter><delete-message>"
        "<limit>~A<enter><tag-pattern>~s Slides<enter><tag-prefix><copy-message>=Archive<enter>"
        "<limit>~s parser<enter><flag-message><sync-mailbox><quit>")


def test_mutt_deletes_copies_and_flags(needs_client, service, tmp_path):
    program, pty = needs_client("mutt"), pytest.importorskip("pty")
    (tmp_path / "muttrc").write_text(MUTT % service.port)
    ours, its = pty.openpty()
    environ = dict(os.environ, HOME=str(tmp_path), TERM="xterm", LC_ALL="C.UTF-8")
    with subprocess.Popen([program, "-n", "-F", "muttrc", "-f", "+INBOX", "-e", 'push "%s"' % KEYS], env=environ,
                          cwd=str(tmp_path), stdin=its, stdout=its, stderr=its, start_new_session=True) as mutt:
        os.close(its)
        limit = threading.Timer(40, mutt.kill)
        limit.start()
        drawn = drain(ours)
        limit.cancel()
    os.close(ours)
    subjects = {uid: subject for uid, subject in map(subject_of, mailbox.make(3).boxes["alice"].messages())}
    left = {subjects[each.uid]: each.flags for each in inbox(service)}
    assert mutt.returncode == 0, drawn[-2000:]
    assert len(left) == 10 and not any("Lunch" in subject for subject in left)
    assert [subject_of(each)[1][:6] for each in inbox(service, "Archive")] == ["Slides"]
    assert ["parser" in subject for subject, flags in left.items() if "\\Flagged" in flags] == [True]


def subject_of(message):
    return message.uid, email.message_from_bytes(message.data)["Subject"]


def drain(terminal):
    """All that a program draws on the terminal until it ends."""
    drawn = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:     # so ends a terminal on Linux
            return drawn
        if not chunk:
            return drawn
        drawn += chunk
