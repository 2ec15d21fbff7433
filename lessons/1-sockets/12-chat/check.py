"""1.12 chat: a server whose clients hear each other, and feel what the others do."""

import time

from bundle.checking import general, mistake, rounds
from bundle.checking.crowd import together
from bundle.checking.mistakes import Proved
from bundle.checking.trial import first_difference, glimpse
from bundle.wire.connection import LineTooLong, Quiet

STALLED = mistake(
    "stalled", "One stalled reader blocked everybody: while dave read nothing, bob no longer got what alice said; "
    "queue per client or drop it.")
ECHOED = mistake("echoed", "You echoed to the speaker: {name} was told {what}; send it to all others.")
STAYED_LISTED = mistake("stayed-listed", "A departed client stayed listed: {name} has left, and /who still names it.")
INTERLEAVED = mistake(
    "interleaved", "Two threads interleaved one line ({line}); make each line one send, and lock around each send.")
HALF_LINE = mistake("half-line", "You passed on half a line; keep what came until its line end is there.")
EARLY_NAME = mistake("half-line", "You took half a line for a name; keep what came until its line end is there.")
ONE_CHUNK = mistake("one-chunk", "One recv held more than one line; split at \\n, and treat each line by itself.")
WAITED_FOR_SILENT = mistake(
    "waited-for-silent", "Client 2 waited for client 1, which says nothing; the loop that accepts must not wait for a name: "
    "handle each connection separately.")
LEFT_UNTOLD = mistake(
    "left-untold", "You never told the others that {name} left: {name}'s connection was {how}; {advice}.")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A resetting client disturbed the others; catch OSError around what concerns one client.",
    crash=r"ConnectionResetError|BrokenPipeError|ConnectionAbortedError")

LOST = mistake(
    "lost", "What dave got when he read on has a gap; keep what a client does not read, all of it, or drop the client "
    "(and see what send() returns: it may take a part of what you give it).")

NOT_AS_SAID = mistake(
    "not-as-said", "bob said {text}, and alice did not get {wanted}; pass on every line, an empty one too, and take only "
    "/who, alone on its line, for a question.")
CUT = mistake(
    "line-cut", "Of a line of {m:,} bytes you sent {n:,}, and then a line end; a line is whole when its line end has "
    "come, however long it is.")
DROPPED_SOON = mistake(
    "dropped-soon", "You dropped {name}, for whom fewer than 1,000 lines and less than a megabyte were waiting; drop a client "
    "only when more wait.")

CLOSED = {"how": "closed", "advice": "recv returning b'' means so"}
RESET = {"how": "reset", "advice": "recv and send raise an OSError then"}
DROPPED = {"how": "closed by you", "advice": "who is dropped has left like anybody else"}

CROWD = 20
SPEAKERS = (b"alice", b"bob", b"carol")
LINES = 330             # of each speaker at once; all others' together are less than may be waiting for anybody
BURSTS = 3
LONG = 60000            # bytes of a line: a hundred of them fill every buffer between the program and one that reads nothing
FLOOD = 100
SOON = 0.3      # seconds
CHUNKS = 800            # lines of a thousand bytes: fewer than may wait for anybody, and less than a megabyte


@rounds("clean", "hold", "drib", "coal")
def a_conversation(server):
    alice = _joins(server, b"alice")
    bob = _joins(server, b"bob", alice)
    alice.send(b"good morning\r\n")
    alice.flush()
    _expect(bob, b"alice: good morning")
    bob.send(b"hello alice\r\n")
    bob.send(b"and how are you?\r\n")
    bob.flush()
    _expect(alice, b"bob: hello alice")
    _expect(alice, b"bob: and how are you?", ONE_CHUNK)
    _expect_here(bob, b"alice bob")
    _leaves(bob, b"bob", alice)
    _expect_here(alice, b"alice", gone=b"bob")
    alice.send(b"all alone\r\n")
    _expect_here(alice, b"alice")


