"""A recorded peer for datagrams (UDP): it answers from one socket, and does to its answers what a network may do to them.

A protocol says what to answer; a script names the answers that do not go out as they should: dropped, doubled, late …
Neither knows of the other. A datagram arrives whole or not at all (RFC 768), so there is nothing to frame, no EOF, and
no connection: whoever sends from another address is another Correspondent.
"""

import collections
import socket
import threading
import time

from bundle.wire.connection import readable
from bundle.wire.reaching import written
from bundle.wire.transcript import Transcript

HOST = "127.0.0.1"
LARGEST = 65535         # bytes of a datagram
MOST_KEPT = 10000       # datagrams remembered, for the checks
HOUR = 3600.0


class Fate:
    """What becomes of one answer.

    note     what the wire view says of it
    copies   how often it is sent
    seconds  after which it is sent
    waits    until the next datagram has come: it then goes "before" that one's answer, or "behind" it
    elsewhere  it comes from another port than the one that was asked
    every    in its place, the answer before it is sent again every so many seconds, until another datagram comes
    """

    def __init__(self, note="", copies=1, seconds=0.0, waits=None, elsewhere=False, every=None):
        self.note = note
        self.copies = copies
        self.seconds = seconds
        self.waits = waits
        self.elsewhere = elsewhere
        self.every = every

    @property
    def in_time(self):
        """Whether the right answer comes from the right address while it is waited for."""
        return bool(self.copies) and not (self.waits or self.elsewhere or self.every)


DELIVERED = Fate()
DROPPED = Fate("dropped", copies=0)
DOUBLED = Fate("doubled", copies=2)
LATE = Fate("late", waits="before")
OVERTAKEN = Fate("overtaken", waits="behind")
ELSEWHERE = Fate("from another address", elsewhere=True)


def delayed(seconds):
    return Fate("delayed by {:g} s".format(seconds), seconds=seconds)


def repeated(every):
    return Fate("an old one, again", every=every)


class Datagram:
    """One that came ("sent", by the program) or that we sent.

    t        when, on the monotonic clock: after it came, before it went
    number   what the protocol says it is about; None where it could make nothing of it
    fate     of the answer;  copy: 1, or 2 for the second of a doubled one
    conn, direction, offset   where it stands in the transcript
    """

    __slots__ = ("t", "data", "number", "fate", "copy", "conn", "direction", "offset")

    def __init__(self, data, number, fate, conn, direction, copy=1):
        self.t = time.monotonic()
        self.data = data
        self.number = number
        self.fate = fate
        self.copy = copy
        self.conn = conn
        self.direction = direction
        self.offset = conn.received if direction == "sent" else conn.sent

    def __repr__(self):
        return "<{0.direction} {0.data!r} {0.fate.note}>".format(self)


class Correspondent:
    """One address that datagrams come from. For those who look at connections, it is its own session and connection."""

    name = "1"
    has_sent_fin = left_first = was_reset = closed = finished = False
    early, unfinished, no_tls = None, b"", None

    def __init__(self, name, address, service):
        self.name = name
        self.address = address
        self.peer_host, self.peer_port = address[:2]
        self.host, self.port = service.host, service.port
        self.sent = self.received = 0       # bytes to and from the program, as in a Connection
        self.last_direction = "sent"
        self.silent = False                 # what it sent last was not answered: it may wait for ever
        self.commands = []
        self.conn = self
        self.family = [self]

    @property
    def ended(self):
        return not self.silent


