"""The server that a learner's server connects to, as a check plays it: the far side of a tap, which relays."""

import socket
import threading
import time

from bundle.checking import general
from bundle.checking.server import ATTEMPT, SMALL_BUFFER, Visitor
from bundle.servers.service import HOST
from bundle.wire.connection import readable

POURING = 30.0      # seconds that a check pours at most; only a busy machine needs more than a few
STALLED = 0.3       # seconds in which nothing was taken, and nothing printed, after which a pour has come to a stop


class Upstream:
    """Listens for the connections that the program makes. Made by `server.upstream()`, and closed with the round.

    port          the one to listen on; any that is free, if 0
    small_buffer  the system keeps little for a connection that is not read
    """

    def __init__(self, trial, port=0, small_buffer=False):
        self._trial = trial
        self._peers = []
        self._listener = socket.socket()
        try:
            if small_buffer:
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.bind((HOST, port))
            self._listener.listen(64)
        except OSError:
            self._listener.close()
            raise
        self.host, self.port = self._listener.getsockname()

    def accept(self, visitor, otherwise=None, faulty=True):
        """The connection that the program makes because `visitor` came: an UpstreamPeer.

        otherwise  the mistake of a program that makes none
        """
        trial = self._trial
        limit = time.monotonic() + trial.patience
        while not readable(self._listener, ATTEMPT):
            trial.look_after(trial.program)
            if trial.ended:
                visitor.has_met_the_end(otherwise)
            if time.monotonic() > limit:
                (otherwise or general.NO_UPSTREAM).proved(visitor, seconds=round(trial.patience, 1), host=self.host,
                                                          port=self.port, n=trial.number(visitor))
        sock, address = self._listener.accept()
        peer = UpstreamPeer(trial, sock, address, visitor, faulty)
        self._peers.append(peer)
        return peer.opened(by_program=True)

    def close(self):
        """Stop listening, and end every connection."""
        self._listener.close()
        for peer in self._peers:
            peer.abandon()
            peer.close()


class UpstreamPeer(Visitor):
    """The check's end of a connection that the program made for a visitor; "1 upstream" belongs to client 1."""

    def __init__(self, trial, sock, address, visitor, faulty):
        super().__init__(trial, sock, address, faulty, name=visitor.name + " upstream")
        self.client = visitor

    def pour(self, data, most):
        """Send `data` again and again until the program takes no more of it, or little for a long time. False
        when it took more than `most` bytes; else True. In a thread of its own, the last time is then sent to
        its end, and FIN; `poured` says how often.
        """
        self.idle = 10 * self._trial.patience
        self.poured, self._stop = 0, threading.Event()
        self._pouring = threading.Thread(target=self._pour, args=(data,), daemon=True)
        self._pouring.start()
        before, seen, limit = self.sent, None, time.monotonic() + POURING
        try:
            while self.sent - before < most:
                now = (self.sent, self._trial.program.last_output)
                if now == seen or not self._pouring.is_alive() or time.monotonic() > limit:
                    return True
                seen = now
                self._pouring.join(STALLED)
                self._trial.look_after(self._trial.program)
            return False
        finally:
            self._stop.set()

    def finish_pouring(self):
        """Wait until the last of it has been taken."""
        self._pouring.join(self.idle)
        self.idle = self._trial.patience

    def _pour(self, data):
        try:
            while not self._stop.is_set():
                self.write(data)
                self.poured += 1
            self.half_close()
        except OSError:
            pass    # whoever reads sees that the rest is missing