@rounds("clean")
def two_lines_in_one_chunk(server):
    alice = _joins(server, b"alice")
    bob = server.visitor()
    bob.send(b"bob\r\nhello alice\r\nand how are you?\r\n")
    _expect(bob, b"* welcome bob", ONE_CHUNK)
    _expect(alice, b"* bob joined", ONE_CHUNK)
    _expect(alice, b"bob: hello alice", ONE_CHUNK)
    _expect(alice, b"bob: and how are you?", ONE_CHUNK)
    for text in (b"", b"/whoami"):
        bob.send(text + b"\r\n")
        said = b"bob: " + text
        lost = NOT_AS_SAID.about(text=glimpse(text) if text else "an empty line", wanted=glimpse(said))
        line = _line(alice, lost)
        if line.rstrip() != said.rstrip():
            _is(alice, line, said, lost)


@rounds("clean")
def half_a_line(server):
    alice = _joins(server, b"alice")
    bob = _joins(server, b"bob", alice)
    bob.send(b"good")
    if alice.waiting_more(server.faults.hold_seconds):
        alice.disappointed(HALF_LINE, None)
    bob.send(b" morning\r\nhow a")
    _expect(alice, b"bob: good morning", HALF_LINE)
    bob.send(b"re you?\r\n")
    _expect(alice, b"bob: how are you?", HALF_LINE)


@rounds("clean")
def names_that_nobody_can_have(server):
    alice = _joins(server, b"alice")
    for name, answer in ((b"alice", b"* alice is taken"), (b"", b"* no name")):
        peer = server.visitor()
        peer.send(name + b"\r\n")
        _expect(peer, answer)
        peer.expect_eof()
        peer.close()
    other = _joins(server, b"Alice", alice)
    _leaves(other, b"Alice", alice)
    _joins(server, b"bob", alice)
    _expect_here(alice, b"alice bob")


@rounds("clean")
def speakers_at_once(server):
    """Each has all its lines waiting for the program when it goes on. A line that goes out in several sends is mixed with
    others by chance only; but so many of them take so long that threads change places tens of times meanwhile."""
    peers = []
    for name in SPEAKERS + (b"dave",):
        peers.append(_joins(server, name, *peers))
    own = dict(zip(peers, SPEAKERS))
    for burst in range(BURSTS):
        with server.paused():
            for peer, name in own.items():
                peer.send(b"".join(_text(name, number) + b"\r\n" for number in range(LINES)))
        together(lambda peer: _hears_all(peer, own.get(peer)), peers)


@rounds("clean")
def clients_that_reset(server):
    alice = _joins(server, b"alice")
    for name in (b"carol", b"dave"):
        peer = _joins(server, name, alice)
        peer.reset()
        _expect_left(alice, name, RESET)
    gone = [_joins(server, name, alice) for name in (b"erin", b"frank")]
    _expect(gone[0], b"* frank joined")
    bob = _joins(server, b"bob", alice, *gone)
    with server.paused():
        for peer in gone:
            peer.reset()
        alice.send(b"is anybody there?\r\n")
    left = [b"* erin left", b"* frank left"]
    _expect_all(bob, left + [b"alice: is anybody there?"], STOPPED_BY_RESET)
    _expect_all(alice, left, STOPPED_BY_RESET)
    _expect_here(alice, b"alice bob", otherwise=STOPPED_BY_RESET)


@rounds("clean")
def a_crowd(server):
    silent = server.visitor()
    peers = []
    for number in reversed(range(1, CROWD)):    # not in the order of the alphabet
        name = b"guest%02d" % number
        peer = server.visitor(otherwise=general.NOT_ACCEPTING)
        peer.send(name + b"\r\n")
        if not peer.waiting(server.patience) and not peers:
            peer.disappointed(WAITED_FOR_SILENT, None)
        _expect(peer, b"* welcome " + name)
        for other in peers:
            _expect(other, b"* %s joined" % name)
        if not peers:
            _has_joined(peer, name)
        peers.append(peer)
    peers[0].send(b"hello everybody\r\n")
    for peer in peers[1:]:
        _expect(peer, b"guest19: hello everybody")
    _expect_here(peers[0], b" ".join(b"guest%02d" % number for number in range(1, CROWD)))
    silent.send(b"zoe\r\n")
    _expect(silent, b"* welcome zoe")


