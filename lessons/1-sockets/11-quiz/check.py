"""1.11 quiz: a server with many clients at once, some of them silent."""

import os
import time

from bundle.checking import general, mistake, rounds
from bundle.checking.crowd import held, threads, threads_left
from bundle.checking.trial import glimpse
from bundle.wire.connection import Quiet

WAITED_FOR_SILENT = mistake(
    "waited-for-silent", "Client {b} waited for client {a}, which says nothing; only accept() belongs in the main loop: "
    "handle each connection separately.")
TOO_FEW_AT_ONCE = mistake(
    "too-few-at-once", "You served only {n} clients at the same time: client {b} got nothing while they were there; "
    "twenty must be served at once.")
SHARED = mistake(
    "shared-score", "Clients shared {what}: client {b} got {got} where its own would have been {expected}; keep it in "
    "variables that belong to one connection.")
HELD = mistake(
    "silent-client-held", "A silent client still holds a connection after the limit; send it bye, close, and wait for "
    "nothing more.")
HELD_THREAD = mistake(
    "silent-client-held", "A silent client still holds a thread after the limit: {m} were sent away, and {n} threads that "
    "you started for them are still there; let the function of the thread come to its end.")
TOO_SOON = mistake(
    "too-soon", "You sent a client away that had been silent for {seconds:.2g} s at most, and IDLE was {limit:g}; wait for "
    "IDLE seconds of silence.")
UNFINISHED = mistake("unfinished-line", "You judged half an answer; read until \\n.")
DROPPED = mistake(
    "dropped-answer", "Answers came in one go, and you did not judge each by itself; split at \\n, and keep the remainder for "
    "the next question.")
NOT_TO_THE_LETTER = mistake(
    "not-to-the-letter", "To {said} you said right, and the answer in the file is {answer}; it must be the same letter for "
    "letter.")
EMPTY_IS_ONE = mistake(
    "empty-answer", "A client answered with an empty line, and you did not judge it; that is an answer too, and no EOF.")
PAST_EOF = mistake(
    "past-eof", "A client left, and you did not close its connection; recv returning b'' means that it has finished.")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A resetting client stopped you; catch OSError per connection.",
    crash=r"ConnectionResetError|BrokenPipeError|ConnectionAbortedError")
WHOLE_SECONDS = mistake(
    "whole-seconds", "IDLE may have a fraction, as 0.5 has; read it with float().",
    crash=r"invalid literal for int\(\) with base 10: '\d*\.\d+'")

LONG = 60       # IDLE where silence is not the subject
SHORT = 0.4
SLACK = 0.05    # seconds: the clocks of some systems go in steps of 16 ms
SOON = 0.3      # seconds; who has not let go of its threads by then has a pool, or holds them: the next look tells
CROWD = 20
MANY = CROWD // 2       # threads more than before, which no program has by chance


@rounds("clean", "hold", "drib")
def two_in_a_row(server):
    server.start(LONG)
    _whole_quiz(server, server.visitor(), 3)
    _whole_quiz(server, server.visitor(), 2, before=3)


@rounds("clean")
def all_answers_at_once(server):
    server.start(LONG)
    quiz = _quiz(server)
    peer = server.visitor()
    peer.send(b"".join(answer + b"\r\n" for _, answer in quiz))
    for question, answer in quiz:
        _expect(peer, question, DROPPED)
        _expect(peer, b"right", DROPPED)
    _expect_score(peer, quiz, len(quiz))


