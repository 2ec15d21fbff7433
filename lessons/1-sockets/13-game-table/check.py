"""1.13 game table: tables that own two sockets each, and somebody who waits for a partner."""

import time

from bundle.checking import general, mistake, rounds
from bundle.checking.trial import glimpse
from bundle.wire.connection import Quiet

OUT_OF_TURN = mistake(
    "out-of-turn", "You accepted a move out of turn; only a line of the player whose turn it is is a move, and what the "
    "other one "
    "says is answered at once, and forgotten.")
UNANSWERED = mistake(
    "out-of-turn-unanswered", "What a player said out of turn got no answer within {seconds:g} s; watch both "
    "connections of a table, "
    "whoever's turn it is, and the one who waits.")
ILLEGAL = mistake(
    "illegal-move", "To {line}, with {heap} stones in the heap, you said {got}; it is an illegal move, and it is still "
    "that player's "
    "turn.")
SHARED_HEAP = mistake(
    "shared-heap", "Pair {pair} saw another pair's heap: it was told {got} where its own was at {heap}; keep heap and turn in "
    "variables of one table.")
WAITING_BLOCKS = mistake(
    "waiting-blocks", "A player waiting for a partner blocked accept(): client {n} came, and no game began; do not read from "
    "the one who waits before the partner is there, or watch both.")
ONE_TABLE = mistake(
    "one-table", "Client {n} came while others were playing, and got no word; the main loop only accepts, and each "
    "table has its own "
    "thread.")
TOO_FEW_TABLES = mistake(
    "too-few-tables", "While {n} pairs were playing, two more players came, and no game began for them; there may be any "
    "number of tables at the same time.")
ONE_GAME = mistake("one-game", "You served one game and ended; accept() belongs in a loop.")
SURVIVOR = mistake(
    "survivor-not-told", "The opponent vanished and you never told the survivor ({when}); watch both connections of a table, "
    "whoever's turn it is.")
MOVE_LOST = mistake(
    "move-lost", "A player took {what} and left at once, and you forgot the move: the lines that came before EOF still count.")
HALF_LINE = mistake("half-line", "You took half a line for a whole one; read until \\n, and keep what is not finished.")
DROPPED = mistake(
    "dropped-line", "One recv held two lines, and you dropped the second, or took both for one; split at \\n, and keep the "
    "remainder.")
GONE_KEPT = mistake(
    "gone-player-kept", "A player who was waiting left, and you did not close that connection; while somebody waits, watch the "
    "connection for EOF.")
GONE_PAIRED = mistake(
    "gone-player-paired", "A player who was waiting left, and you paired the next one with nobody; forget who has gone.")
NO_FORFEIT = mistake(
    "no-forfeit", "A player said nothing for {seconds:g} s after `your turn`, and LIMIT was {limit:g}; end the game "
    "when it has "
    "passed.")
TIME_GIVEN = mistake(
    "time-given", "One player said nothing after `your turn`, and LIMIT was {limit:g}, but while the other one talked "
    "out of turn "
    "you waited on, for {seconds:g} s; count down to one deadline.")
TIME_RESTARTED = mistake(
    "time-restarted", "A player made illegal moves only, and {seconds:g} s after `your turn` the game went on, though LIMIT "
    "was {limit:g}; an illegal move gives no more time: set the deadline when you say `your turn`.")
KICKED = mistake(
    "waiting-has-no-limit", "A player without a partner waited longer than LIMIT, and heard {got}; LIMIT is for a move, "
    "after `your turn`.")
NOT_TEXT = mistake(
    "not-text", "A player sent the byte 0xff, which is no text in UTF-8, and was not told `illegal move`; compare bytes, or "
    "decode with errors=\"replace\".", crash="UnicodeDecodeError")
SECOND_FIRST = mistake(
    "second-moves-first", "You said `your turn` to client {b}, who came after client {a}; the one who waited moves first.")
TOO_SOON = mistake(
    "too-soon", "You said {got} after {seconds:.2g} s at most, and LIMIT was {limit:g}.")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A player reset the connection, and that stopped a game, or all of them; catch OSError where "
    "you read and "
    "where you send, and take it as leaving.",
    crash=r"ConnectionResetError|BrokenPipeError|ConnectionAbortedError")
WHOLE_SECONDS = mistake(
    "whole-seconds", "LIMIT may have a fraction, as 0.5 has; read it with float().",
    crash=r"invalid literal for int\(\) with base 10: '\d*\.\d+'")

