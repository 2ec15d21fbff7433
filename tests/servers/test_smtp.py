"""SMTP: whole dialogues, every argument, every cut of pipelined input, and what ends a message."""
import base64
import random
import re
import socket
import threading

import pytest

from bundle.servers.service import Service
from bundle.servers.smtp import MOST_RECIPIENTS, MOST_SIZE, SMTP
from bundle.servers.stores import mailbox
from tests.servers.talking import play, replies_to, say

BEGIN = ("EHLO me", "MAIL FROM:<me@host.example>", "RCPT TO:<alice@wonderland.example>", "DATA")
DATE = re.compile(rb"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000")


def small():
    """Two empty mailboxes, and one that is full."""
    store = mailbox.Mailboxes()
    store.add("alice", "wonderland", mailbox.Mailbox(0xABC))
    store.add("rabbit", "tea time", mailbox.Mailbox(0xABD, most_bytes=1000))
    store.add("dormouse", "treacle", mailbox.Mailbox(0xABE, most_bytes=0))
    return store


def delivered(store, user="alice"):
    """The user's messages, the trace cut off."""
    return [message.data.split(b"\r\n", 3)[3] for message in store.boxes[user].messages()]


def b64(text):
    return base64.b64encode(text.encode()).decode()


GREETING = """
        S: 220 wonderland.example netprog ESMTP server ready"""
EHLO = GREETING + """
        C: EHLO me
        S: 250-wonderland.example greets me
        S: 250-PIPELINING
        S: 250-SIZE 4194304
        S: 250-8BITMIME
        S: 250-ENHANCEDSTATUSCODES
        S: 250 AUTH PLAIN LOGIN"""

