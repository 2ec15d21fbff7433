"""1.04 stamp: a client that reads lines, and keeps what came behind them."""

from bundle.checking import general, mistake, rounds
from bundle.checking.mistakes import Proved
from bundle.checking.trial import first_difference, glimpse
from bundle.servers.stamp import Notices, Stamp

UNFINISHED = mistake("unfinished-reply", "You took an unfinished line for a whole one; read until \\n.")
DROPPED = mistake(
    "dropped-remainder", "One chunk held two lines and you dropped the second; keep the remainder.")
CUT = mistake(
    "cut-line", "You stopped after {n} bytes of a longer line; recv's size is a maximum, not a message.")
SENT_AHEAD = mistake(
    "sent-ahead", "You sent your next line before the reply to the one before it had come; wait for it. (A "
    "line that begins with * is a notice, and no reply.)")
NO_LINE_END = mistake(
    "no-line-end", "The last line of stdin came without a line end; send all of it, with \\n at its end.")
NO_NOTICES = mistake(
    "no-notices", "You printed the replies, but not the notices; print every line that the server sends.")
EMPTY_LINE = mistake(
    "empty-line", "You stopped at an empty line of stdin, or left it out; send it like any other.")
STRIPPED = mistake(
    "stripped", "You {did} without the blanks at its ends; they belong to it: take off the line end alone, as "
    "rstrip('\\n') does.")
RECONNECTED = mistake(
    "reconnected", "You made a new connection for another line; one connection is for all of them.")
NO_REPLY = mistake(
    "no-reply", "The server closed in place of a reply, and you ended with exit status 0; say so on stderr, and end with 1.")
PAST_EOF = mistake(
    "past-eof", "You looped past b'', which means that the server has gone; say so, and end with status 1.")
INPUT_EOF = mistake(
    "input-eof", "When stdin has no more lines, input() raises EOFError; catch it, or loop over sys.stdin.",
    crash="EOF when reading a line")

WORDS = ["Good morning!", "Is it late?", "How late is it now?", "And now?", "It must be ten.", "Good night."]


class Slow(Stamp):
    """Is silent for a moment between its first notice and the reply; `ahead` is where the client went on."""

    ahead = None

    def say_before(self, notice):
        super().say_before(notice)
        offset = self.conn.consumed
        if notice and (self.conn.received > offset or self.conn.waiting_more(self.conn.faults.hold_seconds)):
            self.ahead = offset if self.conn.received > offset else None    # EOF is no line


class NoFirstNotice(Stamp):
    """Has no notice before a reply, only behind one: so each reply is the message of its number."""

    ahead = None

    def say_before(self, notice):
        pass


class LeavesInPlaceOfAReply(NoFirstNotice):
    """Sends one reply, and closes where the second should come."""

    def answer(self, line, offset=0):
        if self.number:
            self.conn.half_close("closed in place of a reply")
            self.finished = True
        else:
            super().answer(line, offset)


@rounds("clean")
def a_reply_for_each_line(client):
    converse(client, Slow, chosen(client, 5))


@rounds("hold-1", "hold-3", "drib", "coal", early=UNFINISHED)
def in_pieces(client):
    converse(client, NoFirstNotice, chosen(client, 5))


@rounds("clean")
def a_line_longer_than_a_chunk(client):
    texts = chosen(client, 2) + ["tick tock " * 5800 + "late"]
    stamp, program = talk(client, NoFirstNotice, texts)
    said = crossed(stamp.sessions[0].conn, "received")
    printed = program.stdout.replace(b"\r\n", b"\n").rstrip(b"\n")
    start = said.rfind(b"\n", 0, -1) + 1        # of the long reply
    if start < len(printed) < len(said) - 1 and said.startswith(printed):
        CUT.proved(at=stamp.sessions[0], direction="received", offset=len(printed), n=len(printed) - start)
    expect_all(client, stamp, texts)


@rounds("clean")
def an_empty_line(client):
    first, last = chosen(client, 2)
    texts = ["", first, "  " + last + " ", "", last]
    stamp, _ = talk(client, Slow, texts)
    if stamp.sessions[0].number < 5:
        EMPTY_LINE.proved(at=stamp.sessions[0], direction="sent")
    expect_all(client, stamp, texts)


@rounds("cut-1")
def the_server_leaves(client):
    stamp = client.server(NoFirstNotice, store=Notices(client.seed))
    client.run_into_failure(stamp.host, stamp.port, stdin=typed(chosen(client, 1)), hangs=PAST_EOF)