@rounds("clean")
def much_at_once(server):
    """Dave reads all the time; but the program has the lines sooner than it can send them."""
    dave = _joins(server, b"dave")
    alice = _joins(server, b"alice", dave)
    lines = [b"%03d %s" % (number, b"x" * 990) for number in range(CHUNKS)]
    with server.paused():
        sender = alice.send_aside(b"".join(line + b"\r\n" for line in lines))
        sender.join(SOON)       # where the system has room for all of it, the program finds it all at once
    for line in lines:
        _is(dave, _line_for_member(dave), b"alice: " + line)
    sender.join(alice.idle)


@rounds("clean")
def a_stalled_reader(server):
    """The lines go one by one, each when the one before has been heard: bob never has more than one waiting for him."""
    dave = _joins(server, b"dave", small_buffer=True)
    alice = _joins(server, b"alice", dave)
    bob = _joins(server, b"bob", alice, dave)
    lines = [b"%04d %s" % (number, bytes([97 + number % 26]) * (LONG - 10)) for number in range(FLOOD)]
    told = False
    for line in lines:
        alice.send(line + b"\r\n")
        told = _expect_past_notice(bob, b"alice: " + line, b"* dave left") or told
    if _was_dropped(dave, [b"alice: " + line for line in lines]) and not told:
        dave.close()
        _expect_left(bob, b"dave", DROPPED)


def _joins(server, name, *others, small_buffer=False):
    peer = server.visitor(small_buffer=small_buffer)
    peer.name_in_chat = name
    peer.send(name + b"\r\n")
    line = _line(peer)
    if peer.early is not None and line[:1] == b"*":
        EARLY_NAME.proved(at=peer, offset=0)
    _is(peer, line, b"* welcome " + name)
    for other in others:
        _expect(other, b"* %s joined" % name)
    if not others:
        _has_joined(peer, name)
    return peer


def _has_joined(peer, name):
    """The answer comes when the program has done with joining: nobody who comes later is told of this one any more."""
    _expect_here(peer, name)


def _leaves(peer, name, other):
    peer.half_close()
    _expect_left(other, name, CLOSED)
    peer.expect_eof()
    peer.close()


def _expect_left(peer, name, how):
    """The next line says that `name` has left."""
    if not peer.waiting(peer.idle):
        peer.disappointed(LEFT_UNTOLD, None, name=name.decode(), **how)
    _expect(peer, b"* %s left" % name)


def _expect(peer, wanted, otherwise=None):
    """The next line must be `wanted`; `otherwise` is the mistake of a program that sends another one, or none."""
    _is(peer, _line(peer, otherwise), wanted, otherwise)


def _is(peer, line, wanted, otherwise=None):
    if line != wanted:
        at = first_difference(wanted, line)
        if len(line) == at and at > 1000:
            peer.disappointed(CUT, None, offset=peer.line_at + at, n=len(line), m=len(wanted))
        start = at - 20 if at > 40 else 0       # so that what differs is seen
        peer.disappointed(otherwise, general.SENT_OTHER, offset=peer.line_at + at, n=peer.line_at + at,
                          expected=("…" if start else "") + glimpse(wanted[start:], 60),
                          got=("…" if start else "") + glimpse(line[start:], 60))


def _line(peer, otherwise=None):
    """The next line, without its end. It is nothing that this client has said."""
    peer.flush()
    if otherwise and not peer.waiting(peer.idle):
        peer.disappointed(otherwise, None)
    line = peer.expect_line(limit=LONG + 100)
    peer.line_at = peer.consumed - len(line)    # where evidence of it stands
    line = line.rstrip(b"\r\n")
    name = getattr(peer, "name_in_chat", None)
    if name and line == b"* %s joined" % name:
        what = "that {} joined".format(name.decode())
        ECHOED.proved(at=peer, offset=peer.line_at, name=name.decode(), what=what)
    if name and line.startswith(name + b": ") and line.count(b":") == 1:    # with more of them, lines are mixed
        what = "what {} had said".format(name.decode())
        ECHOED.proved(at=peer, offset=peer.line_at, name=name.decode(), what=what)
    return line


