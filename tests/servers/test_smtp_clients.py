"""SMTP with clients that nobody here wrote, many at once, and what they sent read back by POP3."""
import email
import email.policy
import poplib
import smtplib
import socket
import ssl
import subprocess
import threading
from email.message import EmailMessage

import pytest

from bundle.servers import PROTOCOLS, practice_tls
from bundle.servers.pop3 import POP3
from bundle.servers.service import Service
from bundle.servers.smtp import SMTP
from bundle.servers.stores import mailbox

ME, ALICE, RABBIT = "me@host.example", "alice@wonderland.example", "rabbit@wonderland.example"
EVERY_BYTE = bytes(range(256)) * 300
DOTS = b"Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.x\r\n x.\r\n\r\n.\r\n"


@pytest.fixture
def smtp():
    """A server with the practice mailboxes."""
    with Service(SMTP, mailbox.make()) as service:
        yield service


@pytest.fixture
def client(smtp):
    """smtplib's client of that server."""
    with smtplib.SMTP(smtp.host, smtp.port, local_hostname="me", timeout=20) as client:
        yield client


def content(message):
    """What was sent: the message without the three lines of our trace."""
    return message.data.split(b"\r\n", 3)[3]


def test_smtplib_sends_a_message_with_an_attachment(smtp, client):
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = ME, "%s, %s" % (ALICE, RABBIT), "Café at nöon"
    message["Bcc"] = "postmaster@localhost"
    message.set_content("Grüße\n.\n..\n")
    message.add_attachment(EVERY_BYTE, maintype="application", subtype="octet-stream", filename="a.bin")
    assert client.send_message(message) == {}
    (arrived,) = smtp.store.boxes["rabbit"].messages()
    parsed = email.message_from_bytes(arrived.data, policy=email.policy.default)
    assert parsed["Return-Path"] == "<%s>" % ME and parsed["Bcc"] is None
    assert parsed["Subject"] == "Café at nöon"
    assert parsed.get_body().get_content() == "Grüße\r\n.\r\n..\r\n"
    (attached,) = parsed.iter_attachments()
    assert attached.get_content() == EVERY_BYTE
    assert content(smtp.store.boxes["alice"].messages()[-1]) == content(arrived)


@pytest.mark.parametrize("mechanism", ["auth_plain", "auth_login"])
@pytest.mark.parametrize("initial", [True, False], ids=["at once", "when asked"])
def test_smtplib_logs_in(client, mechanism, initial):
    client.ehlo()
    client.user, client.password = "rabbit", "teatime"
    name = mechanism[len("auth_"):]
    assert client.auth(name.upper(), getattr(client, mechanism), initial_response_ok=initial)[0] == 235


def test_smtplib_is_told_of_another_password(client):
    with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
        client.login("rabbit", "coffee")
    assert refused.value.smtp_code == 535
    client.login("rabbit", "teatime")


def test_smtplib_is_told_who_was_refused(smtp, client):
    refused = client.sendmail(ME, [ALICE, "dormouse@localhost", "nobody@localhost", "a@python.org"], DOTS)
    assert {address: code for address, (code, _) in refused.items()} == {
        "dormouse@localhost": 452, "nobody@localhost": 550, "a@python.org": 550}
    assert content(smtp.store.boxes["alice"].messages()[-1]) == DOTS
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        client.sendmail(ME, ["nobody@localhost"], DOTS)
    assert client.sendmail(ME, ["rabbit@localhost"], DOTS) == {}


def test_smtplib_asks(client):
    assert client.verify("alice") == (250, b"2.1.5 <alice@wonderland.example>")
    assert client.expn("staff")[0] == 502 and client.noop()[0] == 250 and client.rset()[0] == 250
    assert b"RCPT" in client.help()


def test_a_mail_sent_is_read_by_pop3_byte_for_byte(smtp, client):
    sent = [message.data for message in mailbox.make(5).boxes["alice"].messages()] + [DOTS]
    with Service(POP3, smtp.store) as pop3:
        for data in sent:
            client.sendmail(ME, [RABBIT], data)
        reader = poplib.POP3(pop3.host, pop3.port, timeout=20)
        reader.user("rabbit"), reader.pass_("teatime")
        read = [b"".join(line + b"\r\n" for line in reader.retr(n + 1)[1]) for n in range(len(sent))]
        reader.quit()
    assert [data.split(b"\r\n", 3)[3] for data in read] == sent


@pytest.mark.parametrize("options", [(), ("--user", "alice:wonderland"),
                                     ("--user", "alice:wonderland", "--login-options", "AUTH=LOGIN")],
                         ids=["nobody", "PLAIN", "LOGIN"])
def test_curl_sends(smtp, tmp_path, needs_client, options):
    path = tmp_path / "mail.txt"
    path.write_bytes(DOTS)
    done = curl(needs_client, smtp, "--mail-from", ME, "--mail-rcpt", RABBIT, "-T", str(path), *options)
    assert (done.returncode, done.stderr) == (0, b"")
    (message,) = smtp.store.boxes["rabbit"].messages()
    assert content(message) == DOTS
    assert (b"ESMTPA;" in message.data) == bool(options)


@pytest.mark.parametrize("recipient, code", [("nobody@localhost", b"550"), ("dormouse@localhost", b"452")])
def test_curl_is_told_of_a_refusal(smtp, tmp_path, needs_client, recipient, code):
    path = tmp_path / "mail.txt"
    path.write_bytes(DOTS)
    done = curl(needs_client, smtp, "--mail-from", ME, "--mail-rcpt", recipient, "--upload-file", str(path))
    assert done.returncode == 55 and code in done.stderr