@rounds("clean")
def leaves_between_two_lines(client):
    stamp = client.server(LeavesInPlaceOfAReply, store=Notices(client.seed))
    client.run_into_failure(stamp.host, stamp.port, stdin=typed(chosen(client, 2)), success=NO_REPLY, hangs=PAST_EOF,
                            what="The server closed in place of a reply")


@rounds("clean")
def a_last_line_without_its_end(client):
    texts = chosen(client, 3)
    stamp = client.server(NoFirstNotice, store=Notices(client.seed))
    try:
        client.run(stamp.host, stamp.port, stdin=typed(texts)[:-1], named=lambda _: judge_turns(stamp))
        expect_all(client, stamp, texts)
    except Proved as found:
        for session in stamp.sessions:
            sent = crossed(session.conn, "sent").replace(b"\r\n", b"\n")
            if found.mistake.rank == 2 and sent in (typed(texts)[:-1], typed(texts)[:-2] + b"\n"):
                NO_LINE_END.proved(at=session, direction="sent")
        raise


def chosen(client, count):
    """So many lines to send; an odd number of them, so that the last reply has no notice behind it."""
    return [WORDS[(client.seed + number) % len(WORDS)] for number in range(count)]


def typed(texts):
    return "".join(text + "\n" for text in texts).encode("ascii")


def talk(client, session_class, texts):
    """Run the program with `texts` on stdin: (the server, the Program)."""
    stamp = client.server(session_class, store=Notices(client.seed))
    return stamp, client.run(stamp.host, stamp.port, stdin=typed(texts), named=lambda _: judge_turns(stamp))


def judge_turns(stamp):
    for session in stamp.sessions:
        if session.ahead is not None:
            SENT_AHEAD.proved(at=session, direction="sent", offset=session.ahead)
    if len(stamp.sessions) > 1:
        RECONNECTED.proved(at=stamp.sessions[1], direction="sent", offset=0)


def crossed(conn, direction):
    """All bytes of one direction, as the program sees it."""
    return b"".join(event.data for event in conn.transcript.events
                    if (event.connection, event.kind, event.direction) == (conn.name, "data", direction))


def converse(client, session_class, texts):
    """The program must print all that the server said; of notices, some came in one chunk with a reply."""
    stamp, program = talk(client, session_class, texts)
    said = crossed(stamp.sessions[0].conn, "received")
    lines, printed = said.splitlines(), program.stdout.splitlines()
    missing = [line for line in lines if line not in printed]
    if missing and [line for line in lines if line in printed] == printed and all(map(is_notice, missing)):
        if is_notice(lines[0]) and lines[0] in missing:
            NO_NOTICES.proved(at=stamp.sessions[0], direction="received", offset=0)
        DROPPED.proved(at=stamp.sessions[0], direction="received", offset=said.index(missing[0]))
    expect_all(client, stamp, texts)


def expect_all(client, stamp, texts):
    """The program must have sent all lines, and printed all that it got for them."""
    conn, wanted = stamp.sessions[0].conn, typed(texts)
    sent = crossed(conn, "sent").replace(b"\r\n", b"\n")
    n = first_difference(wanted, sent)
    if n < len(wanted) and n == len(sent):
        line = wanted.count(b"\n", 0, n)
        general.CLOSED_EARLY.proved(at=conn, direction="sent", wanted="line %d of stdin" % (line + 1))
    if sent != wanted:
        if without_blanks(sent) == without_blanks(wanted):
            STRIPPED.proved(at=conn, direction="sent", offset=sent.rfind(b"\n", 0, n) + 1, did="sent a line of stdin")
        expected, got = glimpse(wanted[n:]), glimpse(sent[n:])
        general.SENT_OTHER.proved(at=conn, direction="sent", n=n, expected=expected, got=got)
    said, printed = crossed(conn, "received"), client.program.stdout.replace(b"\r\n", b"\n")
    if said.rstrip(b"\n") != printed.rstrip(b"\n") and without_blanks(said) == without_blanks(printed):
        offset = said.rfind(b"\n", 0, first_difference(said, printed)) + 1
        STRIPPED.proved(at=conn, direction="received", offset=offset, did="printed a line of the server's")
    client.printed(said)


def without_blanks(text):
    return [line.strip() for line in text.splitlines()]


def is_notice(line):
    return line.startswith(b"* ")
