"""2.13 pop-tls: a client that tells its password to the right server only."""

import re

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.servers import store_for
from bundle.servers.pop3 import POP3
from bundle.wire.secure import HANDSHAKE

UNVERIFIED = mistake(
    "unverified", "You sent the password to an unverified server{where}; pass a context, such as "
    "ssl.create_default_context(cafile=…) makes.")
CHECKS_OFF = mistake(
    "checks-off", "You disabled checking, and sent the password to an impostor{where}; leave check_hostname "
    "and verify_mode as create_default_context() sets them.")
NAME_UNCHECKED = mistake(
    "name-unchecked", "You trusted the CA but did not check the name: you sent the password to a server whose "
    "certificate is for another host{where}; leave check_hostname on.")
STLS_REFUSED = mistake(
    "stls-refused", "STLS was refused and you continued in clear; without TLS, say nothing and end with 1.")
WENT_ON = mistake(
    "went-on", "TLS had failed, and you went on in clear; that is what an impostor hopes for, so end with 1.")
BEFORE_STLS = mistake(
    "before-stls", "You said {verb} in clear; say STLS first, and who you are when TLS has begun.")
CA_UNKNOWN = mistake(
    "ca-unknown", "You refused the good server: you did not know its CA, which is in the file that sys.argv[5] "
    "names; create_default_context(cafile=…).")
TLS_FIRST = mistake(
    "tls-first", "You began in clear, and the server waited for a handshake; without stls, TLS comes first.")
TLS_TOO_SOON = mistake(
    "tls-too-soon", "You began with TLS, although the last argument is stls: read the greeting, say STLS, and "
    "begin TLS when the server has said +OK.")
NO_QUIT = mistake("no-quit", "You left without QUIT.")

REFUSED_GOOD = Mistake(
    "refused-good", "You refused the good server ({why}), and nothing is wrong with it.", rank=2)
EXPIRED = Mistake(
    "expired", "You sent the password to a server whose certificate has expired{where}.", rank=2)
NAME_GIVEN = Mistake("name-given", "{what}, and you said {verb}; to such a server say nothing.", rank=2)
NOT_TOLD = Mistake("not-told", "{what}, and you ended with exit status 0; say so, and end with 1.", rank=2)

USER = ("alice", "wonderland")
CA = "practice-ca.pem"
STLS = "stls"
SWITCHED_OFF = re.compile(rb"CERT_NONE|check_hostname\W+False|_create_unverified_context")


class Patient(POP3):
    """Waits for a handshake, and says nothing before it."""

    silent = property(lambda self: not self.conn.secure)


class NotToday(POP3):
    """Offers STLS, and refuses it."""

    def stls(self):
        return "-ERR [SYS/TEMP] no TLS today"


@rounds("clean", "hold-1", "drib", "coal")
def tells_how_much_there_is(client):
    pop3 = client.server(Patient, mailboxes(client), tls="good")

    def named(program):
        judge_trust(pop3, program)
    client.run(pop3.host, pop3.port, *USER, CA, hangs=TLS_FIRST, named=named)
    client.printed(how_much(pop3))
    judge_goodbye(pop3)


@rounds("clean", "hold-1", "hold-2", "drib", "coal")
def the_same_with_stls(client):
    pop3 = client.server("pop3", starttls="good")

    def named(program):
        judge_order(pop3, program)
        judge_trust(pop3, program)
    client.run(pop3.host, pop3.port, *USER, CA, STLS, named=named)
    client.printed(how_much(pop3))
    judge_goodbye(pop3)


@rounds("hold-3", "hold-4", early=False)    # a client may send ahead (PIPELINING), so that proves nothing
def a_reply_comes_slowly(client):
    tells_how_much_there_is(client)


@rounds("clean")
def stls_is_refused(client):
    """Not offered, and refused; then offered, and refused all the same."""
    for pop3 in (client.server("pop3"), client.server(NotToday, mailboxes(client), starttls="good")):
        fails(client, pop3, STLS, "The server refused STLS", in_clear=STLS_REFUSED)


@rounds("clean")
def a_server_without_tls(client):
    fails(client, client.server("pop3"), None, "The server spoke no TLS")