def test_curl_verifies_and_asks_for_help(smtp, needs_client):
    assert b"250 2.1.5 <alice@wonderland.example>" in curl(needs_client, smtp, "--mail-rcpt", "alice").stdout
    assert b"RCPT" in curl(needs_client, smtp, "--request", "HELP").stdout


def curl(needs_client, service, *options):
    url = "smtp://{0.host}:{0.port}/me".format(service)
    return subprocess.run([needs_client("curl"), "-sS", "--max-time", "20", url, *options],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


# TLS

@pytest.fixture
def secure():
    """A server that offers STARTTLS."""
    with Service(SMTP, mailbox.make(), starttls=practice_tls.context) as service:
        yield service


def test_smtplib_begins_tls(secure):
    with smtplib.SMTP("localhost", secure.port, local_hostname="me", timeout=20) as client:
        client.ehlo()
        assert client.has_extn("STARTTLS")
        client.starttls(context=ssl.create_default_context(cafile=practice_tls.CA_FILE))
        client.ehlo()
        assert not client.has_extn("STARTTLS") and client.docmd("STARTTLS")[0] == 503
        client.login("rabbit", "teatime")
        client.sendmail(ME, [RABBIT], DOTS)
    (message,) = secure.store.boxes["rabbit"].messages()
    assert content(message) == DOTS and b" with ESMTPSA; " in message.data


def test_smtplib_with_tls_from_the_first_byte():
    with Service(SMTP, mailbox.make(), tls=practice_tls.context) as service:
        context = ssl.create_default_context(cafile=practice_tls.CA_FILE)
        with smtplib.SMTP_SSL("localhost", service.port, "me", timeout=20, context=context) as client:
            client.sendmail(ME, [RABBIT], DOTS)
        assert b" with ESMTPS; " in service.store.boxes["rabbit"].messages()[0].data


@pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "from the first byte"])
def test_curl_with_tls(tmp_path, needs_client, implicit):
    path = tmp_path / "mail.txt"
    path.write_bytes(DOTS)
    security = {"tls" if implicit else "starttls": practice_tls.context}
    with Service(SMTP, mailbox.make(), **security) as service:
        done = subprocess.run(
            [needs_client("curl"), "--silent", "--show-error", "--max-time", "20", "--ssl-reqd", "--cacert",
             practice_tls.CA_FILE, "%s://localhost:%d/me" % ("smtps" if implicit else "smtp", service.port),
             "--mail-from", ME, "--mail-rcpt", RABBIT, "--upload-file", str(path)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr) == (0, b"")
        assert [content(message) for message in service.store.boxes["rabbit"].messages()] == [DOTS]


def test_tls_makes_a_new_beginning(secure):
    """RFC 3207 section 4.2: what was said in clear counts no more, least of all what stood behind STARTTLS."""
    client = socket.create_connection(("localhost", secure.port), 20)
    replies = client.makefile("rb")
    client.sendall(b"EHLO me\r\nAUTH PLAIN AHJhYmJpdAB0ZWF0aW1l\r\n")
    while not replies.readline().startswith(b"235"):
        pass
    client.sendall(b"STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@host.example>\r\n")
    assert replies.readline().startswith(b"220")
    context = ssl.create_default_context(cafile=practice_tls.CA_FILE)
    with context.wrap_socket(client, server_hostname="localhost") as tls, tls.makefile("rb") as replies:
        tls.sendall(b"MAIL FROM:<me@host.example>\r\nEHLO me\r\nAUTH PLAIN AHJhYmJpdAB0ZWF0aW1l\r\nQUIT\r\n")
        codes = [line[:3] for line in replies if line[3:4] == b" "]
    assert codes == [b"503", b"250", b"235", b"221"]


def test_a_handshake_that_fails_is_the_end(secure):
    client = smtplib.SMTP("localhost", secure.port, local_hostname="me", timeout=20)
    client.ehlo()
    with pytest.raises(ssl.SSLCertVerificationError):
        client.starttls(context=ssl.create_default_context())
    client.close()
    assert secure.settle(5)


def test_fifty_clients_at_once_and_every_mail_arrives_once():
    store = mailbox.Mailboxes()
    for number in range(50):
        store.add("user%d" % number, "secret", mailbox.Mailbox(number))
    store.add("all", "secret", mailbox.Mailbox(50))
    failures, together = [], threading.Barrier(50)

    def visit(number):
        try:
            with smtplib.SMTP(service.host, service.port, local_hostname="me", timeout=60) as client:
                together.wait(60)
                for turn in range(4):
                    data = b"Subject: %d of %d\r\n\r\n%s.\r\n" % (turn, number, b".line\r\n" * 100 * turn)
                    assert client.sendmail(ME, ["user%d@localhost" % number, "all@localhost"], data) == {}
        except Exception as problem:
            failures.append((number, problem))

    with Service(SMTP, store) as service:
        threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    every = sorted(content(message) for message in store.boxes["all"].messages())
    assert len(every) == len(set(every)) == 200
    mine = [content(message) for number in range(50) for message in store.boxes["user%d" % number].messages()]
    assert sorted(mine) == every
    assert [len(store.boxes["user%d" % number].messages()) for number in range(50)] == [4] * 50


def test_the_practice_server_is_known_and_shares_its_mailboxes_with_the_readers():
    assert PROTOCOLS["smtp"].session_class() is SMTP
    assert PROTOCOLS["smtp"].port == 8025 and PROTOCOLS["smtp"].store == PROTOCOLS["pop3"].store
