"""1.14 tap: two one-way pumps a client, and a log that tells what they carried."""

import re
import threading

from bundle.checking import general, mistake, rounds
from bundle.checking.trial import first_difference, glimpse
from bundle.wire.connection import Quiet

# What is passed on

HELD_BACK = mistake(
    "held-back", "{who} sent {data}, and within {seconds:g} s you did not pass all of it on; pass on each chunk as it "
    "comes, without "
    "waiting for a line or for the end.")
IN_TURNS = mistake(
    "in-turns", "You relayed in turns, so both ends wait on you: what {who} sent went on only when the other side had sent "
    "something, too; each direction needs a loop of its own.")
ALTERED = mistake(
    "altered-bytes", "You altered what you passed on: at byte {n}, {expected} was sent, and {got} came out; pass on the bytes "
    "that came.", crash="UnicodeDecodeError|UnicodeEncodeError")
EOF_CLOSED_BOTH = mistake(
    "eof-closed-both", "After EOF one way, nothing went the other way any more; shut down only the direction that has come to "
    "its end, and go on with the other.")
EOF_NOT_PASSED = mistake(
    "eof-not-passed", "{who} half-closed, and you did not pass its EOF on; after b'', call shutdown(SHUT_WR) on the other "
    "socket.")
NEVER_CLOSED = mistake(
    "never-closed", "The connection of one side was reset, and you kept the other side's open; close both.")

# Who is served

ONE_CLIENT = mistake("one-client", "You served one client and ended; accept() belongs in a loop.")
ONE_AT_A_TIME = mistake(
    "one-at-a-time", "Client {n} waited while {others} connected; the main loop only accepts, and each client gets threads "
    "of its own.")
DEAD_SERVER = mistake(
    "stopped-by-dead-server", "Nobody listened at HOST PORT2, and that stopped you; catch OSError around the connect of each "
    "client, and go on.", crash="ConnectionRefusedError")
LEFT_WAITING = mistake(
    "left-waiting", "Nobody listens at HOST PORT2, and you left the client waiting; close its connection.")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A reset on one connection stopped you; catch OSError in each pump.",
    crash="ConnectionResetError|BrokenPipeError|ConnectionAbortedError")
UNBOUNDED = mistake(
    "unbounded", "The client stopped reading, and you took {mb} MB more from the server, with no end, and kept it in your "
    "memory; read the next chunk when the one before has been sent.")
CLOG_STOPS_OTHERS = mistake(
    "clog-stops-others", "A client that did not read kept {whom} waiting, too; while a sendall waits, the others must go on.")
LOST = mistake(
    "bytes-lost", "Of {m:,} bytes, the first {n:,} came through, and then some were missing: when the other side does "
    "not read, "
    "send() takes less than you give it; use sendall(), without a time limit.")

# The log

BAD_LINE = mistake(
    "bad-log-line", "Line {n} on stdout is {line}; each is a number, an arrow and repr() of the bytes, like 1 -> b'HELLO' or "
    "1 <- EOF, and nothing else goes to stdout.")
MIXED_LINES = mistake(
    "mixed-lines", "Line {n} on stdout is {line}: two threads printed at once and mixed their lines; print each line with one "
    "call, and hold a lock around it.")
NOT_LOGGED = mistake(
    "not-logged", "Your log tells {n} of the {m} bytes that client {number} and the server sent ({way}); print a line "
    "for each chunk, and flush it: print(…, flush=True).")
WRONG_ARROWS = mistake(
    "wrong-arrows", "Your log tells what the server sent with ->; the client's bytes have ->, the server's <-.")
WRONG_NUMBER = mistake(
    "wrong-number", "Your log tells the bytes of client {number} under number {other}; count the clients, as accept() returns "
    "them, from 1.")
LOG_DIFFERS = mistake(
    "log-differs", "Your log of client {number} ({way}) differs from what passed at byte {n}: {expected} passed, and your log "
    "says {got}.")
