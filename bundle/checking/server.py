"""The trial of a server: visitors come to the learner's program, one after another or many at once."""

import contextlib
import select
import socket
import threading
import time

from bundle import processes
from bundle.checking import general, ports
from bundle.checking.listening import listens_elsewhere
from bundle.checking.preflight import attributes_in, ports_in
from bundle.checking.trial import GLANCE, STARTS_WITHIN, Trial, first_difference, glimpse
from bundle.wire.connection import Connection, LineTooLong, Quiet

ATTEMPT = 0.02      # seconds between two attempts to connect to a program that does not listen yet
STALLED = 0.2       # seconds without progress after which a sender is stuck
PIECE = 64 * 1024   # bytes of one send in an exchange
SMALL_BUFFER = 8192 # bytes that the system keeps for a visitor who stops reading
MOST_LOG = 256 * 1024 * 1024    # bytes that a tap may print
NOTICE = 0.15       # so much of its patience a check waits for the program to end, after its end of a connection did
SENDING = {"send", "sendall", "sendfile", "sendto", "sendmsg", "write", "writelines"}   # a program with none of them cannot send
SENT_NOTHING = (general.CLOSED_EARLY, general.RESET, general.WAITED)     # what is told of a program that sent nothing, too


class Server(Trial):
    """`python FILE PORT [args]`. A check sends visitors. The program is started with the first of them."""

    def __init__(self, *details):
        super().__init__(*details)
        self.port = None
        self.log = None     # what a tap has printed: a TapLog, once keeps_log() was called
        self._visitors = []
        self._ports = []    # held until the round is over

    def close(self):
        for visitor in self._visitors:
            visitor.abandon()
        super().close()
        for visitor in self._visitors:
            visitor.close()
        for port in self._ports:
            ports.give_back(port)

    def start(self, *args, port=None, environ=None):
        """Start the program with a free port (or with `port`, to start it again) and `args`; returns the Program.

        environ  more of its environment (see Trial.environment)
        """
        self.port = port or self.free_port()
        self._has_listened = False
        if not self.log:
            return self.launch(self.port, *args, environ=environ)
        environ = dict(environ or {}, PYTHONUNBUFFERED="1" if self._unbuffered else None)
        return self.launch(self.port, *args, environ=environ, most_output=MOST_LOG, on_output=self.log.feed)

    def free_port(self):
        """A port on which nobody listens, and that nobody else is given while the round goes on."""
        self._ports.append(ports.free_port())
        return self._ports[-1]

    def keeps_log(self, unbuffered=False):
        """The program's output is the log of a tap: `self.log`, a TapLog.

        unbuffered  each write goes out at once, so that two threads that print at once mix their lines; else what is not
                    flushed stays in the program
        """
        from bundle.checking.tap_log import TapLog
        self.log, self._unbuffered = TapLog(), unbuffered

    def upstream(self, port=0, small_buffer=False):
        """A server that the program is to connect to: an Upstream, with `.host`, `.port` and `.accept(visitor)`."""
        from bundle.checking.upstream import Upstream
        self.services.append(Upstream(self, port, small_buffer))
        return self.services[-1]

    def stop(self):
        """End the program, as somebody who restarts it would."""
        self.program.end()

    @property
    def ended(self):
        """Whether the program has ended."""
        return self.program.ended.is_set()

    def visitor(self, otherwise=None, faulty=True, small_buffer=False):
        """A new connection to the program: a Visitor. Starts the program if nobody has.

        The first one waits until the program listens. A later one that is refused proves `otherwise`, if given.
        faulty        whether the round's fault profile is on
        small_buffer  the system keeps little for a visitor that does not read, so that the program notices soon
        """
        if not self.program:
            self.start()
        sock = self._connect(otherwise, SMALL_BUFFER if small_buffer else None)
        visitor = Visitor(self, sock, ("127.0.0.1", self.port), faulty, otherwise)
        self._visitors.append(visitor)
        return visitor.opened(by_program=False)

    @contextlib.contextmanager
    def paused(self):
        """The program is stopped meanwhile: it finds what visitors did all at once, whatever the machine's load."""
        self.program.pause()
        try:
            yield
        finally:
            self.program.pause(False)

    def number(self, visitor):
        """Which visitor it is: 1 is the first."""
        return self._visitors.index(visitor) + 1

    def finish(self):
        """Called after the round: what no visitor would notice."""
        self.look_after(self.program)
        if not self.program.exited and processes.count_marked(self.mark) > 1:
            self.program.ended.wait(NOTICE * self.patience)     # it may be on its way into the background
        if self.program.exited:
            self.program.ended.wait()
            self.judge_end("after its last visitor")
        if can_connect("127.0.0.2", self.port):     # reaches a socket bound to every address, but none bound to ours
            general.WRONG_ADDRESS.proved(address="every address of this machine")

    def judge_end(self, when, at=None, otherwise=None):
        """The program has ended, which a server never does: raise Proved."""
        others = [port for port in ports_in(self.program.file) if port != self.port]
        if others and not self._has_listened:
            general.WRONG_PORT.proved(p=self.port, q=others[0])
        self.judge_crash(self.program, at)
        if self.program.left_children() or can_connect("127.0.0.1", self.port):
            general.IN_BACKGROUND.proved(at)
        (otherwise or general.ENDED_UNASKED).proved(at, when=when)

    def _connect(self, otherwise, buffer):
        began = time.monotonic()
        limit = began + (STARTS_WITHIN if not self._has_listened else 0)
        looked = began
        while True:
            try:
                sock = try_to_connect("127.0.0.1", self.port, self.patience, buffer)
            except socket.timeout:
                self.look_after(self.program)
                (otherwise or general.NOT_ACCEPTING).proved(self._visitors[-1] if self._visitors else None,
                                                            seconds=round(self.patience, 1))
            if sock:
                if not self._has_listened:
                    self._has_listened = True
                    self.learn_patience(time.monotonic() - self.program.began)
                return sock
            if self.program.ended.wait(ATTEMPT if not self._has_listened else NOTICE * self.patience):
                if self._has_listened:
                    self.judge_end("before client {} came".format(len(self._visitors) + 1),
                                   self._visitors[-1] if self._visitors else None, otherwise)
                self.judge_end("before it listened")
            if self._has_listened and otherwise:
                otherwise.proved(self._visitors[-1])
            now = time.monotonic()
            if now - looked > GLANCE:
                looked = now
                self.look_after(self.program)
                listens_elsewhere(self.program, self.port)
            if now > limit:
                listens_elsewhere(self.program, self.port, guess=True)
                general.NOT_LISTENING.proved(port=self.port, seconds=STARTS_WITHIN)