@rounds("clean")
def a_crowd(server):
    server.start(LONG)
    quiz = _quiz(server)
    silent = server.visitor()
    second = server.visitor(otherwise=general.NOT_ACCEPTING)
    if not second.waiting(server.patience):
        second.disappointed(WAITED_FOR_SILENT, None, a=1, b=2)
    for question, answer in quiz:
        _expect_own(server, second, question, "their place in the quiz")
        second.send(answer + b"\r\n")
        _expect_own(server, second, b"right", "their place in the quiz")
    _expect_own(server, second, _score(quiz, len(quiz)), "a score")
    _expect(second, b"bye")
    second.expect_eof()
    peers = []
    while len(peers) < CROWD - 1:
        peers.append(server.visitor())
        if not peers[-1].waiting(server.patience):
            peers[-1].disappointed(TOO_FEW_AT_ONCE, None, n=len(peers), b=server.number(peers[-1]))
    own = {peer: index % len(quiz) for index, peer in enumerate(peers, 1)}      # so many right answers
    for number, (question, answer) in enumerate(quiz):
        for peer in peers:
            _expect_own(server, peer, question, "their place in the quiz")
        for peer in peers:
            peer.send((answer if number < own[peer] else b"no idea") + b"\r\n")
        for peer in peers:
            _expect_own(server, peer, b"right" if number < own[peer] else b"wrong: " + answer, "their place in the quiz")
    for peer in peers:
        _expect_own(server, peer, _score(quiz, own[peer]), "a score")
        _expect(peer, b"bye")
        peer.expect_eof()
    _expect(silent, quiz[0][0])
    silent.send(quiz[0][1] + b"\r\n")
    _expect(silent, b"right")


@rounds("clean")
def clients_who_leave(server):
    server.start(LONG)
    quiz = _quiz(server)
    stays = server.visitor()
    _expect(stays, quiz[0][0])
    for sent in (b"", b"no idea\r\n", b"half an ans"):
        with server.visitor() as peer:
            _expect(peer, quiz[0][0])
            peer.send(sent)
            peer.half_close()
            _expect_end(peer)
    for impatient in range(2):
        with server.paused():
            server.visitor(otherwise=STOPPED_BY_RESET).reset()
        peer = server.visitor(otherwise=STOPPED_BY_RESET)
        _expect(peer, quiz[0][0], STOPPED_BY_RESET)
        with server.paused():
            peer.send(b"no idea\r\n")
            peer.reset()
    stays.send(quiz[0][1] + b"\r\n")
    _expect(stays, b"right", STOPPED_BY_RESET)
    _expect(stays, quiz[1][0], STOPPED_BY_RESET)


@rounds("clean")
def silent_clients(server):
    server.start(SHORT)
    came = time.monotonic()
    first = server.visitor()
    first.silent_since = came
    _expect(first, _quiz(server)[0][0])
    begun = threads(server)
    peers = [first] + [_falls_silent(server, number) for number in range(1, CROWD)]
    _are_sent_away(server, peers)
    if begun is None or (threads_left(server, begun + MANY, SOON) or 0) <= begun + MANY:
        return _are_let_go(server, peers)
    # A pool keeps its threads for those who come next. Who needs as many new ones for them has not let go of the first.
    peers += [_falls_silent(server, number) for number in range(CROWD)]
    _are_sent_away(server, peers[CROWD:])
    left = threads_left(server, begun + CROWD + MANY)
    if left is None or left <= begun + CROWD + MANY:
        _are_let_go(server, peers)
    else:
        first.send(b"\r\n")     # only a connection that has been closed answers with a reset
        if not first.is_reset_within(SOON):
            HELD.proved(at=first)
        HELD_THREAD.proved(at=first, m=2 * CROWD, n=left - begun + 1)


def _falls_silent(server, number):
    """A client that says nothing, or nothing after an answer, or nothing more in the middle of one. It does not close."""
    since = time.monotonic()
    peer = server.visitor()
    if not peer.waiting(peer.idle):     # it has been accepted before the next one comes: a short backlog is no mistake
        peer.disappointed(HELD, None)
    said = (b"", b"no idea\r\n", b"no id")[number % 3]
    peer.silent_since = time.monotonic() if said.endswith(b"\n") else since    # half a line may count for nothing
    peer.send(said)
    return peer


def _are_sent_away(server, peers):
    quiz = _quiz(server)
    dialogue = (quiz[0][0], b"wrong: " + quiz[0][1], quiz[1][0])    # one that answers late may miss the middle of it
    for peer in peers:
        said = _line_to_silent(peer)
        while said in dialogue:
            said = _line_to_silent(peer)
        if said != b"bye":
            _is(peer, said, b"bye")
        seconds = time.monotonic() - peer.silent_since
        if seconds < SHORT - SLACK:
            TOO_SOON.proved(at=peer, offset=peer.line_at, seconds=seconds, limit=SHORT)
        peer.expect_eof(HELD, more=HELD)