class DatagramService:
    """Answers datagrams on one port of loopback, as `protocol(store)` says.

    protocol    its answer(data) returns (number, answer); the answer None: there is none, and the number None: it could
                make nothing of it
    script      {number: Fate} of the answers that are not DELIVERED; the store's `script`, if None
    transcript, port    as in a Service
    patience    a function: for how many seconds `every` goes on
    limit       so many datagrams are heard; then `overrun` is set, and no more is recorded or answered. None: no limit
    """

    tls = starttls = None

    def __init__(self, protocol, store=None, port=0, transcript=None, script=None, met=None, patience=lambda: 10.0,
                 most=64, limit=None):
        self.protocol = protocol(store)
        self.store = store
        self.host, self.asked_port, self.port = HOST, port, None
        self.transcript = transcript
        self.script = getattr(store, "script", {}) if script is None else script
        self.met = met          # called when somebody new sends
        self.elsewhere_port = None      # from which ELSEWHERE sends
        self.patience = patience
        self.most = most
        self.limit = limit
        self.overrun = False
        self.heard = collections.deque(maxlen=MOST_KEPT if transcript else 0)   # Datagrams, in order
        self.said = collections.deque(maxlen=MOST_KEPT if transcript else 0)
        self._wire = transcript or Transcript(keep=0)
        self._correspondents = collections.OrderedDict()    # address -> Correspondent
        self._sock = self._elsewhere = None
        self._due = []          # (monotonic time, _Answer): what goes out later
        self._waiting = []      # _Answers that wait for the next datagram
        self._last = None       # the _Answer delivered last
        self._guard = threading.Condition()     # its holder may look at _resting
        self._resting = self._closing = False
        self._thread = None

    @property
    def sessions(self):
        return list(self._correspondents.values())

    def start(self):
        """Answer in the background; returns itself."""
        self._sock = bind(self.asked_port)
        self._elsewhere = bind(0)
        self.port, self.elsewhere_port = self._sock.getsockname()[1], self._elsewhere.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="datagrams {}".format(self.port), daemon=True)
        self._thread.start()
        return self

    def __enter__(self):
        return self if self.port else self.start()

    def __exit__(self, *error):
        self.close()

    def at_rest(self):
        """Whether it waits for datagrams, and has nothing to send."""
        try:
            return self._resting and not self._due and not readable(self._sock, 0)
        except (OSError, ValueError):
            return True     # closed at this moment

    def settle(self, seconds):
        """Wait until all that came is answered, `seconds` at most; returns whether that is so."""
        with self._guard:
            return self._guard.wait_for(self.at_rest, seconds)

    def close(self):
        """Answer no more. Safe to call twice."""
        if self._closing or not self._sock:
            return
        self._closing = True
        with bind(0) as waker:
            waker.sendto(b"", (self.host, self.port))
        self._thread.join(5)
        self._sock.close()
        self._elsewhere.close()

    # What the thread does

    def _serve(self):
        while not self._closing:
            wait = self._due[0][0] - time.monotonic() if self._due else HOUR
            with self._guard:
                self._resting = True
                self._guard.notify_all()
            came = readable(self._sock, max(0.0, wait))
            self._resting = False
            if came and not self._closing:
                self._receive()
            else:
                self._send_due()

    def _receive(self):
        try:
            data, address = self._sock.recvfrom(LARGEST)
        except OSError:
            return  # on Windows: an answer of ours found nobody
        self.overrun = self.limit is not None and len(self.heard) >= self.limit
        if self.overrun:
            return
        number, answer = self.protocol.answer(data)
        fate = self.script.get(number, DELIVERED)
        conn = self._correspondent(address)
        came = Datagram(data, number, fate, conn, "sent")
        self.heard.append(came)
        self._record(came, "not understood, no answer" if number is None else "" if fate.copies else fate.note)
        conn.silent = answer is None or not fate.in_time
        self._due = [each for each in self._due if not each[1].fate.every]
        waiting, self._waiting = self._waiting, []
        for each in [each for each in waiting if each.fate.waits == "before"]:
            self._send(each)
        if answer is not None:
            self._dispatch(_Answer(answer, number, fate, conn))
        for each in [each for each in waiting if each.fate.waits == "behind"]:
            self._send(each)

    def _dispatch(self, answer):
        fate = answer.fate
        if fate.waits:
            self._waiting.append(answer)
        elif fate.every and self._last:
            again = _Answer(self._last.data, self._last.number, fate, answer.conn)
            again.until = time.monotonic() + self.patience()
            self._later(again, fate.every)
        elif fate.seconds:
            self._later(answer, fate.seconds)
        else:
            self._send(answer)

    def _later(self, answer, seconds):
        self._due.append((time.monotonic() + seconds, answer))
        self._due.sort(key=lambda each: each[0])

    def _send_due(self):
        now = time.monotonic()
        due, self._due = [each for each in self._due if each[0] <= now], [each for each in self._due if each[0] > now]
        for _, answer in due:
            self._send(answer)
            if answer.fate.every and now < answer.until:
                self._later(answer, answer.fate.every)

    def _send(self, answer):
        conn, fate = answer.conn, answer.fate
        sock = self._elsewhere if fate.elsewhere else self._sock
        for copy in range(1, fate.copies + 1):
            datagram = Datagram(answer.data, answer.number, fate, conn, "received", copy)
            self.said.append(datagram)
            note = fate.note if copy == fate.copies else ""
            if fate.elsewhere:
                note += ", " + written(sock.getsockname())
            self._record(datagram, note)    # first, so that nothing stands before what it answers
            try:
                sock.sendto(answer.data, conn.address)
            except OSError:
                pass  # nobody is there any more
        if fate.in_time:
            self._last = answer
            conn.silent = False

    def _record(self, datagram, note):
        conn = datagram.conn
        if datagram.direction == "sent":
            conn.received += len(datagram.data)
        else:
            conn.sent += len(datagram.data)
        conn.last_direction = datagram.direction
        self._wire.add(conn.name, "datagram", datagram.direction, datagram.data, note)

    def _correspondent(self, address):
        conn = self._correspondents.get(address)
        if conn is None:
            conn = Correspondent(self._wire.number(), address, self)
            self._correspondents[address] = conn
            while self.transcript is None and len(self._correspondents) > self.most:
                self._correspondents.popitem(last=False)
            self._wire.add(conn.name, "open", "sent", note="{} to {} by UDP".format(
                written(address), written((self.host, self.port))))
            if self.met:
                self.met()
        return conn


class _Answer:
    """Bytes on their way to a Correspondent."""

    __slots__ = ("data", "number", "fate", "conn", "until")

    def __init__(self, data, number, fate, conn):
        self.data = data
        self.number = number
        self.fate = fate
        self.conn = conn


def bind(port):
    """A socket for datagrams on loopback: at `port` where it is free, else at one of the system's choice."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.bind((HOST, port))
    except OSError:
        if not port:
            sock.close()
            raise
        sock.bind((HOST, 0))
    return sock


class Nobody:
    """While the `with` block lasts, a port where datagrams find nobody, and which nobody else gets: `host`, `port`."""

    def __init__(self):
        self._sock = bind(0)
        self.host, self.port = self._sock.getsockname()
        self._sock.connect((HOST, self.port))   # it takes datagrams from itself alone: for all others, nobody is there

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._sock.close()
