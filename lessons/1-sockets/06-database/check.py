"""1.06 database: a client of binary frames. Each round but the first differs from it in one thing, and a program that
fails there alone has not done that thing."""

import contextlib

from bundle.checking import general, mistake, rounds
from bundle.checking.mistakes import Proved
from bundle.checking.trial import glimpse
from bundle.servers.database import HEADER, LOGIN, QUERY, ROW, Database, make

SHORT_HEADER = mistake(
    "short-header", "recv returned {n} of 5 header bytes, and you did not wait for the others; loop until you have five.")
SHORT_VALUE = mistake(
    "short-value", "You did not read a value to its end; loop until you have as many bytes as the header says, however many.")
LITTLE_ENDIAN = mistake("little-endian", "You wrote the length little-endian; network order is '!'.")
EMPTY_VALUE = mistake(
    "empty-value", "An empty value is a row of length zero, which prints as `blank=`; it is neither the end nor EOF.")
MIXED_UP = mistake(
    "mixed-up", "You printed a row of {key} as one of {other}; the answer to each frame that you send, the login too, goes "
    "on until its end frame.")
NEXT_FRAME = mistake("next-frame", "You read {n} bytes of the next frame; receive no more than the header says.")
FRAME_LENGTH = mistake(
    "frame-length", "Your header says that {n} bytes of body follow, and {m} came; the server waits for the others. The "
    "length counts the bytes of the body alone.")
CHARACTERS = mistake(
    "length-in-characters", "Your header says that {n} bytes of body follow, but {key} has {m} bytes in UTF-8: you counted "
    "characters; take len() of the bytes.")
OTHER_ORDER = mistake(
    "other-order", "You asked for {got} where {key} was next; ask in the order in which the keys stand in sys.argv.")
STRIPPED = mistake(
    "stripped", "You printed a value of {key} without the blanks at its ends; they belong to it: print it as it is.")
NO_ROWS = mistake(
    "no-rows", "A key that the database does not have gets an end and no row: print nothing for it, and go on.")
REFUSED = mistake(
    "refused", "The server sent an error frame, and you ended with exit status 0; say so on stderr, and end with 1.")
ON_STDOUT = mistake(
    "on-stdout", "The server sent an error frame, and you printed {got} on stdout, which is for rows alone; what failed "
    "is said on stderr.")
NO_END = mistake(
    "no-end", "You took EOF for the end of an answer; without an end frame it is not complete: say so on stderr, and "
    "end with exit status 1.")
PAST_EOF = mistake(
    "past-eof", "You looped past b'', which means that the server has gone; say so, and end with exit status 1.")

USER = ("alice", "wonderland")


class FrameByFrame(Database):
    """Sends each frame of an answer as a message of its own."""

    def tell(self, frames):
        for each in frames:
            self.conn.send(each)


class HeaderInTwo(Database):
    """Sends three bytes of a row's header, then the others."""

    def tell(self, frames):
        for each in frames:
            if len(each) > HEADER.size:
                self.conn.send(each[:3])
                self.conn.send(each[3:])
            else:
                self.conn.send(each)


class LeavesBeforeTheEnd(Database):
    """Sends the rows of an answer, and closes."""

    def tell(self, frames):
        super().tell(frames[:-1] or frames)
        if len(frames) > 1:
            self.conn.half_close("closed before the end frame")
            raise EOFError


@rounds("clean", "coal", "drib")
def prints_the_rows(client):
    ask(client, "database", "motto", "thé", "capital", "cat", "motto")


@rounds("hold-2", early=False)      # a client may ask ahead
def two_bytes_of_a_header(client):
    with showing(client, SHORT_HEADER, n=2):
        ask(client, HeaderInTwo, "capital", "motto")


@rounds("hold-3", early=False)
def four_bytes_of_a_header(client):
    with showing(client, SHORT_HEADER, n=4):
        ask(client, FrameByFrame, "capital", "motto")


@rounds("hold-2", early=False)
def a_part_of_a_value(client):
    with showing(client, SHORT_VALUE):
        ask(client, FrameByFrame, "motto", "capital")


@rounds("clean")
def a_value_of_70_kB(client):
    with showing(client, SHORT_VALUE, HEADER.pack(70000, ROW)):
        ask(client, "database", "capital", "tape", "motto")


@rounds("clean")
def an_empty_value(client):
    with showing(client, EMPTY_VALUE, HEADER.pack(0, ROW)):
        ask(client, "database", "capital", "blank", "motto")


@rounds("clean")
def an_unknown_key(client):
    with showing(client, NO_ROWS):
        ask(client, "database", "capital", "dodo", "motto")


@rounds("clean")
def wrong_password(client):
    database = client.server("database")
    client.run_into_failure(database.host, database.port, "alice", "looking-glass", "capital", success=REFUSED,
                            what="The server sent an error frame", hangs=PAST_EOF)
    printed = client.program.stdout.strip()
    if printed:
        ON_STDOUT.proved(at=database.sessions[-1], direction="received", offset=0, got=glimpse(printed))


@rounds("cut-2", "cut-3")
def leaves_in_a_frame(client):
    database = client.server(FrameByFrame, store=make(client.seed))
    client.run_into_failure(database.host, database.port, *USER, "capital", hangs=PAST_EOF)


@rounds("clean")
def leaves_between_two_frames(client):
    database = client.server(LeavesBeforeTheEnd, store=make(client.seed))
    client.run_into_failure(database.host, database.port, *USER, "capital", success=NO_END, hangs=PAST_EOF)


