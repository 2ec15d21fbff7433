"""POP3: whole dialogues, every cut of pipelined input, clients that nobody here wrote, crowds and garbage."""
import poplib
import random
import socket
import subprocess
import threading

import pytest

from bundle.servers.pop3 import POP3
from bundle.servers.service import Service
from bundle.servers.stores import mailbox
from tests.servers.talking import play, replies_to, say

LOGIN = ("USER alice", "PASS wonderland")


def small():
    """Two messages whose sizes can be counted by hand, and an empty mailbox."""
    store = mailbox.Mailboxes()
    box = store.add("alice", "wonderland", mailbox.Mailbox(0xABC, 7))
    box.deliver("Subject: one\n\nfirst line\n.\n..two\nlast\n")
    box.deliver("Subject: two\n\n")
    store.add("rabbit", "tea time", mailbox.Mailbox(1))
    return store


DIALOGUES = {
    "the example of RFC 1939 section 10": """
        S: +OK netprog POP3 server ready
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)
        C: STAT
        S: +OK 2 60
        C: LIST
        S: +OK 2 messages (60 octets)
        S: 1 44
        S: 2 16
        S: .
        C: RETR 1
        S: +OK 44 octets
        S: Subject: one
        S:
        S: first line
        S: ..
        S: ...two
        S: last
        S: .
        C: DELE 1
        S: +OK message 1 will be deleted when you QUIT
        C: RETR 2
        S: +OK 16 octets
        S: Subject: two
        S:
        S: .
        C: DELE 2
        S: +OK message 2 will be deleted when you QUIT
        C: QUIT
        S: +OK goodbye (0 messages left)""",
    "QUIT before login is no update": """
        S: +OK netprog POP3 server ready
        C: QUIT
        S: +OK goodbye""",
    "a wrong password, and another try": """
        S: +OK netprog POP3 server ready
        C: USER alice
        S: +OK now the password of alice
        C: PASS looking-glass
        S: -ERR no such user, or another password
        C: PASS wonderland
        S: -ERR say USER first
        C: USER nobody
        S: +OK now the password of nobody
        C: PASS wonderland
        S: -ERR no such user, or another password
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)""",
    "a password with a space, an empty mailbox": """
        S: +OK netprog POP3 server ready
        C: user rabbit
        S: +OK now the password of rabbit
        C: pass tea time
        S: +OK 0 messages (0 octets)
        C: stat
        S: +OK 0 0
        C: list
        S: +OK 0 messages (0 octets)
        S: .
        C: uidl
        S: +OK 0 messages (0 octets)
        S: .
        C: retr 1
        S: -ERR no such message, only 0 messages in the mailbox""",
    "everything in the wrong state": """
        S: +OK netprog POP3 server ready
        C: STAT
        S: -ERR log in first
        C: LIST
        S: -ERR log in first
        C: RETR 1
        S: -ERR log in first
        C: DELE 1
        S: -ERR log in first
        C: NOOP
        S: -ERR log in first
        C: RSET
        S: -ERR log in first
        C: TOP 1 0
        S: -ERR log in first
        C: UIDL
        S: -ERR log in first
        C: PASS wonderland
        S: -ERR say USER first
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)
        C: USER alice
        S: -ERR you are logged in already
        C: PASS wonderland
        S: -ERR you are logged in already""",
    "TOP: all headers, the empty line, and n lines": """
        S: +OK netprog POP3 server ready
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)
        C: TOP 1 0
        S: +OK the top follows
        S: Subject: one
        S:
        S: .
        C: TOP 1 2
        S: +OK the top follows
        S: Subject: one
        S:
        S: first line
        S: ..
        S: .
        C: TOP 1 999999999
        S: +OK the top follows
        S: Subject: one
        S:
        S: first line
        S: ..
        S: ...two
        S: last
        S: .
        C: TOP 2 5
        S: +OK the top follows
        S: Subject: two
        S:
        S: .
        C: TOP 3 0
        S: -ERR no such message, only 2 messages in the mailbox
        C: TOP 1 -1
        S: -ERR the number of lines is 0 or more
        C: TOP 1
        S: -ERR that command takes other arguments""",
    "a deleted message is not listed, not counted, not found; RSET brings it back": """
        S: +OK netprog POP3 server ready
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)
        C: DELE 1
        S: +OK message 1 will be deleted when you QUIT
        C: STAT
        S: +OK 1 16
        C: LIST
        S: +OK 1 message (16 octets)
        S: 2 16
        S: .
        C: UIDL
        S: +OK 1 message (16 octets)
        S: 2 00000abc00000008
        S: .
        C: UIDL 1
        S: -ERR message 1 is deleted already
        C: LIST 1
        S: -ERR message 1 is deleted already
        C: RETR 1
        S: -ERR message 1 is deleted already
        C: TOP 1 0
        S: -ERR message 1 is deleted already
        C: DELE 1
        S: -ERR message 1 is deleted already
        C: RSET
        S: +OK 2 messages (60 octets)
        C: UIDL 1
        S: +OK 1 00000abc00000007
        C: LIST 2
        S: +OK 2 16
        C: QUIT
        S: +OK goodbye (2 messages left)""",
    "what is no number": """
        S: +OK netprog POP3 server ready
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)
        C: RETR 0
        S: -ERR no such message, only 2 messages in the mailbox
        C: RETR -1
        S: -ERR a message number is digits and nothing else
        C: RETR +1
        S: -ERR a message number is digits and nothing else
        C: RETR 1.0
        S: -ERR a message number is digits and nothing else
        C: RETR ٣
        S: -ERR a message number is digits and nothing else
        C: RETR 99999999999999999999999
        S: -ERR a message number is digits and nothing else
        C: RETR one
        S: -ERR a message number is digits and nothing else
        C: RETR
        S: -ERR that command takes other arguments
        C: RETR 1 2
        S: -ERR that command takes other arguments
        C: STAT 1
        S: -ERR that command takes other arguments
        C: LIST 1 2
        S: -ERR that command takes other arguments
        C: NOOP
        S: +OK""",
    "CAPA in both states, and what is no command": """
        S: +OK netprog POP3 server ready
        C: CAPA
        S: +OK this server can do
        S: TOP
        S: UIDL
        S: USER
        S: RESP-CODES
        S: PIPELINING
        S: EXPIRE NEVER
        S: IMPLEMENTATION netprog
        S: .
        C: HELO
        S: -ERR I do not know that command
        C:
        S: -ERR I do not know that command
        C: APOP alice c4c9334bac560ecc979e58001b3e22fb
        S: -ERR I do not know that command
        C: STLS
        S: -ERR I do not know that command
        C: USER alice
        S: +OK now the password of alice
        C: PASS wonderland
        S: +OK 2 messages (60 octets)
        C: CAPA
        S: +OK this server can do
        S: TOP
        S: UIDL
        S: USER
        S: RESP-CODES
        S: PIPELINING
        S: EXPIRE NEVER
        S: IMPLEMENTATION netprog
        S: .""",
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(name):
    said, wanted, session = play(POP3, small(), DIALOGUES[name])
    assert said == wanted
    assert session.store.boxes["alice"].lock()                  # whatever happened, the lock was given back


@pytest.mark.parametrize("lines, left", [
    (("DELE 1", "QUIT"), 1),
    (("DELE 1",), 2),
    (("DELE 1", "RSET", "QUIT"), 2),
    (("DELE 2", "DELE 1", "QUIT"), 0),
    (("DELE 1", "X" * 300, "QUIT 1"), 2),
], ids=["at QUIT", "not when the client vanishes", "not after RSET", "all", "not at a QUIT with an argument"])
def test_deletions_happen_at_quit_and_nowhere_else(lines, left):
    store = small()
    say(POP3, store, *LOGIN, *lines)
    assert len(store.boxes["alice"].messages()) == left


def test_what_was_said_is_remembered_for_the_checks():
    _, _, session = play(POP3, small(), "C: user alice\nC: PASS wonderland\nC: retr  1\nC: oops")
    assert [(s.verb, s.argument, s.offset, s.reply) for s in session.commands] == [
        ("USER", "alice", 0, "+OK now the password of alice"),
        ("PASS", "wonderland", 12, "+OK 2 messages (60 octets)"),
        ("RETR", "1", 29, "+OK 44 octets"),
        ("OOPS", "", 38, "-ERR I do not know that command"),
    ]


@pytest.mark.parametrize("length, reply", [
    (253, "-ERR I do not know that command"), (254, "-ERR that line is longer than 255 bytes"),
    (100000, "-ERR that line is longer than 255 bytes"),
])
def test_a_line_may_have_255_bytes_with_its_end(length, reply):
    store = small()
    assert say(POP3, store, b"x" * length, "QUIT")[1:] == [reply, "+OK goodbye"]


def test_a_client_that_says_nothing_but_nonsense_is_sent_away():
    replies = say(POP3, small(), *["nonsense"] * 1000)
    assert 10 < len(replies) < 100
    assert replies[-1] == "-ERR too many commands that I could not carry out; goodbye"


def test_the_second_session_of_a_mailbox_is_refused_until_the_first_has_left():
    with Service(POP3, small()) as service:
        first = poplib.POP3(service.host, service.port)
        first.user("alice"), first.pass_("wonderland")
        second = poplib.POP3(service.host, service.port)
        second.user("alice")
        with pytest.raises(poplib.error_proto, match="IN-USE"):
            second.pass_("wonderland")
        first.quit()
        second.user("alice")                                    # the same connection may try again
        assert second.pass_("wonderland") == b"+OK 2 messages (60 octets)"
        second.quit()
        first.close()


def test_mail_that_comes_during_a_session_shows_in_the_next_one():
    store = small()
    with Service(POP3, store) as service:
        for expected in (2, 3):
            client = poplib.POP3(service.host, service.port)
            client.user("alice"), client.pass_("wonderland")
            if expected == 2:
                store.boxes["alice"].deliver("Subject: three\n\n")
                client.dele(1), client.rset()
            assert client.stat()[0] == expected
            client.quit()


@pytest.mark.parametrize("how", ["close", "reset", "in the middle of a command"])
def test_a_client_that_vanishes_gives_the_lock_back(how):
    store = small()
    with Service(POP3, store) as service:
        client = socket.create_connection((service.host, service.port))
        with client, client.makefile("rb") as replies:
            client.sendall(b"USER alice\r\nPASS wonderland\r\nDELE 1\r\n" + b"QUI" * how.startswith("in"))
            assert [replies.readline()[:3] for _ in range(4)] == [b"+OK"] * 4
            if how == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        assert service.settle(5)
    assert store.boxes["alice"].lock()
    assert len(store.boxes["alice"].messages()) == 2


PIPELINED = b"USER alice\r\nPASS wonderland\r\nSTAT\r\nTOP 1 1\r\nRETR 9\r\nbad\r\nDELE 2\r\nLIST\r\nQUIT\r\n"


def test_pipelined_commands_get_the_same_replies_wherever_the_input_is_cut():
    whole = replies_to(POP3, small(), [PIPELINED])
    assert whole.count(b"\r\n") == 16 and whole.endswith(b"+OK goodbye (1 message left)\r\n")
    for cut in range(1, len(PIPELINED)):
        assert replies_to(POP3, small(), [PIPELINED[:cut], PIPELINED[cut:]]) == whole, cut
    assert replies_to(POP3, small(), [PIPELINED[i:i + 1] for i in range(len(PIPELINED))]) == whole


def test_line_ends_without_a_carriage_return_are_taken():
    without = PIPELINED.replace(b"\r", b"")
    assert replies_to(POP3, small(), [without]) == replies_to(POP3, small(), [PIPELINED])


def test_poplib_gets_every_byte():
    store = mailbox.make(3)
    messages = store.boxes["alice"].messages()
    with Service(POP3, store) as service:
        client = poplib.POP3(service.host, service.port, timeout=10)
        assert client.getwelcome().startswith(b"+OK")
        assert "UIDL" in client.capa()
        client.user("alice"), client.pass_("wonderland")
        assert client.stat() == (len(messages), sum(len(m.data) for m in messages))
        assert client.list()[1] == [b"%d %d" % (n, len(m.data)) for n, m in enumerate(messages, 1)]
        assert client.uidl()[1] == [b"%d %s" % (n, m.unique_id.encode()) for n, m in enumerate(messages, 1)]
        for number, message in enumerate(messages, 1):
            assert b"".join(line + b"\r\n" for line in client.retr(number)[1]) == message.data
            head = b"".join(line + b"\r\n" for line in client.top(number, 0)[1])
            assert head == message.data[:len(head)] and head.endswith(b"\r\n\r\n")
            client.dele(number)
        client.quit()
    assert store.boxes["alice"].messages() == []


@pytest.mark.parametrize("path, options, wanted", [
    ("", (), lambda message: b"3 %d" % len(message.data)),
    ("3", (), lambda message: message.data),
    ("", ("--request", "UIDL"), lambda message: b"3 " + message.unique_id.encode()),
    ("", ("--request", "TOP 3 0"), lambda message: message.data[:message.data.index(b"\r\n\r\n") + 4]),
], ids=["LIST", "RETR", "UIDL", "TOP"])
def test_curl(path, options, wanted, needs_client):
    curl = needs_client("curl")
    store = mailbox.make(3)
    third = store.boxes["alice"].messages()[2]
    with Service(POP3, store) as service:
        url = "pop3://alice:wonderland@{0.host}:{0.port}/{1}".format(service, path)
        done = subprocess.run([curl, "--silent", "--show-error", "--max-time", "20", url, *options],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert wanted(third) in (done.stdout, done.stdout.split(b"\r\n")[2])


def test_fifty_clients_at_once():
    store = mailbox.Mailboxes()
    for number in range(50):
        box = store.add("user%d" % number, "secret", mailbox.Mailbox(number))
        for message in mailbox.make(number).boxes["alice"].messages():
            box.deliver(message.data)
    failures, together = [], threading.Barrier(50)

    def visit(number):
        try:
            client = poplib.POP3(service.host, service.port, timeout=30)
            together.wait(30)
            client.user("user%d" % number), client.pass_("secret")
            mine = store.boxes["user%d" % number].messages()
            for place, message in enumerate(mine, 1):
                assert b"".join(line + b"\r\n" for line in client.retr(place)[1]) == message.data
                client.dele(place)
            client.quit()
        except Exception as problem:
            failures.append((number, problem))

    with Service(POP3, store) as service:
        threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    assert [box.messages() for box in store.boxes.values()] == [[]] * 50


WRONG_ARGUMENTS = (
    "", "0", "-1", "1 1 1", "x", "1" * 200, "1 x", "x 1", "\t", " 1", "é", "%s%n", "1\r", "*", ".", b"\xff\xfe", b"\0",
)


@pytest.mark.parametrize("state", ["before login", "after login"])
@pytest.mark.parametrize("verb", sorted(set(POP3.COMMANDS) - {"QUIT"}))
def test_every_command_with_every_wrong_argument_gets_one_status_line(verb, state):
    for argument in WRONG_ARGUMENTS:
        argument = argument if isinstance(argument, bytes) else argument.encode()
        lines = (LOGIN if state == "after login" else ()) + (verb.encode() + b" " + argument, "QUIT")
        replies = say(POP3, small(), *lines)
        assert all(reply.startswith(("+OK", "-ERR")) for reply in (replies[0], replies[-1]))
        assert replies[-1].startswith("+OK goodbye")


def test_random_bytes_never_end_in_a_traceback(monkeypatch):
    died = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    seed = random.randrange(10 ** 6)
    print("seed", seed)
    rng = random.Random(seed)
    store = small()
    words = [verb.encode() for verb in POP3.COMMANDS]
    words += [b"\r\n", b"\n", b"\r", b" ", b"1", b"alice", b"\0", b"\xff"]
    with Service(POP3, store) as service:
        for _ in range(40):
            with socket.create_connection((service.host, service.port)) as client:
                if rng.randrange(2):
                    client.sendall(b"USER alice\r\nPASS wonderland\r\n")
                for _ in range(rng.randrange(1, 60)):
                    word = words[rng.randrange(len(words))]
                    client.sendall(word if rng.randrange(3) else rng.randbytes(40))
        assert service.settle(20)
    assert died == []
    assert store.boxes["alice"].lock()


def test_a_line_without_an_end_takes_no_memory_and_ends_with_its_sender():
    with Service(POP3, small()) as service:
        with socket.create_connection((service.host, service.port)) as client:
            for _ in range(64):
                client.sendall(b"x" * 65536)
            client.sendall(b"\r\nQUIT\r\n")
            with client.makefile("rb") as replies:
                _, too_long, goodbye, _ = replies.read().split(b"\r\n")
            assert (too_long, goodbye) == (b"-ERR that line is longer than 255 bytes", b"+OK goodbye")