LONG = 60       # LIMIT where silence is not the subject
SHORT = 0.5
SLACK = 0.05    # seconds: the clocks of some systems go in steps of 16 ms
TABLES = 12     # at the same time
SHOWN_BY = {OUT_OF_TURN: b"heap", SHARED_HEAP: b"heap", HALF_LINE: b"heap", GONE_PAIRED: b"start", MOVE_LOST: b"you win: ",
            KICKED: b"you "}


@rounds("clean", "hold", "drib")
def two_games(server):
    server.start(LONG)
    for game in range(1 if server.round.profile == "hold" else 2):
        ada, bob = _pair(server, ONE_GAME if game else None)
        _moves(ada, bob, [3, 2, 1, 3, 2], 12)
        _takes(bob, ada, 1, 1)
        _over(bob, b"you win")
        _over(ada, b"you lose")


@rounds("clean")
def out_of_turn(server):
    server.start(LONG)
    ada, bob = _pair(server)
    _says(bob, b"take 3", b"not your turn", OUT_OF_TURN)
    _takes(ada, bob, 2, 12, OUT_OF_TURN)
    _hears(bob, b"your turn", OUT_OF_TURN)
    _says(ada, b"take 2", b"not your turn", OUT_OF_TURN)
    _takes(bob, ada, 1, 10, OUT_OF_TURN)
    _hears(ada, b"your turn")
    ada.send(b"take 1\r\ntake 1\r\n")
    for player, line in ((ada, b"heap 8"), (bob, b"heap 8"), (ada, b"not your turn"), (bob, b"your turn")):
        _hears(player, line, OUT_OF_TURN, DROPPED)
    _takes(bob, ada, 2, 8)


@rounds("clean")
def illegal_moves(server):
    server.start(LONG)
    ada, bob = _pair(server)
    for line in (b"take 4", b"take 0", b"take -1", b"take", b"take two", b"give 1", b"1", b"", b"TAKE 1", b"take 02"):
        _illegal(ada, line, 12)
    _illegal(ada, b"take \xff", 12, NOT_TEXT)
    ada.send(b"take 9\ntake 3\n")
    _hears(ada, b"illegal move", ILLEGAL.about(line="take 9", heap=12))
    for player, line in ((ada, b"heap 9"), (bob, b"heap 9"), (bob, b"your turn")):
        _hears(player, line, DROPPED, DROPPED)
    _moves(bob, ada, [3, 3, 1], 9)
    _illegal(ada, b"take 3", 2)
    _takes(ada, bob, 2, 2)
    _over(ada, b"you win")
    _over(bob, b"you lose")


@rounds("clean")
def three_pairs_and_one_more(server):
    server.start(LONG)
    pairs = [_pair(server)]
    for number in (2, 3):
        pairs.append(_pair(server, None, ONE_TABLE))
    alone = _first(server, None, ONE_TABLE)
    heaps = [12, 12, 12]
    for turn, stones in enumerate(((1, 2, 3), (3, 1, 2), (2, 3, 3))):
        for index, pair in enumerate(pairs):
            mover, other = pair[turn % 2], pair[1 - turn % 2]
            shared = SHARED_HEAP.about(pair=index + 1, heap=heaps[index] - stones[index])
            _takes(mover, other, stones[index], heaps[index], shared)
            heaps[index] -= stones[index]
            _hears(other, b"your turn")
    partner = _second(server, alone)
    _takes(alone, partner, 2, 12)
    for number in range(4, TABLES):
        _takes(*_pair(server, None, None, TOO_FEW_TABLES.about(n=number)), 3, 12)


@rounds("clean")
def one_leaves(server):
    server.start(LONG)
    for leaver, how in ((0, "half_close"), (1, "half_close"), (1, "reset"), (0, "reset")):
        gone = STOPPED_BY_RESET if how == "reset" else None
        pair = _pair(server, gone)
        _takes(pair[0], pair[1], 2, 12)
        _hears(pair[1], b"your turn")
        when = "the one who left was {}on the move".format("" if leaver else "not ")
        getattr(pair[leaver], how)()
        survivor = pair[1 - leaver]
        told = STOPPED_BY_RESET if gone else SURVIVOR.about(when=when)
        _hears(survivor, b"you win: opponent left", None, told, closes=told)
        survivor.expect_eof()
        if how == "half_close":
            _is_closed(pair[leaver])
    _takes(*_pair(server, STOPPED_BY_RESET, STOPPED_BY_RESET), 1, 12)


