"""A check of a client with the learner's own tap between the program and each practice server: `--through tap.py`.

(A check of a script goes through the learner's own gateway: see bundle.checking.through_gateway.)

The tap is exercise 1.14's. Its first client is the check itself, with every byte there is: what goes in at one end must come
out at the other. What it logs then is the wire that the learner sees; what crossed our end of the wire says whether to believe
it. Knows nothing of the exercise that is checked.
"""

import contextlib
import os
import socket
import time

from bundle.checking.listening import listens_instead
from bundle.checking.mistakes import Mistake, Proved
from bundle.checking.ports import free_port, give_back
from bundle.checking.program import Program
from bundle.checking.server import ATTEMPT, MOST_LOG, NOTICE, try_to_connect
from bundle.checking.tap_log import TapLog
from bundle.checking.trial import STARTS_WITHIN, first_difference, glimpse
from bundle.invocation import typed
from bundle.servers import PROTOCOLS
from bundle.servers.service import HOST
from bundle.wire.connection import readable
from bundle.wire.transcript import Event, Transcript

TAP = "1.14"            # the exercise that makes it
MORE = "opens more connections than the one to the tap"
PAST_A_TAP = {"ftp": MORE, "files": MORE, "ping": "sends datagrams"}
EVERY_BYTE = bytes(range(256))
OURS = 1                # the number that the check itself has in a tap's log


def _tap_mistake(name, sentence):
    return Mistake(name, sentence + " Check {tap} by itself: {check}", rank=-1)


TAP_ENDED = _tap_mistake("tap-ended", "{tap} ended {when}{why}.")
TAP_ENDED_BY_US = _tap_mistake("tap-ended-by-check", "The check ended {tap}, and what it found is: “{message}”")
TAP_NOT_LISTENING = _tap_mistake("tap-not-listening", "{tap} did not listen on 127.0.0.1 port {port} within {seconds:g} s.")
TAP_ELSEWHERE = _tap_mistake("tap-not-listening", "{tap} was given port {port} on 127.0.0.1, and listens on port {other} of "
                             "{host}.")
TAP_NO_UPSTREAM = _tap_mistake("tap-not-relaying", "A client came to {tap}, and within {seconds:g} s it did not connect to "
                               "the server.")
TAP_ALTERS = _tap_mistake("tap-alters", "Before your program came, the check itself sent {m} bytes through {tap}, one of each "
                          "value, {to} ({way}): {passed}{went} went in, and {came} came out.")
TAP_BAD_LINE = _tap_mistake("tap-bad-line", "The log of {tap} cannot be read: its line {n} is {line}.")
TAP_LOG_SHORT = _tap_mistake("tap-log-differs", "{m:,} bytes of client {number} crossed the wire ({way}), and the log of {tap} "
                             "tells {n:,} of them. That client was {who}.")
TAP_LOG_DIFFERS = _tap_mistake("tap-log-differs", "For client {number}, the log of {tap} differs at byte {n} ({way}) from what "
                               "crossed the wire: it says {told}, and {crossed} crossed. That client was {who}.")
TAP_CHANGES = _tap_mistake("tap-changes", "Your program passes round {round} without {tap}; through it, it does not: "
                           "“{message}” So {tap} changes what passes, or when.")


def why_not(exercise):
    """Why this exercise cannot be checked through anything, as a clause; None if it can."""
    if exercise.kind == "cgi":
        from bundle.checking import through_gateway
        return through_gateway.why_not(exercise)
    if exercise.kind != "client":
        return "its program is no client"
    if len(exercise.servers) != 1:
        return "its program talks with %s" % ("several servers" if exercise.servers else "no practice server")
    name = exercise.servers[0]
    if name in PAST_A_TAP:
        return "its program " + PAST_A_TAP[name]
    if PROTOCOLS[name].tls or exercise.takes_url:
        return "what a tap sees of it is encrypted" if PROTOCOLS[name].tls else "its addresses lead past the tap"
    return None