def _are_let_go(server, peers):
    """Asked only when the threads have had their time to end: what is sent now wakes whoever waits for the client."""
    for peer in held(server, peers):
        HELD.proved(at=peer)


def _line_to_silent(peer):
    if not peer.waiting(peer.idle):
        peer.disappointed(HELD, None)
    if peer.waiting_more(0) and peer.ended and peer.consumed == peer.received:
        peer.disappointed(None, general.RESET if peer.was_reset else general.CLOSED_EARLY, wanted="bye")
    return _expect(peer, None)


def _quiz(server):
    """[(the line that asks, the answer)], as bytes."""
    with open(os.path.join(server.folder, "questions.txt"), "rb") as file:
        rows = [line.rstrip(b"\r\n").split(b"|") for line in file]
    return [(b"%d/%d %s" % (number, len(rows), question), answer) for number, (question, answer) in enumerate(rows, 1)]


def _score(quiz, right):
    return b"score %d/%d" % (right, len(quiz))


def _whole_quiz(server, peer, right, before=None):
    """The whole conversation with `right` right answers.

    before  the score of the client that came before
    """
    quiz = _quiz(server)
    for number, (question, answer) in enumerate(quiz):
        _expect(peer, question)
        said = answer if number < right else b"no idea" if not before else _nearly(answer, number == len(quiz) - 1)
        peer.send(said + b"\r\n")
        if peer.early is not None and not peer.ended:
            UNFINISHED.proved(at=peer, offset=peer.early)
        line = _expect(peer, None, None if said else EMPTY_IS_ONE)
        if said != answer and line == b"right":
            NOT_TO_THE_LETTER.proved(at=peer, offset=peer.line_at, said=glimpse(said) if said else "an empty line",
                                     answer=glimpse(answer))
        _is(peer, line, b"right" if number < right else b"wrong: " + answer, None if said else EMPTY_IS_ONE)
    _expect_score(peer, quiz, right, before)


def _nearly(answer, is_last):
    """A wrong answer that one could take for the right one, or for none."""
    return b"" if is_last else answer.upper() if answer.upper() != answer else b"no idea"


def _expect_score(peer, quiz, right, before=None):
    line = _expect(peer, None)
    if before and line == _score(quiz, before + right):
        SHARED.proved(at=peer, what="a score", b=2, got=glimpse(line), expected=glimpse(_score(quiz, right)))
    _is(peer, line, _score(quiz, right))
    _expect(peer, b"bye")
    peer.expect_eof()


def _expect(peer, wanted, otherwise=None):
    """The next line without its end; it must be `wanted`, if that is given."""
    line = peer.expect_line(otherwise)
    peer.line_at = peer.consumed - len(line)    # where evidence of it stands
    said = line.rstrip(b"\r\n")
    if wanted is not None:
        _is(peer, said, wanted, otherwise)
    return said


def _is(peer, said, wanted, otherwise=None):
    if said != wanted:
        peer.disappointed(otherwise, general.SENT_OTHER, offset=peer.line_at, n=peer.line_at, expected=glimpse(wanted, 60),
                          got=glimpse(said, 60))


def _expect_own(server, peer, wanted, what):
    """What this client must get, and gets another client's if it shares `what` with others."""
    said = _expect(peer, None)
    if said != wanted:
        peer.disappointed(SHARED, None, offset=peer.line_at, what=what, b=server.number(peer), got=glimpse(said, 60),
                          expected=glimpse(wanted, 60))


def _expect_end(peer):
    """The program closes this connection, whatever it says before."""
    try:
        while peer.recv():
            if peer.consumed > 5000:
                peer.disappointed(PAST_EOF, None)
    except ConnectionError:
        pass  # gone is gone
    except Quiet:
        peer.disappointed(PAST_EOF, None)