@rounds("clean")
def a_move_and_eof_together(server):
    server.start(LONG)
    ada, bob = _pair(server)
    _moves(ada, bob, [3, 3, 3], 12)
    with server.paused():
        bob.send(b"take 3\n")
        bob.half_close()
    last = MOVE_LOST.about(what="the last stones")
    _hears(ada, b"heap 0", last)
    _over(ada, b"you lose", last)
    ada, bob = _pair(server, ONE_GAME)
    with server.paused():
        ada.send(b"take 2\n")
        ada.half_close()
    for line in (b"heap 10", b"your turn"):
        _hears(bob, line, MOVE_LOST.about(what="two stones"))
    _over(bob, b"you win: opponent left")
    ada, bob = _pair(server)
    with server.paused():
        ada.send(b"take 2")
        ada.half_close()
    line = bob.expect_line().rstrip(b"\r\n")
    if line.startswith(b"heap"):
        HALF_LINE.proved(ada, "received", ada.sent)     # the end of what stood for a line
    _is(bob, line, b"you win: opponent left")
    bob.expect_eof()


@rounds("clean")
def one_leaves_while_waiting(server):
    server.start(LONG)
    early = _first(server)
    early.half_close()
    early.expect_eof(otherwise=GONE_KEPT)
    ada = server.visitor(otherwise=ONE_GAME)
    _hears(ada, b"waiting", GONE_PAIRED)
    _says(ada, b"take 1", b"not your turn")
    bob = _second(server, ada)
    _takes(ada, bob, 1, 12)
    _first(server).reset()
    after = server.visitor(otherwise=STOPPED_BY_RESET)
    after.expect_line(otherwise=STOPPED_BY_RESET)      # it may have met one whose reset was not seen yet
    _hears(bob, b"your turn", None, STOPPED_BY_RESET)
    _takes(bob, ada, 1, 11, None, STOPPED_BY_RESET)


@rounds("clean")
def too_slow(server):
    """Ada takes her time for a move; then bob has all of his."""
    server.start(SHORT)
    ada = _first(server)
    began = time.monotonic()
    bob = _second(server, ada, its_turn=False)
    alone = _first(server, None, ONE_TABLE)
    came = time.monotonic()
    _hears(ada, b"your turn")
    if ada.waiting(max(0, began + 0.6 * SHORT - time.monotonic())):
        _forfeits(server, ada, bob, began)
    else:
        moved = time.monotonic()
        ada.send(b"take 1\n")
        line = bob.expect_line().rstrip(b"\r\n")
        if line != b"you win: opponent too slow":   # else the move crossed the end of the game: a busy machine
            _is(bob, line, b"heap 11")
            _hears(ada, b"heap 11")
            _hears(bob, b"your turn")
            _forfeits(server, bob, ada, moved)
    closed = alone.waiting(max(0, came + SHORT + 0.1 - time.monotonic())) and KICKED.about(got="the end of the connection")
    for line in (b"Is it my turn?", b"And now?"):     # who looks at the clock when something comes, looks now
        _says(alone, line, b"not your turn", KICKED, closed)


@rounds("clean")
def too_slow_while_the_other_talks(server):
    server.start(SHORT)
    ada = _first(server)
    began = time.monotonic()
    bob = _second(server, ada, its_turn=False)
    while not ada.waiting_more(SHORT / 3) or ada.received < len(b"waiting\nstart 12\nyour turn\nyou lose"):
        bob.send(b"Are you asleep?\n")
        waited = time.monotonic() - began
        if waited > server.patience + SHORT:
            ada.disappointed(TIME_GIVEN.about(seconds=round(waited, 1), limit=SHORT), None)
        if ada.ended:
            break
    _hears(ada, b"your turn")
    _forfeits(server, ada, bob, began, talks=True)


@rounds("clean")
def too_slow_with_illegal_moves(server):
    """One of them may cross the end of the game; that is nobody's fault."""
    server.start(SHORT)
    ada = _first(server)
    began = time.monotonic()
    bob = _second(server, ada)
    pause, line = SHORT * 0.3, b"illegal move"
    while line == b"illegal move":
        if not ada.waiting(pause):
            ada.send(b"pass\n")
        waited = time.monotonic() - began
        if waited > server.patience + SHORT:
            TIME_RESTARTED.proved(ada, seconds=round(waited, 1), limit=SHORT)
        try:
            line = ada.read_line().rstrip(b"\r\n")
        except ConnectionError:
            return      # what was sent crossed the end of the game all the same
        except Quiet:
            ada.disappointed(ILLEGAL.about(line="'pass'", heap=12, got="nothing"), None)
        pause = SHORT * 0.4
    _is(ada, line, b"you lose: too slow")
    _hears(bob, b"you win: opponent too slow")
    _is_closed(ada)
    bob.expect_eof()