EOF_LINE = mistake(
    "eof-not-logged", "Client {number}: {told} ({way}); when recv has returned b'', print one line that says EOF, "
    "behind all that "
    "came before.")

RESET_IS_EOF = mistake(
    "reset-logged-as-eof", "Client {number}: the connection was reset ({way}), and your log says EOF; only b'' from recv "
    "is EOF.")

FIVE_MEGABYTES = 5 * 1024 * 1024
MOST_TAKEN = 64 * 1024 * 1024   # what a tap may take that nobody reads: the buffers of the systems it stands on

WORDS = 20      # each carries news of the room that the system has for a client, which can set a stuck sendall free


@rounds("clean", "drib")
def each_chunk_as_it_comes(server):
    upstream = _start(server)
    for visit in range(2):
        client, behind = _pair(server, upstream, otherwise=ONE_CLIENT if visit else None)
        _passes(behind, client, b"Who is there?", "The server")
        for word in (b"It is me", b", a client\r", b"\nwith bytes: " + bytes(range(256))):
            _passes(client, behind, word, "The client")
        for word in (b"Then ", b"come in.\r\n", bytes(range(255, -1, -1))):
            _passes(behind, client, word, "The server")
        _ends(client, behind, "The client")
        _log_tells(server, client, behind)


@rounds("clean")
def the_server_half_closes_first(server):
    client, behind = _pair(server, _start(server))
    _passes(behind, client, b"That is all from me.\n", "The server")
    _ends(behind, client, "The server")
    _log_tells(server, client, behind)


@rounds("clean")
def several_at_once(server):
    upstream = _start(server)
    pairs = [_pair(server, upstream)]
    for number in range(2, 6):
        others = "another was" if number == 2 else "{} others were".format(number - 1)
        pairs.append(_pair(server, upstream, ONE_CLIENT, ONE_AT_A_TIME.about(n=number, others=others)))
    for client, behind in reversed(pairs):
        _passes(client, behind, b"I am client %d\n" % server.number(client), "The client")
        _passes(behind, client, b"You are client %d\n" % server.number(client), "The server")
    for client, behind in pairs:
        _ends(client, behind, "The client")
    for client, behind in pairs:
        _log_tells(server, client, behind)


@rounds("clean")
def five_megabytes_each_way(server):
    client, behind = _pair(server, _start(server, unbuffered=True))
    up, down, came = _text(server, FIVE_MEGABYTES), _text(server, FIVE_MEGABYTES), {}
    other = threading.Thread(target=lambda: came.update(up=behind.exchange(down)), daemon=True)
    other.start()
    came.update(down=client.exchange(up))
    other.join()
    _came_through(behind, up, came["up"])
    _came_through(client, down, came["down"])
    _ends(client, behind, "The client")
    _log_tells(server, client, behind)


@rounds("clean")
def nobody_listens(server):
    server.keeps_log()
    port = server.free_port()
    server.start("127.0.0.1", port)
    for attempt in range(2):
        client = server.visitor(otherwise=DEAD_SERVER)
        client.idle += 3    # to be refused takes two seconds on Windows
        if not _has_gone(client):
            client.disappointed(LEFT_WAITING, None)
    client, behind = _pair(server, server.upstream(port), DEAD_SERVER, DEAD_SERVER)
    _passes(client, behind, b"Are you there now?\n", "The client")
    _passes(behind, client, b"Now I am.\n", "The server")
    _ends(client, behind, "The client")
    _log_tells(server, client, behind)