def ask(client, kind, *keys):
    """The program asks for `keys`, and must print their rows."""
    database = client.server(kind, store=make(client.seed))
    expected = "".join("%s=%s\n" % (key, value.decode("utf-8")) for key in keys
                       for value in database.store.rows.get(key, ())).encode("utf-8")
    try:
        client.run(database.host, database.port, *USER, *keys, named=lambda _: judge_frames(database))
        judge_queries(database, keys)
        client.printed(expected)
    except Proved as found:
        if found.mistake.rank != 2:
            raise
        judge_lengths(database, keys)
        judge_order(database, keys, client.program)
        judge_blanks(database, expected, client.program.stdout)
        judge_next_frame(database, expected, client.program.stdout)
        if client.round.profile != "drib":      # a chunk that was too short can mix up rows, too
            judge_keys(database, keys, client.program.stdout)
        if found.mistake is general.WAITED:
            judge_waiting(database)
        raise


@contextlib.contextmanager
def showing(client, mistake, begins=None, **fields):
    """A general mistake that a program makes only here shows this named one.

    begins  the bytes from which on it shows, in what the program received; where a byte was withheld, if None
    """
    try:
        yield
    except Proved as found:
        if found.mistake.rank != 2 and found.mistake is not MIXED_UP:
            raise
        evidence = found.evidence
        for event in client.transcript.events:
            offset = event.data.find(begins) if begins and event.direction == "received" else -1
            if offset >= 0 or event.kind == "note" and begins is None:
                evidence = {"connection": event.connection, "direction": "received",
                            "offset": event.offset + max(0, offset)}
                break
        raise Proved(mistake, mistake.sentence.format(**fields), evidence) from None


def judge_frames(database):
    """What the program sent was in frames that the server could read."""
    for session in database.sessions:
        if session.refused:
            offset, length, opcode = session.heard
            swapped = int.from_bytes(length.to_bytes(4, "big"), "little")
            if length > swapped > 0 and opcode in (LOGIN, QUERY):
                LITTLE_ENDIAN.proved(at=session, direction="sent", offset=offset)
            general.BAD_REQUEST.proved(at=session, direction="sent", offset=offset, why=session.refused + ".")


def judge_queries(database, keys):
    """All keys were asked for. What was printed without that is luck."""
    asked = [said for session in database.sessions for said in session.commands if said.verb == "QUERY"]
    for key in keys:
        if key not in [said.argument for said in asked]:
            session = database.sessions[-1]
            general.CLOSED_EARLY.proved(at=session, direction="sent", wanted="the query for %s" % key)


def queries(database):
    """All that was asked for: [(session, Said)]."""
    return [(session, said) for session in database.sessions for said in session.commands if said.verb == "QUERY"]


def judge_lengths(database, keys):
    """Whether a header counted the characters of a key: the server then took its first bytes for all of it."""
    for session, said in queries(database):
        for key in keys:
            body = key.encode("utf-8")
            if len(key) < len(body) and said.argument == body[:len(key)].decode("utf-8", "replace"):
                CHARACTERS.proved(at=session, direction="sent", offset=said.offset, n=len(key), m=len(body), key=key)


def judge_order(database, keys, program):
    """Whether the keys were asked for in another order; or one of them, which stands there twice, only once."""
    asked = queries(database)
    for (session, said), key in zip(asked, keys):
        if said.argument != key:
            if said.argument in keys:
                OTHER_ORDER.proved(at=session, direction="sent", offset=said.offset, got=said.argument, key=key)
            return
    if any(session.conn.was_reset for session in database.sessions):
        return      # it left rows unread; its last query may be lost with that
    if program.code == 0 and len(asked) < len(keys) and keys[len(asked)] in keys[:len(asked)]:
        general.CLOSED_EARLY.proved(at=asked[-1][0], direction="sent",
                                    wanted="the second query for " + keys[len(asked)])


def judge_blanks(database, expected, printed):
    """Whether all is right but the blanks at the ends of a value."""
    rows = [[line.partition(b"=") for line in text.splitlines()] for text in (expected, printed)]
    if [(key, value.strip()) for key, _, value in rows[0]] == [(key, value.strip()) for key, _, value in rows[1]]:
        for (key, _, value), (_, _, other) in zip(*rows):
            if value != other:
                conn = database.sessions[0].conn
                came = b"".join(event.data for event in conn.transcript.events
                                if (event.connection, event.direction) == (conn.name, "received"))
                blank = 0 if value[:1].isspace() and not other[:1].isspace() else len(value) - 1
                STRIPPED.proved(at=conn, direction="received", offset=came.find(value) + blank, key=key.decode("utf-8"))


def judge_next_frame(database, expected, printed):
    """Whether a value was printed together with bytes of the frame behind it."""
    start = printed.find(b"\0\0")
    if start < 0 or not expected.startswith(printed[:start]):
        return
    end = printed.find(b"\n", start + HEADER.size)      # a length may be the byte of a line end
    n = (end if end > 0 else len(printed)) - start
    NEXT_FRAME.proved(at=database.sessions[0], direction="received", n=n)


def judge_keys(database, keys, printed):
    """Whether a row was printed as that of another key: then the answers before it were not read to their end."""
    rows = database.store.rows
    for line in printed.splitlines():
        other, _, value = line.partition(b"=")
        other = other.decode("utf-8", "replace")
        for key in keys:
            if value and other in keys and value in rows.get(key, ()) and value not in rows.get(other, ()):
                MIXED_UP.proved(at=database.sessions[0], direction="received", key=key, other=other)


def judge_waiting(database):
    """Whether both sides wait, because a header promised more than came."""
    database.settle(3)
    for session in database.sessions:
        offset, length, _ = session.heard
        came = session.conn.received - offset - HEADER.size
        if offset + HEADER.size <= session.conn.received and 0 <= came < length:
            FRAME_LENGTH.proved(at=session, direction="sent", offset=offset, n=length, m=came)