def _forfeits(server, ada, bob, began, talks=False):
    """Ada, whose turn came after `began`, says nothing, and loses."""
    late = NO_FORFEIT.about(seconds=round(SHORT + server.patience, 1), limit=SHORT)
    ada.idle = bob.idle = server.patience + SHORT
    line = ada.expect_line(otherwise=late).rstrip(b"\r\n")
    seconds = time.monotonic() - began
    if seconds < SHORT - SLACK:     # however slow we are
        TOO_SOON.proved(ada, "sent", ada.consumed - len(line), got=repr(line.decode("latin-1")), seconds=seconds, limit=SHORT)
    _is(ada, line, b"you lose: too slow")
    _is(bob, _talk_until(bob, b"not your turn" if talks else None, late), b"you win: opponent too slow")
    ada.expect_eof()
    bob.expect_eof()


def _talk_until(peer, passed_over, otherwise):
    while True:
        line = peer.expect_line(otherwise=otherwise).rstrip(b"\r\n")
        if line != passed_over:
            return line


# Parts of a game

def _is_closed(leaver):
    """The connection of one who left comes to its end, whatever is said there to nobody."""
    try:
        while leaver.recv():
            pass
    except Quiet:
        leaver.disappointed(None, general.WAITED, seconds=round(leaver.idle, 1), turn="close")
    except ConnectionError:
        pass    # an end, too


def _first(server, refused=None, silent=None):
    """A player who has to wait."""
    player = server.visitor(otherwise=refused)
    _hears(player, b"waiting", None, silent and silent.about(n=server.number(player)) if silent is ONE_TABLE else silent)
    return player


def _second(server, first, its_turn=True, silent=None):
    """One who plays against `first`, who waits."""
    player = server.visitor()
    silent = silent or WAITING_BLOCKS.about(n=server.number(player))
    _hears(player, b"start 12", None, silent)
    _hears(first, b"start 12", None, silent)
    if its_turn:
        if not first.waiting(first.idle) and player.waiting() and player.expect_line() in (b"your turn\n", b"your turn\r\n"):
            SECOND_FIRST.proved(player, "sent", player.consumed - 1, a=server.number(first), b=server.number(player))
        _hears(first, b"your turn")
    return player


def _pair(server, refused=None, silent=None, no_game=None):
    """Two players at a table; it is the first one's turn."""
    first = _first(server, refused, silent or no_game)
    return first, _second(server, first, silent=no_game)


def _moves(mover, other, stones, heap):
    """Legal moves, in turns; then it is somebody's turn."""
    for count in stones:
        _takes(mover, other, count, heap)
        heap -= count
        _hears(other, b"your turn")
        mover, other = other, mover


def _takes(mover, other, count, heap, otherwise=None, silent=None):
    """A legal move, which both hear of."""
    mover.send(b"take %d\n" % count)
    for player in (mover, other):
        _hears(player, b"heap %d" % (heap - count), otherwise, silent)


def _says(player, line, answer, otherwise=None, silent=None):
    player.send(line + b"\n")
    _hears(player, answer, otherwise, silent or UNANSWERED.about(seconds=round(player.idle, 1)))


def _illegal(player, line, heap, silent=None):
    player.send(line + b"\n")
    about = ILLEGAL.about(line=repr(line)[1:], heap=heap)
    _hears(player, b"illegal move", about, silent or about.about(got="nothing"))


def _over(player, line, otherwise=None):
    _hears(player, line, otherwise)
    player.expect_eof()


def _hears(player, line, otherwise=None, silent=None, closes=None):
    """The next line that this player is told.

    otherwise  the mistake of a program that says another
    silent     of one that says nothing, or closes
    """
    got = player.expect_line(otherwise=silent or closes)
    if player.early is not None:
        HALF_LINE.proved(player, offset=player.early)
    _is(player, got.rstrip(b"\r\n"), line, otherwise)


def _is(player, got, line, otherwise=None):
    if got == line:
        return
    if not got.startswith(SHOWN_BY.get(getattr(otherwise, "mistake", otherwise), b"")):
        otherwise = None    # it says something else, in other words
    n = player.consumed - len(got) - 1
    player.disappointed(otherwise and otherwise.about(got=glimpse(got)), general.SENT_OTHER, offset=n, n=n,
                        expected=glimpse(line), got=glimpse(got))