@rounds("clean")
def resets(server):
    upstream = _start(server)
    bystander, behind_it = _pair(server, upstream)
    were_reset = []
    for attempt in range(2):
        client, behind = _pair(server, upstream, STOPPED_BY_RESET, STOPPED_BY_RESET if attempt else None)
        _passes(client, behind, b"Hello.\n", "The client")
        _passes(behind, client, b"Hello.\n", "The server")
        resetting, other = (behind, client) if attempt else (client, behind)
        resetting.reset()
        were_reset.append((resetting, server.number(client), "<-" if attempt else "->"))
        if not _has_gone(other):
            other.disappointed(NEVER_CLOSED, None)
    _passes(bystander, behind_it, b"I am still here.\n", "The client", closes=STOPPED_BY_RESET)
    _ends(bystander, behind_it, "The client")
    _log_tells(server, bystander, behind_it)
    for peer, number, way in were_reset:
        if server.log.ends(number, way):
            RESET_IS_EOF.proved(peer, "received", number=number, way=way)


@rounds("clean")
def a_client_that_stops_reading(server):
    upstream = _start(server)
    client, behind = _pair(server, upstream)
    piece = _text(server, 65536)
    if not behind.pour(piece, MOST_TAKEN):
        got = _read_to_eof(client)
        if got == piece * behind.poured:
            UNBOUNDED.proved(behind, "received", mb=behind.sent // 2 ** 20)
        _came_through(client, piece * behind.poured, got, LOST)
    for word in range(WORDS):
        client.send(b"I do not read now.\n")
        if not behind.waiting(server.patience):
            behind.disappointed(CLOG_STOPS_OTHERS.about(whom="what it sent"), None)
        behind.expect(b"I do not read now.\n", silent=CLOG_STOPS_OTHERS.about(whom="what it sent"))
    second = CLOG_STOPS_OTHERS.about(whom="another client")
    other, behind_it = _pair(server, upstream, not_served=second)
    other.send(b"But I do.\n")
    behind_it.expect(b"But I do.\n", silent=second)
    got = _read_to_eof(client)
    behind.finish_pouring()
    _came_through(client, piece * behind.poured, got, LOST)
    client.half_close()
    behind.expect_eof(otherwise=EOF_NOT_PASSED.about(who="The client"))
    _log_tells(server, client, behind)


# Parts of rounds

def _start(server, **how):
    """Start the tap in front of a server of ours."""
    server.keeps_log(**how)
    upstream = server.upstream()
    server.start(upstream.host, upstream.port)
    return upstream


def _pair(server, upstream, otherwise=None, not_served=None):
    """A client, and the connection that the tap makes for it."""
    client = server.visitor(otherwise)
    return client, upstream.accept(client, not_served)


def _text(server, count):
    """So many bytes that repr() leaves as they are."""
    return server.rng.randbytes(count).translate(b" .,;-+ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345" * 4)


def _passes(sender, receiver, data, who, closes=None):
    """What `sender` sends comes out at `receiver`, whatever the other side does."""
    held = HELD_BACK.about(who=who, data=glimpse(data), seconds=round(receiver.idle, 1))
    start = receiver.consumed
    sender.send(data)
    if not receiver.waiting(receiver.idle):
        receiver.send(b"Anybody there?\n")
        if receiver.waiting(receiver.idle):
            held = IN_TURNS.about(who=who.lower())
        receiver.disappointed(held, None, offset=start)
    receiver.expect(data, closes=closes, differs=ALTERED, silent=held)


def _ends(first, second, who):
    """One side half-closes, then the other says a last word, and does so too."""
    first.half_close()
    second.expect_eof(otherwise=EOF_NOT_PASSED.about(who=who))
    second.send(b"Goodbye, then.\n")
    first.expect(b"Goodbye, then.\n", closes=EOF_CLOSED_BOTH, differs=ALTERED, silent=EOF_CLOSED_BOTH)
    second.half_close()
    first.expect_eof(otherwise=EOF_NOT_PASSED.about(who="Then the other side"))


def _has_gone(peer):
    """Whether the connection comes to its end, in whatever way."""
    try:
        while peer.recv():
            pass
    except Quiet:
        return False
    except ConnectionError:
        pass
    return True


def _read_to_eof(peer):
    chunks = []
    try:
        chunks.extend(iter(peer.recv, b""))
    except (Quiet, ConnectionError):
        pass    # what is missing is judged
    return b"".join(chunks)


def _came_through(peer, sent, got, otherwise=None):
    """All that was `sent` on one side came to `peer`, on the other."""
    n = first_difference(sent, got)
    if n < len(got):
        if len(got) < len(sent):
            LOST.proved(peer, "sent", n, n=n, m=len(sent))
        ALTERED.proved(peer, "sent", n, n=n, expected=glimpse(sent[n:]), got=glimpse(got[n:]))
    if n < len(sent):
        general_one = general.CLOSED_EARLY if peer.ended else general.WAITED
        peer.disappointed(otherwise and otherwise.about(n=n, m=len(sent)), general_one, offset=n, seconds=round(peer.idle, 1),
                          turn="send", wanted="all {:,} bytes ({:,} came)".format(len(sent), n))


# The log

def _log_tells(server, client, behind):
    """The log tells what the two sides of this client sent, and that both came to EOF."""
    number, log = server.number(client), server.log
    sent = {way: b"".join(event.data for event in server.transcript.events if event.kind == "data" and
                          (event.connection, event.direction) == (peer.name, "received"))
            for way, peer in (("->", client), ("<-", behind))}
    log.wait(lambda log: all(log.ends(number, way) and log.count(way, number) >= len(sent[way]) for way in sent)
             or any(log.ends(number, way)[1:] for way in sent), server.patience)
    if log.bad is not None:
        (MIXED_LINES if _is_mixed(log.bad, log.lines) else BAD_LINE).proved(client, n=log.lines, line=repr(_short(log.bad)))
    crossed = {way: log.crossed(number, way) for way in sent}
    if not any(crossed.values()):
        for other in log.numbers():
            own = server.transcript.passed(str(other), "received")
            if log.crossed(other, "->").endswith(sent["->"]) and log.count("->", other) >= own + len(sent["->"]):
                WRONG_NUMBER.proved(client, number=number, other=other)
    if crossed["->"] != sent["->"] and crossed["->"] == sent["<-"]:
        WRONG_ARROWS.proved(client)
    for way, peer in (("->", client), ("<-", behind)):
        _tells(log, number, way, peer, sent[way], crossed[way])


def _tells(log, number, way, peer, sent, told):
    n = first_difference(sent, told)
    if n < len(told):
        LOG_DIFFERS.proved(peer, "received", n, number=number, way=way, n=n, expected=glimpse(sent[n:]),
                           got=glimpse(told[n:]))
    if n < len(sent):
        NOT_LOGGED.proved(peer, "received", n, number=number, way=way, n=n, m=len(sent))
    ends = log.ends(number, way)
    if len(ends) != 1 or ends[0] != len(sent):
        says = "your log tells of no EOF" if not ends else "EOF stands before the last bytes" if len(ends) == 1 else \
            "your log tells of {} EOFs".format(len(ends))
        EOF_LINE.proved(peer, "received", len(sent), number=number, way=way, told=says)


def _is_mixed(line, n):
    """Whether what stands on line `n` is of two, or, after good lines, a part of one: print() writes its words one by one."""
    if len(re.findall("->|<-", line)) > 1 or len(re.findall("b'|b\"|EOF", line)) > 1:
        return True
    if n == 1 or re.fullmatch(r"\d+ (->|<-) (EOF|b'.*'|b\".*\")", line):
        return False
    if re.match(r"\d+ (->|<-) ", line):
        return bool(re.fullmatch(r"\d+ (->|<-) (\d+ ?)?(EOF|b'.*'|b\".*\") ?\d* ?", line))
    return bool(re.match(r"(\d+ )?\d* ?(->|<-|b'|b\"|$)", line))


def _short(line):
    return line if len(line) < 60 else line[:36] + " … " + line[-20:]