DIALOGUES = {
    "like the scenario of RFC 5321 appendix D.1": EHLO + """
        C: MAIL FROM:<Smith@bar.com>
        S: 250 2.1.0 a message from <Smith@bar.com>
        C: RCPT TO:<alice@wonderland.example>
        S: 250 2.1.5 for <alice@wonderland.example>
        C: RCPT TO:<Green@wonderland.example>
        S: 550 5.1.1 there is no mailbox <Green@wonderland.example>
        C: RCPT TO:<rabbit@wonderland.example>
        S: 250 2.1.5 for <rabbit@wonderland.example>
        C: DATA
        S: 354 send it; a line with nothing but a dot ends it
        C: Blah blah blah...
        C: ..etc. etc. etc.
        C: .
        S: 250 2.0.0 delivered
        C: QUIT
        S: 221 2.0.0 goodbye""",
    "HELO, capitals and not, two messages": GREETING + """
        C: helo me
        S: 250 wonderland.example greets me
        C: mail from:<>
        S: 250 2.1.0 a message from <>
        C: rcpt to:<ALICE@LocalHost>
        S: 250 2.1.5 for <ALICE@LocalHost>
        C: data
        S: 354 send it; a line with nothing but a dot ends it
        C: .
        S: 250 2.0.0 delivered
        C: mail from:<me@host.example>
        S: 250 2.1.0 a message from <me@host.example>
        C: rcpt to:<Postmaster>
        S: 250 2.1.5 for <Postmaster>
        C: data
        S: 354 send it; a line with nothing but a dot ends it
        C: Subject: help
        C: .
        S: 250 2.0.0 delivered
        C: quit
        S: 221 2.0.0 goodbye""",
    "everything out of order": GREETING + """
        C: MAIL FROM:<me@host.example>
        S: 503 5.5.1 say EHLO first
        C: RCPT TO:<alice@localhost>
        S: 503 5.5.1 say EHLO first
        C: DATA
        S: 503 5.5.1 say EHLO first
        C: AUTH PLAIN
        S: 503 5.5.1 say EHLO first
        C: RSET
        S: 250 2.0.0 as if you had just come
        C: MAIL FROM:<me@host.example>
        S: 503 5.5.1 say EHLO first
        C: HELO me
        S: 250 wonderland.example greets me
        C: RCPT TO:<alice@localhost>
        S: 503 5.5.1 say MAIL first
        C: DATA
        S: 503 5.5.1 say MAIL first
        C: MAIL FROM:<me@host.example>
        S: 250 2.1.0 a message from <me@host.example>
        C: MAIL FROM:<me@host.example>
        S: 503 5.5.1 finish the message that you have begun, or say RSET
        C: DATA
        S: 503 5.5.1 there is no recipient yet that I have accepted
        C: AUTH PLAIN
        S: 503 5.5.1 finish the message that you have begun, or say RSET
        C: RCPT TO:<nobody@localhost>
        S: 550 5.1.1 there is no mailbox <nobody@localhost>
        C: DATA
        S: 503 5.5.1 there is no recipient yet that I have accepted
        C: RCPT TO:<alice@localhost>
        S: 250 2.1.5 for <alice@localhost>
        C: RSET
        S: 250 2.0.0 as if you had just come
        C: DATA
        S: 503 5.5.1 say MAIL first
        C: MAIL FROM:<me@host.example>
        S: 250 2.1.0 a message from <me@host.example>
        C: RCPT TO:<alice@localhost>
        S: 250 2.1.5 for <alice@localhost>
        C: HELO again
        S: 250 wonderland.example greets again
        C: DATA
        S: 503 5.5.1 say MAIL first""",
    "who is refused": EHLO + """
        C: MAIL FROM:<me@host.example> SIZE=900
        S: 250 2.1.0 a message from <me@host.example>
        C: RCPT TO:<guido@python.org>
        S: 550 5.7.1 I pass nothing on; I have the mailboxes of wonderland.example
        C: RCPT TO:<alice%python.org@localhost>
        S: 550 5.1.1 there is no mailbox <alice%python.org@localhost>
        C: RCPT TO:<dormouse@wonderland.example>
        S: 452 4.2.2 the mailbox of dormouse is full
        C: RCPT TO:<rabbit@wonderland.example>
        S: 250 2.1.5 for <rabbit@wonderland.example>
        C: RSET
        S: 250 2.0.0 as if you had just come
        C: MAIL FROM:<me@host.example> SIZE=1001
        S: 250 2.1.0 a message from <me@host.example>
        C: RCPT TO:<rabbit@wonderland.example>
        S: 452 4.2.2 the mailbox of rabbit is full
        C: RSET
        S: 250 2.0.0 as if you had just come
        C: MAIL FROM:<me@host.example> SIZE=4194305
        S: 552 5.3.4 a message may have 4194304 bytes
        C: RCPT TO:<alice@localhost>
        S: 503 5.5.1 say MAIL first""",
    "questions": GREETING + """
        C: VRFY alice
        S: 250 2.1.5 <alice@wonderland.example>
        C: VRFY <Rabbit@localhost>
        S: 250 2.1.5 <rabbit@wonderland.example>
        C: VRFY rabbit@wonderland.example
        S: 250 2.1.5 <rabbit@wonderland.example>
        C: VRFY the white rabbit
        S: 550 5.1.1 there is no such mailbox
        C: VRFY alice@python.org
        S: 550 5.1.1 there is no such mailbox
        C: VRFY <>
        S: 550 5.1.1 there is no such mailbox
        C: EXPN staff
        S: 502 5.5.1 there are no mailing lists here
        C: HELP NOOP
        S: 214 2.0.0 NOOP     [anything...]       nothing
        C: HELP TURN
        S: 504 5.5.4 there is no such command to explain
        C: NOOP and so on
        S: 250 2.0.0 nothing is done
        C: TURN
        S: 500 5.5.1 I do not know that command
        C:
        S: 500 5.5.1 I do not know that command
        C: STARTTLS
        S: 503 5.5.1 say EHLO first
        C: QUIT now
        S: 501 5.5.4 that command takes other arguments
        C: HELO me
        S: 250 wonderland.example greets me
        C: STARTTLS
        S: 502 5.5.1 I offer no TLS""",
    "logging in at once": EHLO + f"""
        C: AUTH PLAIN {b64(chr(0) + "alice" + chr(0) + "looking-glass")}
        S: 535 5.7.8 no such user, or another password
        C: AUTH PLAIN {b64(chr(0) + "nobody" + chr(0))}
        S: 535 5.7.8 no such user, or another password
        C: auth plain {b64("alice" + chr(0) + "alice" + chr(0) + "wonderland")}
        S: 235 2.7.0 welcome
        C: AUTH PLAIN
        S: 503 5.5.1 you have logged in already
        C: EHLO me
        S: 250-wonderland.example greets me
        S: 250-PIPELINING
        S: 250-SIZE 4194304
        S: 250-8BITMIME
        S: 250 ENHANCEDSTATUSCODES""",
    "logging in question by question": EHLO + f"""
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: {b64("rabbit")}
        S: 334 UGFzc3dvcmQ6
        C: {b64("tea time")}
        S: 235 2.7.0 welcome
        C: MAIL FROM:<me@host.example> AUTH=<>
        S: 250 2.1.0 a message from <me@host.example>""",
    "ways not to log in": EHLO + f"""
        C: AUTH
        S: 501 5.5.4 that command takes other arguments
        C: AUTH CRAM-MD5
        S: 504 5.5.4 I know PLAIN and LOGIN
        C: AUTH PLAIN
        S: 334
        C: *
        S: 501 5.5.2 that is not what I asked for, in base64
        C: AUTH PLAIN alice
        S: 501 5.5.2 that is not what I asked for, in base64
        C: AUTH PLAIN =
        S: 501 5.5.2 that is not what I asked for, in base64
        C: AUTH PLAIN {b64("rabbit" + chr(0) + "alice" + chr(0) + "wonderland")}
        S: 501 5.5.2 that is not what I asked for, in base64
        C: AUTH PLAIN /////w==
        S: 501 5.5.2 that is not what I asked for, in base64
        C: AUTH LOGIN {b64("rabbit")}
        S: 334 UGFzc3dvcmQ6
        C: =
        S: 535 5.7.8 no such user, or another password
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: QUIT
        S: 334 UGFzc3dvcmQ6
        C: QUIT
        S: 535 5.7.8 no such user, or another password
        C: NOOP
        S: 250 2.0.0 nothing is done""",
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(name):
    said, wanted, _ = play(SMTP, small(), DIALOGUES[name])
    assert said == wanted


ARGUMENTS = {
    "no brackets": ("MAIL FROM:me@host.example", 501),
    "no colon": ("MAIL FROM <me@host.example>", 501),
    "the other keyword": ("MAIL TO:<me@host.example>", 501),
    "a name in front": ("MAIL FROM:Me <me@host.example>", 501),
    "a blank before the bracket is forgiven": ("MAIL FROM: <me@host.example>", 250),
    "blanks behind it too": ("MAIL FROM:<me@host.example>  ", 250),
    "no host": ("MAIL FROM:<me>", 501),
    "two at signs": ("MAIL FROM:<me@host@host.example>", 501),
    "a line end that is none": ("MAIL FROM:<me@host.example\rX-More:yes>", 501),
    "a quoted local part": ('MAIL FROM:<"the \\"white\\" rabbit"@host.example>', 250),
    "a bracket inside quotes": ('MAIL FROM:<">"@host.example>', 250),
    "a quote that does not end": ('MAIL FROM:<"me@host.example>', 501),
    "an address literal": ("MAIL FROM:<me@[192.0.2.1]>", 250),
    "a source route": ("MAIL FROM:<@one.example,@two.example:me@host.example>", 250),
    "letters beyond ASCII": ("MAIL FROM:<jürgen@host.example>", 501),
    "bytes that are no UTF-8": (b"MAIL FROM:<\xff@host.example>", 501),
    "a local part of 64 characters": ("MAIL FROM:<%s@host.example>" % ("x" * 64), 250),
    "a local part of 65": ("MAIL FROM:<%s@host.example>" % ("x" * 65), 501),
    "a path of 256": ("MAIL FROM:<me@%s>" % ("x" * 251), 250),
    "a path of 257": ("MAIL FROM:<me@%s>" % ("x" * 252), 501),
    "BODY and SIZE": ("MAIL FROM:<me@host.example> BODY=8BITMIME size=4194304", 250),
    "an unknown BODY": ("MAIL FROM:<me@host.example> BODY=BINARYMIME", 501),
    "a SIZE that is no number": ("MAIL FROM:<me@host.example> SIZE=big", 501),
    "a negative SIZE": ("MAIL FROM:<me@host.example> SIZE=-1", 501),
    "another script's digits": ("MAIL FROM:<me@host.example> SIZE=٣", 501),
    "a SIZE of twenty digits": ("MAIL FROM:<me@host.example> SIZE=" + "9" * 20, 552),
    "a SIZE of thousands of digits": ("MAIL FROM:<me@host.example> SIZE=" + "9" * 900, 501),
    "a SIZE twice": ("MAIL FROM:<me@host.example> SIZE=1 SIZE=2", 501),
    "an unknown parameter": ("MAIL FROM:<me@host.example> SMTPUTF8", 555),
    "a parameter that is none": ("MAIL FROM:<me@host.example> =", 501),
    "no space before a parameter": ("MAIL FROM:<me@host.example>SIZE=1", 501),
    "an EHLO without a name": ("EHLO", 501),
    "an EHLO with two": ("EHLO a b", 501),
    "an EHLO with an address": ("EHLO [IPv6:::1]", 250),
    "an EHLO with a header in it": ("EHLO x\rX-More:yes", 501),
    "an EHLO with brackets in it": ("EHLO <me>", 501),
    "an RSET with an argument": ("RSET 1", 501),
    "a DATA with an argument": ("DATA 1", 503),
    "VRFY of nobody": ("VRFY", 501),
    "a line of 1055 bytes": ("NOOP " + "x" * 1048, 250),
    "a line of 1056": ("NOOP " + "x" * 1049, 500),
}


@pytest.mark.parametrize("line, code", ARGUMENTS.values(), ids=list(ARGUMENTS))
def test_arguments(line, code):
    replies = say(SMTP, small(), "EHLO me", line, "QUIT")
    assert replies[7].startswith(str(code)) and replies[-1].startswith("221")


@pytest.mark.parametrize("line, code", [
    ("RCPT", 501), ("RCPT TO:", 501), ("RCPT TO:<>", 501), ("RCPT TO:<alice>", 501), ("DATA x", 503),
    ("RCPT TO:alice@localhost", 501), ("RCPT FROM:<alice@localhost>", 501),
    ("RCPT TO:<alice@localhost> NOTIFY=NEVER", 555), ("RCPT TO:<alice@localhost> X Y=Z", 555),
    ("RCPT TO:<@python.org:alice@localhost>", 250), ('RCPT TO:<"alice"@localhost>', 250),
    ('RCPT TO:<"a\\lice"@[127.0.0.1]>', 250), ("RCPT TO:<postmaster@wonderland.example>", 250),
])
def test_recipients(line, code):
    replies = say(SMTP, small(), "HELO me", "MAIL FROM:<>", line, "QUIT")
    assert replies[3].startswith(str(code)) and replies[-1].startswith("221")


def test_without_ehlo_there_are_no_extensions():
    assert say(SMTP, small(), "HELO me", "MAIL FROM:<me@host.example> SIZE=10")[2].startswith("555")


# What is delivered

@pytest.mark.parametrize("lines, how", [
    (("HELO me",), b"SMTP"), (("EHLO me",), b"ESMTP"),
    (("EHLO me", "AUTH PLAIN AGFsaWNlAHdvbmRlcmxhbmQ="), b"ESMTPA"),
])
def test_the_last_host_adds_its_trace(lines, how):
    store = small()
    say(SMTP, store, *lines, "MAIL FROM:<@a.example:me@host.example>", "RCPT TO:<rabbit@localhost>", "DATA",
        "A: b", "", "c", ".")
    (message,) = store.boxes["rabbit"].messages()
    trace = message.data[:-len(b"A: b\r\n\r\nc\r\n")]
    assert message.data == trace + b"A: b\r\n\r\nc\r\n"
    stamp = DATE.search(trace).group()
    assert trace == (b"Return-Path: <me@host.example>\r\nReceived: from me ([127.0.0.1])\r\n"
                     b"\tby wonderland.example with " + how + b"; " + stamp + b"\r\n")


def test_each_recipient_gets_it_once_and_does_not_see_who_else_does():
    store = small()
    say(SMTP, store, *BEGIN[:2], "RCPT TO:<alice@localhost>", "RCPT TO:<rabbit@localhost>",
        "RCPT TO:<Alice@wonderland.example>", "RCPT TO:<postmaster>", "DATA", "Subject: x", ".")
    both = [store.boxes[user].messages() for user in ("alice", "rabbit")]
    assert [len(messages) for messages in both] == [1, 1]
    assert all(b"alice" not in m.data and b"rabbit" not in m.data for messages in both for m in messages)


EVERY_BYTE = bytes(set(range(256)) - {10, 13}) + b"\r\n"


@pytest.mark.parametrize("content, arrived", [
    pytest.param(b"", b"", id="nothing"),
    pytest.param(b"a\r\n..\r\n...\r\n..x\r\n", b"a\r\n.\r\n..\r\n.x\r\n", id="stuffed dots"),
    pytest.param(b".x\r\n", b"x\r\n", id="a dot that nobody stuffed"),
    pytest.param(b"\r\n\r\n", b"\r\n\r\n", id="empty lines"),
    pytest.param(EVERY_BYTE, EVERY_BYTE, id="every byte"),
    pytest.param(b"x" * 100000 + b"\r\n", b"x" * 100000 + b"\r\n", id="a line longer than it should be"),
])
def test_content_arrives_as_it_was(content, arrived):
    store = small()
    replies_to(SMTP, store, ["\r\n".join(BEGIN).encode() + b"\r\n" + content + b".\r\nQUIT\r\n"])
    assert delivered(store) == [arrived]


@pytest.mark.parametrize("end", [
    b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r.\n", b"\n\n.\n\n",
    b"\r\n.\r\r\n", b"\r\n\x00.\r\n", b"\r\n.\x00\r\n"], ids=repr)
def test_only_crlf_dot_crlf_ends_a_message(end):
    """Of two hosts that disagree, one would take a forged message out of the other's content."""
    store = small()
    forged = b"MAIL FROM:<queen@host.example>\r\nRCPT TO:<rabbit@localhost>\r\nDATA\r\nSubject: forged\r\n"
    begin = "\r\n".join(BEGIN).encode() + b"\r\n"
    replies = replies_to(SMTP, store, [begin + b"Subject: x\r\n\r\none" + end + forged + b".\r\nQUIT\r\n"])
    assert replies.count(b"\r\n250 2.0.0 delivered\r\n") == 1 and replies.endswith(b"221 2.0.0 goodbye\r\n")
    assert delivered(store, "rabbit") == []
    (message,) = delivered(store)
    assert message.endswith(b"Subject: forged\r\n") and b"\n" not in message.replace(b"\r\n", b"")


PIPELINED = (b"EHLO me\r\nMAIL FROM:<me@host.example>\r\nRCPT TO:<alice@localhost>\r\n"
             b"RCPT TO:<nobody@localhost>\r\nDATA\r\none\r\n..\r\n.\r\n"
             b"MAIL FROM:<>\r\nDATA\r\nRSET\r\nbad\r\nAUTH LOGIN\r\n*\r\n*\r\nQUIT\r\n")


def test_pipelined_commands_get_the_same_replies_wherever_the_input_is_cut():
    whole = replies_to(SMTP, small(), [PIPELINED])
    assert whole.count(b"\r\n") == 20 and whole.endswith(b"221 2.0.0 goodbye\r\n")
    for cut in range(1, len(PIPELINED)):
        store = small()
        assert replies_to(SMTP, store, [PIPELINED[:cut], PIPELINED[cut:]]) == whole, cut
        assert delivered(store) == [b"one\r\n.\r\n"]
    assert replies_to(SMTP, small(), [PIPELINED[i:i + 1] for i in range(len(PIPELINED))]) == whole


@pytest.mark.parametrize("content", [
    b"x" * 76 + b"\r\n", b"x" * (MOST_SIZE + 1), b"\r\n"], ids=["lines", "one line", "empty lines"])
def test_a_message_that_is_too_big_is_refused_at_its_end_and_the_conversation_goes_on(content):
    store = small()
    content = content * (MOST_SIZE // len(content) + 1)
    again = "\r\n".join(BEGIN[1:]).encode() + b"\r\nsmall\r\n.\r\nQUIT\r\n"
    with Service(SMTP, store) as service:
        with socket.create_connection((service.host, service.port), 20) as client:
            client.sendall("\r\n".join(BEGIN).encode() + b"\r\n" + content + b"\r\n.\r\n" + again)
            replies = client.makefile("rb").read()
    codes = re.findall(rb"^\d+", replies[replies.index(b"354"):], re.M)
    assert codes == [b"354", b"552", b"250", b"250", b"354", b"250", b"221"]
    assert delivered(store) == [b"small\r\n"]


def test_a_mailbox_that_has_filled_up_since_rcpt_refuses_for_all():
    store = small()
    lines = ["x" * 70] * 20
    replies = say(SMTP, store, *BEGIN[:3], "RCPT TO:<rabbit@localhost>", "DATA", *lines, ".", "NOOP")
    assert replies[-2:] == ["452 4.2.2 the mailbox of rabbit is full", "250 2.0.0 nothing is done"]
    assert delivered(store) == delivered(store, "rabbit") == []


def test_a_hundred_recipients_and_no_more():
    store = small()
    for number in range(MOST_RECIPIENTS + 1):
        store.add("user%d" % number, "", mailbox.Mailbox(number))
    recipients = ["RCPT TO:<user%d@localhost>" % number for number in range(MOST_RECIPIENTS + 1)]
    replies = say(SMTP, store, *BEGIN[:2], *recipients, "DATA", ".")
    assert [reply[:3] for reply in replies[8:]] == ["250"] * MOST_RECIPIENTS + ["452", "354", "250"]
    assert sum(len(box.messages()) for box in store.boxes.values()) == MOST_RECIPIENTS


@pytest.mark.parametrize("said", [b"", b"one", b"one\r\n", b"one\r\n.", b"one\r\n.\r", b"one\n.\n"], ids=repr)
@pytest.mark.parametrize("how", ["close", "reset"])
def test_a_client_that_vanishes_in_mid_message_delivers_nothing(said, how):
    store = small()
    with Service(SMTP, store) as service:
        client = socket.create_connection((service.host, service.port), 20)
        with client, client.makefile("rb") as replies:
            client.sendall("\r\n".join(BEGIN).encode() + b"\r\n")
            while not replies.readline().startswith(b"354"):
                pass
            client.sendall(said)
            if how == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        assert service.settle(5)
    assert delivered(store) == []


def test_a_client_that_falls_silent_in_mid_message_is_told_and_delivers_nothing():
    store = small()
    with Service(SMTP, store, idle=0.2) as service:
        with socket.create_connection((service.host, service.port), 20) as client:
            client.sendall("\r\n".join(BEGIN).encode() + b"\r\none\r\n")
            assert client.makefile("rb").read().splitlines()[-1].startswith(b"421 4.4.2")
    assert delivered(store) == []


# Whoever comes

WRONG_ARGUMENTS = (
    "", "0", "-1", "1 1 1", "x" * 200, "\t", " ", "é", "%s%n", "1\r", "*", ".", b"\xff\xfe", b"\0",
    "FROM:<", "TO:<>", "FROM:<@", "TO:<@:>", "FROM:<a@b", "TO:<\"", "FROM:<\"" + "\\" * 400,
    "TO:<" + "@a," * 100, "<" * 500,
    "PLAIN \0", "LOGIN =", "PLAIN ====",
)


@pytest.mark.parametrize("before", [BEGIN[:n] for n in range(4)], ids=["START", "READY", "MAIL", "RCPT"])
@pytest.mark.parametrize("verb", sorted(set(SMTP.COMMANDS) - {"QUIT"}))
def test_every_command_with_every_wrong_argument_gets_a_reply(verb, before):
    for argument in WRONG_ARGUMENTS:
        argument = argument if isinstance(argument, bytes) else argument.encode()
        store = small()
        replies = say(SMTP, store, *before, verb.encode() + b" " + argument, "*", "*", ".", "QUIT")
        assert replies[-1].startswith("221")
        assert all(re.match(r"[2345]\d\d[ -]", reply) for reply in replies)


def test_random_bytes_never_end_in_a_traceback(monkeypatch):
    died = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    seed = random.randrange(10 ** 6)
    print("seed", seed)
    rng = random.Random(seed)
    words = [verb.encode() for verb in SMTP.COMMANDS] + [line.encode() + b"\r\n" for line in BEGIN]
    words += [b"\r\n", b"\n", b"\r", b" ", b".", b"<", b"@", b"\0", b"\xff", b"\r\n.\r\n", b"AUTH LOGIN\r\n"]
    with Service(SMTP, small()) as service:
        for _ in range(40):
            with socket.create_connection((service.host, service.port)) as client:
                for _ in range(rng.randrange(1, 60)):
                    word = words[rng.randrange(len(words))]
                    client.sendall(word if rng.randrange(3) else rng.getrandbits(320).to_bytes(40, "little"))
        assert service.settle(20)
    assert died == []


def test_a_client_that_says_nothing_but_nonsense_is_sent_away():
    replies = say(SMTP, small(), *["nonsense"] * 1000)
    assert 10 < len(replies) < 100 and replies[-1].startswith("421")


def test_what_was_said_is_remembered_for_the_checks():
    _, _, session = play(
        SMTP, small(), "C: ehlo me\nC: MAIL FROM:<me@host.example>\nC: rcpt to:<nobody@localhost>")
    assert [(s.verb, s.argument, s.offset, s.reply) for s in session.commands] == [
        ("EHLO", "me", 0, "250-wonderland.example greets me"),
        ("MAIL", "FROM:<me@host.example>", 9, "250 2.1.0 a message from <me@host.example>"),
        ("RCPT", "to:<nobody@localhost>", 38, "550 5.1.1 there is no mailbox <nobody@localhost>"),
    ]
