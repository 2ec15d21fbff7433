"""2.04 pop-peek: a client that knows what POP3 can tell without downloading a message."""

import sys
from email.header import decode_header, make_header

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.servers.stores.letters import head_and_body, header

WHOLE_MESSAGES = mistake(
    "whole-messages", "You downloaded {n} bytes, bodies too, where headers are enough; ask for TOP n 0.")
MESSAGE_NUMBER = mistake(
    "message-number", "You printed message numbers where UIDs belong; numbers change, UIDs do not.")
NO_QUIT = mistake("no-quit", "You left without QUIT; say it, and read the reply, before you close.")
DELETED = mistake("deleted", "You said DELE and QUIT, and the message is gone; only look.")
REFUSED = mistake(
    "refused", "The server said -ERR to the password, and your program ended with exit status 0; say so on "
    "stderr, and end with 1.")
NOT_TOLD = Mistake(
    "not-told", "The password was wrong, and you ended with exit status 0; say so, and end with 1.", rank=2)

USER = ("alice", "wonderland")
ONE_MORE = """From: Dormouse <dormouse@teaparty.example>
SUBJECT: Re: =?utf-8?q?Th=C3=A9?= at =?utf-8?q?caf=C3=A9?= no. %d, please.
To: Alice Liddell <alice@wonderland.example>

Not before noon.
"""     # a name in capitals, a subject that is encoded in places, a header line that ends with a dot


@rounds("clean", "hold-1", "drib", "coal")
def prints_the_table(client):
    pop3 = client.server("pop3")
    pop3.store.boxes["alice"].deliver(ONE_MORE % client.rng.randrange(2, 10))
    messages = pop3.store.boxes["alice"].messages()
    program = client.run(pop3.host, pop3.port, *USER, named=lambda _: judge_looks(pop3, messages))
    if program.stdout.decode("utf-8", "replace").split() == table(messages, keyed_by_number=True).split():
        MESSAGE_NUMBER.proved(at=pop3.sessions[0])
    client.printed(table(messages))
    judge_goodbye(pop3)


@rounds("hold-6", "hold-8", early=False)    # a client may send ahead (PIPELINING), so that proves nothing
def a_reply_comes_slowly(client):
    prints_the_table(client)


@rounds("clean")
def knows_a_message_by_its_uid(client):
    """Between two visits the first message goes: all numbers change."""
    pop3 = client.server("pop3")
    alice = pop3.store.boxes["alice"]
    for _ in range(2):
        client.run(pop3.host, pop3.port, *USER)
        client.printed(table(alice.messages()))
        alice.remove([alice.messages()[0].uid])


@rounds("clean")
def empty_mailbox(client):
    pop3 = client.server("pop3")
    client.run(pop3.host, pop3.port, "rabbit", "teatime")
    client.printed(table([]))
    judge_goodbye(pop3)


@rounds("clean")
def wrong_password(client):
    pop3 = client.server("pop3")
    client.run_into_failure(pop3.host, pop3.port, "alice", "looking-glass", success=NOT_TOLD,
                            named=lambda program: judge_refusal(pop3, program))


@rounds("cut-9")
def server_leaves_in_the_middle(client):
    pop3 = client.server("pop3")
    client.run_into_failure(pop3.host, pop3.port, *USER)


def table(messages, keyed_by_number=False):
    """What a right program prints."""
    lines = ["%d messages, %d bytes" % (len(messages), sum(len(message.data) for message in messages))]
    for number, message in enumerate(messages, 1):
        subject = str(make_header(decode_header(header(message.data, "Subject").decode("ascii"))))
        key = number if keyed_by_number else message.unique_id
        lines.append("%s %d %s" % (key, len(message.data), subject or "(no subject)"))
    return "\n".join(lines)


def judge_looks(pop3, messages):
    """Nothing was downloaded that the headers do not need, and nothing was deleted."""
    for session in pop3.sessions:
        downloads = [said for said in session.commands if body_lines(said)]
        if downloads:
            n = sum(downloaded(said, messages) for said in downloads)
            WHOLE_MESSAGES.proved(at=session, offset=downloads[0].offset, n=n)
    if len(pop3.store.boxes["alice"].messages()) < len(messages):
        for session in pop3.sessions:
            for said in session.commands:
                if said.verb == "DELE":
                    DELETED.proved(at=session, offset=said.offset)


def body_lines(said):
    """How many lines of a body a command asked for: RETR for all, TOP for so many."""
    if said.verb not in ("RETR", "TOP") or not said.reply.startswith("+OK"):
        return 0
    return sys.maxsize if said.verb == "RETR" else int(said.argument.split()[1])


def downloaded(said, messages):
    """How many bytes of the message that was."""
    head, body = head_and_body(messages[int(said.argument.split()[0]) - 1].data)
    return len(head) + 2 + sum(map(len, body.splitlines(True)[:body_lines(said)]))


def judge_refusal(pop3, program):
    for session in pop3.sessions:
        for said in session.commands:
            if said.verb == "PASS" and said.reply.startswith("-ERR") and program.code == 0:
                REFUSED.proved(at=session, offset=said.offset)


def judge_goodbye(pop3):
    for session in pop3.sessions:
        if not session.finished:
            NO_QUIT.proved(at=session, direction="sent")