class Visitor(Connection):
    """A client of the learner's server, as a check plays it. Each `expect_…` proves a mistake when it is disappointed.

    `otherwise` is the named mistake to prove; without it, or when the program has crashed, a general one is.
    """

    def __init__(self, trial, sock, peer, faulty, if_ended=None, name=None):
        super().__init__(sock, trial.transcript, name, trial.faults if faulty else None, trial.patience, peer=peer)
        self._trial = trial
        self.client = self      # the visitor that the program made this connection for, where that is another
        self._if_ended = if_ended   # the mistake of a program that has ended when this visitor came

    def expect_line(self, otherwise=None, limit=10000):
        """The next line, with its line end, as bytes."""
        try:
            line = self.read_line(limit, skip=False)
        except LineTooLong:
            self.disappointed(otherwise, general.SENT_OTHER, n=self.consumed, expected="a line end",
                              got="more than {} bytes without one".format(limit))
        except Quiet:
            self.disappointed(otherwise, general.WAITED, seconds=round(self.idle, 1), turn="send")
        except ConnectionError:
            self.disappointed(otherwise, general.RESET, wanted="a line")
        if not line:
            wanted = "a line end after {}".format(glimpse(self.unfinished)) if self.unfinished else "a whole line"
            self.disappointed(otherwise, general.CLOSED_EARLY, wanted=wanted)
        return line

    def send(self, data):
        """Send one message. A program that has gone is not noticed here, but by what is expected of it next."""
        try:
            super().send(data)
        except Quiet:
            self.disappointed(None, general.NOT_READING, seconds=round(self.idle, 1))
        except ConnectionError:
            pass

    def expect(self, data, closes=None, differs=None, silent=None):
        """Exactly these bytes next.

        closes   the mistake of a program that closes or resets instead
        silent   the mistake of one that sends too little
        differs  the mistake of one that sends something else
        """
        got = bytearray()
        while len(got) < len(data):
            try:
                chunk = self.recv(len(data) - len(got))
            except Quiet:
                self.disappointed(silent, general.WAITED, seconds=round(self.idle, 1), turn="send")
            except ConnectionError:
                self.disappointed(closes, general.RESET, wanted=_how_many(data, got))
            if not chunk:
                self.disappointed(closes, general.CLOSED_EARLY, wanted=_how_many(data, got))
            start = len(got)
            got += chunk
            if data[start:len(got)] != chunk:
                n = first_difference(data, bytes(got))
                offset = self.consumed - len(got) + n
                self.disappointed(differs, general.SENT_OTHER, offset=offset, n=offset,
                                  expected=glimpse(data[n:]), got=glimpse(bytes(got[n:])))

    def expect_eof(self, otherwise=None, more=None):
        """The program closes now.

        otherwise  the mistake of one that does not close
        more       the mistake of one that sends more instead
        """
        try:
            chunk = self.recv()
        except Quiet:
            self.disappointed(otherwise, general.WAITED, seconds=round(self.idle, 1), turn="close")
        except ConnectionError:
            self.disappointed(None, general.RESET, wanted="the end in good order")
        if chunk:
            self.disappointed(more, general.SENT_MORE, offset=self.consumed - len(chunk), got=glimpse(chunk))

    def exchange(self, data, stop_reading=False):
        """Send `data` and read as many bytes at the same time; returns what came until then, EOF or silence.

        stop_reading  read nothing at first, until the program no longer takes what is sent; then go on
        """
        sender = self.send_aside(data)
        if stop_reading:
            self._wait_until_stalled(sender)
        got = bytearray()
        try:
            while len(got) < len(data):
                chunk = self.recv()
                if not chunk:
                    break
                got += chunk
        except (Quiet, ConnectionError):
            pass  # what came is judged by whoever asked
        sender.join(self.idle)
        return bytes(got)

    def send_aside(self, data):
        """Send `data` in pieces, in a thread of its own, while the caller reads; returns the thread."""
        sender = threading.Thread(target=self._send_quietly, args=(data,), daemon=True)
        sender.start()
        return sender

    def _send_quietly(self, data):
        try:
            for at in range(0, len(data), PIECE):
                super().send(data[at:at + PIECE])
        except (Quiet, ConnectionError):
            pass  # the reader sees it too

    def _wait_until_stalled(self, sender):
        sent = -1
        while sender.is_alive() and self.sent != sent:
            sent = self.sent
            sender.join(STALLED)
        self.pause(STALLED)     # everything may be sent by now: leave the program time to fill what it sends into

    def expect_open(self, seconds, otherwise):
        """The program does not close or reset for `seconds`; what it sends meanwhile is kept."""
        limit = time.monotonic() + seconds
        while not self.ended:
            left = limit - time.monotonic()
            if left <= 0 or not self.waiting_more(left):
                return
        self.disappointed(otherwise, general.CLOSED_EARLY, wanted="an answer")

    def is_reset_within(self, seconds):
        """Whether the program resets the connection within `seconds`, although its FIN has been read: it has closed while
        something from us was unread. (Where there is no poll(), only what has come already is seen.)"""
        if hasattr(select, "poll") and not (self.was_reset or self.closed):
            poll = select.poll()
            poll.register(self._sock, 0)    # nothing but errors: EOF is there all the time
            poll.poll(seconds * 1000)
        if not self.closed and self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._note_reset("sent")
        return self.was_reset

    def has_met_the_end(self, otherwise=None):
        """The program has ended while this connection was there: raise Proved."""
        trial = self._trial
        trial.judge_end("while client {} was there".format(trial.number(self.client)), self, self._if_ended or otherwise)

    def disappointed(self, otherwise, general_mistake, offset=None, **fields):
        """Raise Proved: the program's end, `otherwise`, or the general mistake."""
        trial = self._trial
        if self.ended and trial.program.ended.wait(NOTICE * trial.patience):
            self.has_met_the_end(otherwise)
        trial.look_after(trial.program)
        printed = trial.program.stdout.strip()
        has_printed = printed and not trial.log and not otherwise and not self.received and general_mistake in SENT_NOTHING
        if has_printed and not SENDING & attributes_in(trial.program.file):
            general.PRINTED_INSTEAD.proved(self, got=glimpse(printed))
        (otherwise or general_mistake).proved(self, offset=offset, **fields)


def _how_many(data, got):
    return "all {} bytes ({} came)".format(len(data), len(got)) if len(data) > 60 else glimpse(data[len(got):])


def try_to_connect(host, port, seconds, buffer=None):
    """A connected socket, or None when nobody listens; socket.timeout when somebody does, but has no room for us.

    buffer  the size of its receive buffer in bytes
    """
    sock = socket.socket()
    try:
        if buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        sock.settimeout(seconds)
        sock.connect((host, port))
        if sock.getsockname() != (host, port):      # TCP can connect a socket to itself
            return sock
    except socket.timeout:
        sock.close()
        raise
    except OSError:
        pass  # nobody there, yet
    sock.close()
    return None


def can_connect(host, port):
    """Whether somebody listens there; they get a visitor that says nothing."""
    try:
        sock = try_to_connect(host, port, 0.2)
    except socket.timeout:
        return False
    if sock:
        sock.close()
    return bool(sock)