@rounds("clean")
def an_impostor_with_a_ca_of_its_own(client):
    with open(client.file, "rb") as file:
        accepted = CHECKS_OFF if SWITCHED_OFF.search(file.read()) else UNVERIFIED
    bad_certificate(client, "impostor", "The certificate was from another CA", accepted)


@rounds("clean")
def a_certificate_for_another_host(client):
    bad_certificate(client, "wrong-name", "The certificate was for another host", NAME_UNCHECKED)


@rounds("clean")
def a_certificate_of_yesterday(client):
    bad_certificate(client, "expired", "The certificate had expired", EXPIRED)


@rounds("clean")
def wrong_password(client):
    pop3, what = client.server("pop3s"), "The server said -ERR to the password"

    def named(program):
        if not program.code and pop3.sessions:
            NOT_TOLD.proved(at=pop3.sessions[-1], what=what)
    client.run_into_failure(pop3.host, pop3.port, "alice", "looking-glass", CA, what=what, named=named)


@rounds("cut-3")
def server_leaves_in_the_middle(client):
    pop3 = client.server("pop3s")
    client.run_into_failure(pop3.host, pop3.port, *USER, CA)


def bad_certificate(client, kind, what, accepted):
    """A server with a bad certificate, both ways; `accepted` is the mistake of a program that trusts it."""
    fails(client, client.server(Patient, mailboxes(client), tls=kind), None, what, accepted, hangs=WENT_ON)
    fails(client, client.server("pop3", starttls=kind), STLS, what, accepted)


def fails(client, pop3, stls, what, accepted=None, in_clear=WENT_ON, hangs=None):
    """The program has to fail here, and to keep who it is to itself; `accepted` is the mistake of one that tells
    it over TLS, `in_clear` that of one which has no TLS."""
    def named(program):
        for session in pop3.sessions:
            told = accepted if session.conn.secure else in_clear
            for said in introductions(session):
                if said.verb == "PASS":
                    told.proved(at=session, offset=said.offset, where=" after STLS" if stls else "")
                NAME_GIVEN.proved(at=session, offset=said.offset, what=what, verb=said.verb)
        if not program.code and pop3.sessions:
            NOT_TOLD.proved(at=pop3.sessions[-1], what=what)
    args = (*USER, CA, STLS) if stls else (*USER, CA)
    client.run_into_failure(pop3.host, pop3.port, *args, what=what, named=named, hangs=hangs)


def introductions(session):
    """What the program said about who it is, the password first."""
    said = [said for said in session.commands if said.verb in ("PASS", "USER")]
    return sorted(said, key=lambda said: said.verb)


def judge_trust(pop3, program):
    """A program that failed may have failed because it refused the good server."""
    for session in pop3.sessions:
        why = session.conn.no_tls if program.code else None
        if why and "unknown ca" in why:
            CA_UNKNOWN.proved(at=session, direction="sent")
        if why and "alert" in why:
            REFUSED_GOOD.proved(at=session, direction="sent", why=why)
        if why and session.conn.received and not session.commands:
            TLS_FIRST.proved(at=session, direction="sent", offset=0)


def judge_order(pop3, program):
    """In clear first, then STLS, then who you are."""
    for session in pop3.sessions:
        begun = [said.offset for said in session.commands
                 if said.verb == "STLS" and said.reply.startswith("+OK")]
        for said in introductions(session):
            if not begun or said.offset < begun[0]:
                if said.verb == "PASS" or program.code:     # who says USER twice has done no harm
                    BEFORE_STLS.proved(at=session, offset=said.offset, verb=said.verb)
        first = session.commands[0].verb if session.commands else session.conn.unfinished.decode("latin-1")
        if first.startswith(HANDSHAKE.decode()):
            TLS_TOO_SOON.proved(at=session, direction="sent", offset=0)


def judge_goodbye(pop3):
    for session in pop3.sessions:
        if not session.finished and not session.conn.no_tls:
            NO_QUIT.proved(at=session, direction="sent")


def mailboxes(client):
    return store_for("pop3", client.seed)


def how_much(pop3):
    """What a right program prints."""
    messages = pop3.store.boxes["alice"].messages()
    return "%d messages, %d bytes" % (len(messages), sum(len(message.data) for message in messages))