def _expect_all(peer, wanted, otherwise):
    """These lines, in any order."""
    wanted = list(wanted)
    while wanted:
        line = _line(peer, otherwise)
        if line not in wanted:
            offset = peer.line_at
            if sum(each.split()[-2 if each[:1] == b"*" else 0] in line for each in wanted) > 1:
                INTERLEAVED.proved(at=peer, offset=offset, line=glimpse(line, 60))
            expected = " or ".join(glimpse(each, 60) for each in wanted)
            peer.disappointed(None, general.SENT_OTHER, offset=offset, n=offset, expected=expected, got=glimpse(line, 60))
        wanted.remove(line)


def _expect_here(peer, names, gone=None, otherwise=None):
    """/who is answered with `names`. Who has left may be seen to leave a moment before the list knows, but not for long."""
    limit = time.monotonic() + peer.idle
    while True:
        peer.send(b"/who\r\n")
        if not gone:
            return _expect(peer, b"* here: " + names, otherwise)
        line = _line(peer)
        if line == b"* here: " + names:
            return
        if gone not in line.split():
            _is(peer, line, b"* here: " + names)
        if time.monotonic() > limit:
            STAYED_LISTED.proved(at=peer, name=gone.decode())
        peer.waiting_more(0.05)


def _text(name, number):
    return b"%s %d %s" % (name, number, name[:1] * (10 + number % 50))


def _line_for_member(peer):
    """The next line for one for whom little waits."""
    try:
        return _line(peer)
    except Proved as proved:
        if proved.mistake not in (general.CLOSED_EARLY, general.RESET):
            raise
        DROPPED_SOON.proved(at=peer, name=peer.name_in_chat.decode())


def _hears_all(peer, own):
    """All lines of all speakers but this one, each speaker's in order."""
    heard = {name: 0 for name in SPEAKERS if name != own}
    while any(count < LINES for count in heard.values()):
        line = _line_for_member(peer)
        if line.startswith(b"* ") and line.endswith(b" left") and line[2:-5] in SPEAKERS + (b"dave",):
            DROPPED_SOON.proved(at=peer, offset=peer.line_at, name=line[2:-5].decode())
        name = line.partition(b":")[0]
        if name in heard and line == name + b": " + _text(name, heard[name]):
            heard[name] += 1
            continue
        offset = peer.line_at
        if sum(name in line for name in SPEAKERS) > 1:
            INTERLEAVED.proved(at=peer, offset=offset, line=glimpse(line, 60))
        expected = " or ".join(glimpse(name + b": " + _text(name, count), 20) for name, count in heard.items() if count < LINES)
        peer.disappointed(None, general.SENT_OTHER, offset=offset, n=offset, expected=expected, got=glimpse(line, 60))


def _expect_past_notice(peer, wanted, notice):
    """The next line must be `wanted`; whether `notice` stood before it."""
    if not peer.waiting(peer.idle):
        peer.disappointed(STALLED, None)
    line = _line(peer)
    told = line == notice
    _is(peer, _line(peer, STALLED) if told else line, wanted)
    return told


def _was_dropped(peer, lines):
    """One that had stopped reading reads on: it gets all that was kept, or what stood before it was dropped. No gap."""
    peer.widen()
    for line in lines:
        try:
            heard = peer.read_line(LONG + 100, skip=False)
        except ConnectionError:
            return True
        except (Quiet, LineTooLong):
            peer.disappointed(LOST, None)
        if not heard:
            return True     # maybe in the middle of a line
        if heard.rstrip(b"\r\n") != line:
            LOST.proved(at=peer, offset=peer.consumed - len(heard))
    return False
