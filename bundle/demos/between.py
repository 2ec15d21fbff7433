"""For a demonstration whose program is the server, too: a relay between its two ends, so that there is a wire to be seen.

`own/stamp` among the servers of a demonstration stands for two ports: at the first one its program listens, and to the
second one it connects; what comes there is passed on to the first. The connections are named after what stands behind
the slash. With `counted/stamp`, only how many bytes there were is told.
"""

import contextlib
import select
import socket
import threading

from bundle.checking.ports import free_port, give_back
from bundle.servers.relay import Relay
from bundle.servers.service import HOST, listen
from bundle.wire.connection import readable

BUFFER = 65536      # bytes: a relay that holds much would hide that nobody reads
EACH = 100000       # bytes after which a counter is told


class Between(Relay):
    """A Relay that can say whether everything has been passed on. `.ports`: where to listen, where to connect to."""

    host = HOST

    def __init__(self, transcript):
        super().__init__(Watched(listen(0)), (HOST, free_port()), transcript, patience=1.0)
        self.ports = [self.target[1], self.port]    # nobody else is given the first before the program binds it
        self._changed = threading.Condition()   # guards what follows
        self._going_on = 0      # connections
        self._to_begin = 0      # directions that nobody reads yet
        self._pumps = []        # (source, sink), both Watched: the directions that are open

    def close(self):
        super().close()
        give_back(self.target[1])

    def at_rest(self):
        """Whether all that has come was passed on. Ask twice, as with a Service."""
        with self._changed:
            pumps, begins = list(self._pumps), self._to_begin
        try:
            return not begins and self._listener.has_nothing() and all(
                source.has_nothing() or sink.is_full() for source, sink in pumps)
        except (OSError, ValueError):
            return False    # closed at this moment

    def settle(self, seconds):
        """Wait until every connection has ended, `seconds` at most."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._going_on, seconds)

    # --- what the relay's threads do --------------------------------------------------------------------

    def _pass(self, client, address):
        with self._changed:
            self._going_on += 1
            self._to_begin += 2
        try:
            super()._pass(client, address)
        finally:
            with self._changed:
                self._going_on -= 1
                self._changed.notify_all()

    def _turn_away(self, *what):
        super()._turn_away(*what)
        with self._changed:
            self._to_begin -= 2

    def _pump(self, source, sink, *others):
        for sock, option in ((source, socket.SO_RCVBUF), (sink, socket.SO_SNDBUF)):
            with contextlib.suppress(OSError):      # macOS: of a connection that was reset already
                sock.setsockopt(socket.SOL_SOCKET, option, BUFFER)
        ends = Watched(source), Watched(sink)
        with self._changed:
            self._to_begin -= 1
            self._pumps.append(ends)
        try:
            super()._pump(*ends, *others)
        finally:
            with self._changed:
                self._pumps.remove(ends)


class Watched:
    """A socket of which somebody wants to know whether a thread waits for it in vain."""

    def __init__(self, sock):
        self._sock = sock
        self._call = None       # the call in which the thread is

    def has_nothing(self):
        return self._call in ("recv", "accept") and not readable(self._sock, 0)

    def is_full(self):
        return self._call == "sendall" and not writable(self._sock)

    def recv(self, n):
        return self._wait("recv", n)

    def accept(self):
        return self._wait("accept")

    def sendall(self, data):
        return self._wait("sendall", data)

    def _wait(self, call, *args):
        self._call = call
        try:
            return getattr(self._sock, call)(*args)
        finally:
            self._call = None

    def __getattr__(self, name):
        return getattr(self._sock, name)


def writable(sock):
    """Whether `sock` takes bytes now."""
    if not hasattr(select, "poll"):
        return bool(select.select([], [sock], [], 0)[1])
    poll = select.poll()
    poll.register(sock, select.POLLOUT)
    return bool(poll.poll(0))


class Counted:
    """A transcript in which bytes are counted, and not kept."""

    def __init__(self, transcript):
        self._transcript = transcript
        self._counts = {"sent": 0, "received": 0}

    def add(self, connection, kind, direction=None, data=b"", note=""):
        if kind == "data":
            before, self._counts[direction] = self._counts[direction], self._counts[direction] + len(data)
            told = self._counts[direction] // EACH * EACH
            if told <= before:
                return
            kind, data, note = "note", b"", "{:,} bytes so far".format(told)
        self._transcript.add(connection, kind, direction, data, note=note)

    def __getattr__(self, name):
        return getattr(self._transcript, name)