class Tap:
    """The learner's tap in front of one service of a round, which has not started yet.

    trial  the Client whose round it is
    file   the tap
    It listens on `port`, and relays to `gate`, a listening socket that the service is to take over. Raises Proved if it does
    not work.
    """

    def __init__(self, trial, file):
        self.log = TapLog()
        self.port = free_port()
        self.service = None     # once it has started
        self._trial = trial
        self._file = file
        self.gate = socket.create_server((HOST, 0), backlog=128)
        self.program = Program(file, [self.port, HOST, self.gate.getsockname()[1]], trial.folder,
                               trial.environment({"PYTHONUNBUFFERED": None}), most_output=MOST_LOG, on_output=self.log.feed)
        trial.taps.append(self)
        try:
            self._wait_until_it_relays()
        except BaseException:
            self.gate.close()
            raise

    def _wait_until_it_relays(self):
        """The first client of the tap is ours, and so is the server that it meets."""
        limit = time.monotonic() + STARTS_WITHIN
        visitor = None
        while not visitor:
            visitor = self._try(time.monotonic() > limit)
        with visitor:
            limit = time.monotonic() + self._trial.patience
            while not readable(self.gate, ATTEMPT):
                self._look(time.monotonic() > limit, TAP_NO_UPSTREAM, seconds=self._trial.patience)
            with self.gate.accept()[0] as behind:
                self._must_pass(visitor, behind, "->")
                self._must_pass(behind, visitor, "<-")

    def _must_pass(self, sender, receiver, way):
        """Send every byte there is, once, from one end that is ours to the other."""
        limit = time.monotonic() + self._trial.patience
        came, missing = b"", "nothing"
        try:
            sender.sendall(EVERY_BYTE)
            while came != EVERY_BYTE and EVERY_BYTE.startswith(came) and time.monotonic() < limit:
                if readable(receiver, ATTEMPT):
                    chunk = receiver.recv(len(EVERY_BYTE))
                    if not chunk:
                        missing = "EOF"
                        break
                    came += chunk
                self._look(False, None)
        except OSError:
            missing = "a reset"
        if came != EVERY_BYTE:
            self.program.ended.wait(NOTICE * self._trial.patience)
            self._look(False, None)
            n = first_difference(EVERY_BYTE, came)
            self._prove(TAP_ALTERS, m=len(EVERY_BYTE), way=way, to="to the server" if way == "->" else "from the server",
                        passed="after the first %d, " % n if n else "", went=repr(EVERY_BYTE[n:n + 6]),
                        came=repr(came[n:n + 6]) if came[n:] else missing)

    def _try(self, is_late):
        with contextlib.suppress(socket.timeout):
            sock = try_to_connect(HOST, self.port, self._trial.patience)
            if sock:
                return sock
        self.program.ended.wait(ATTEMPT)
        return self._look(is_late, TAP_NOT_LISTENING, port=self.port, seconds=STARTS_WITHIN)

    def _look(self, is_late, mistake, **fields):
        has_ended = self.program.ended.is_set()     # asked first: who prints too much is ended for that
        self._look_after()
        if has_ended:
            self._judge_end("before your program came")
        if is_late:
            if mistake is TAP_NOT_LISTENING:
                host, other = listens_instead(self.program, self.port, guess=True) or (None, None)
                if host:
                    self._prove(TAP_ELSEWHERE, port=self.port, host=host, other=other)
            self._prove(mistake, **fields)

    def _look_after(self):
        try:
            self._trial.look_after(self.program)
        except Proved as proved:
            self._prove(TAP_ENDED_BY_US, message=proved.message)

    def _prove(self, mistake, at=None, direction=None, offset=None, **fields):
        mistake.proved(at, direction, offset, tap=os.path.basename(self._file), check=typed("check", TAP, self._file),
                       **fields)

    def _judge_end(self, when):
        crash = self.program.crash
        why = " with {}{}".format(crash.text, " at line %d" % crash.line if crash.line else "") if crash else ""
        self._prove(TAP_ENDED, when=when, why=why)

    def end(self):
        self.program.end()
        give_back(self.port)

    def judge(self, has_failed):
        """Raise Proved if the tap has ended, or if its log is not what crossed our end of the wire.

        has_failed  whether the round has: it may be because the tap is about to end
        """
        if has_failed:
            self.program.ended.wait(NOTICE * self._trial.patience)
        if self.program.ended.is_set() and not self.program.was_ended_by_us:
            self._look_after()      # it may have ended because it printed too much
            self._judge_end("during the check")
        sessions = self.service.sessions if self.service else []
        crossed = {(OURS, "->"): EVERY_BYTE, (OURS, "<-"): EVERY_BYTE}
        clients = {number: session.conn for number, session in enumerate(sessions, OURS + 1) if not session.conn.secure}
        for number, conn in clients.items():
            crossed[number, "->"] = self._crossed(conn.name, "sent")
            crossed[number, "<-"] = self._crossed(conn.name, "received")
        self.log.wait(lambda log: all(log.count(way, number) >= len(data) or log.ends(number, way)
                                      for (number, way), data in crossed.items()), self._trial.patience)
        if self.log.bad is not None:
            self._prove(TAP_BAD_LINE, n=self.log.lines, line=repr(self.log.bad[:60]))
        for (number, way), data in crossed.items():
            self._compare(clients.get(number), number, way, data, self.log.crossed(number, way))

    def _compare(self, conn, number, way, crossed, told):
        """What the server has sent may be lost on the way to a program that left; what came to it must be in the log.

        conn  None for the connection of the check itself, of which nothing may be lost
        """
        n = first_difference(crossed, told)
        if n == len(told) == len(crossed) or conn and n == len(crossed) and way == "->":
            return
        direction = "sent" if way == "->" else "received"
        who = "your program (connection {}); client {} was the check itself".format(conn.name, OURS) if conn else \
            "the check itself, which comes first"
        fields = {"number": number, "way": way, "n": n, "who": who}
        if n < len(told):
            self._prove(TAP_LOG_DIFFERS, conn, direction, n, told=glimpse(told[n:]), crossed=glimpse(crossed[n:]), **fields)
        if not conn or way == "->" or conn.ended and not conn.left_first and not conn.was_reset:
            self._prove(TAP_LOG_SHORT, conn, direction, n, m=len(crossed), **fields)

    def _crossed(self, name, direction):
        return b"".join(event.data for event in self._trial.transcript.since(0)
                        if (event.connection, event.kind, event.direction) == (name, "data", direction))

    def count(self):
        """(connections, bytes to the server, bytes from it) in its log, without the check itself."""
        numbers = [number for number in self.log.numbers() if number > OURS]
        return (len(numbers), sum(self.log.count("->", number) for number in numbers),
                sum(self.log.count("<-", number) for number in numbers))

    def events(self):
        """What its log tells, as Events, by the names that the connections have with us."""
        sessions = self.service.sessions if self.service else []
        names = {number: session.conn.name for number, session in enumerate(sessions, OURS + 1)}
        offsets = {}
        for seconds, number, way, data in list(self.log.entries):
            name = names.get(number)
            if name is None:
                continue
            t, direction = seconds - self._trial.transcript.began, "sent" if way == "->" else "received"
            if (name, "sent") not in offsets:
                offsets[name, "sent"] = offsets[name, "received"] = 0
                yield Event(t, name, "open", "sent", note="through {}, as its client {}".format(os.path.basename(self._file),
                                                                                            number))
            kind = "fin" if data is None else "data"
            yield Event(t, name, kind, direction, data or b"", offsets[name, direction])
            offsets[name, direction] += len(data or b"")


class Tapped:
    """A started Service that is reached at the tap's port; in all else the Service itself."""

    def __init__(self, service, tap):
        self._service = tap.service = service
        self.port = tap.port

    def __getattr__(self, name):
        return getattr(self._service, name)


def told_by(taps):
    """A Transcript of what the logs of these taps tell."""
    transcript = Transcript()
    transcript.events = sorted((event for tap in taps for event in tap.events()), key=lambda event: event.t)
    return transcript


def watch(exercise, file):
    """What is to see, and tell, how a check of `exercise` goes through `file`: a Watched, or a Serving."""
    if exercise.kind == "cgi":
        from bundle.checking.through_gateway import Serving
        return Serving(file)
    return Watched(file)


class Watched:
    """What a check through a tap saw of it, in all rounds: its `file`, the `connections`, and the bytes that the programs
    `sent` and `received`."""

    def __init__(self, file):
        self.file = file
        self.connections = self.sent = self.received = 0

    def trial(self, *details):
        """The trial of a round."""
        from bundle.checking.client import Client
        trial = Client(*details)
        trial.through = self.file
        return trial

    def add(self, trial):
        for connections, sent, received in (tap.count() for tap in trial.taps):
            self.connections += connections
            self.sent += sent
            self.received += received

    def judge(self, verdict, check_directly):
        """A program that does not pass through the tap may pass without it: then it is the tap that is to be told. One that
        does not pass every round without it has a mistake of its own, which luck may have hidden in this round."""
        if verdict.passed or verdict.diagnosis.startswith("tap-") or not verdict.rounds:
            return
        direct = check_directly()
        if direct.passed:
            name = os.path.basename(self.file)
            verdict.diagnosis = TAP_CHANGES.name
            verdict.message = TAP_CHANGES.sentence.format(round=verdict.round, tap=name, message=verdict.message,
                                                          check=typed("check", TAP, self.file))
        elif verdict.round in [name for name, passed, _ in direct.rounds if passed]:
            verdict.tell_instead(direct)

    def tell(self, name):
        """How it passed, what was counted, and a line more. name: of the file, as it may be shown."""
        return "passed", "", ("Watched through %s: %d connection%s, %s bytes -> and %s bytes <- in its log.\n"
                              "(In each round, its client 1 is the check itself.)") % (
            name, self.connections, "s" * (self.connections != 1), format(self.sent, ","), format(self.received, ","))

    def as_json(self):
        return {"file": self.file, "connections": self.connections, "sent": self.sent, "received": self.received}
