"""A relay in front of a server: what passes between it and its visitors is recorded, byte for byte.

The server is the program that is watched: what it sends is "sent". Ends and resets are passed on as they
come.
"""

import socket
import threading

from bundle.servers.service import HOST, listen, wake
from bundle.wire.connection import CHUNK, LINGER_ZERO

CONNECT_SECONDS = 5.0   # a program that has been started needs a moment until it listens
ATTEMPT = 0.05


class Relay:
    """Listens on `port` (another where it is taken) and passes each connection on to `target`, a port of
    loopback."""

    def __init__(self, target, transcript, port=0):
        self.target = target
        self.transcript = transcript
        self.host = HOST
        self._listener = listen(port)
        self.port = self._listener.getsockname()[1]
        self._closing = threading.Event()
        self._socks = set()
        self._guard = threading.Lock()  # guards _socks
        self._acceptor = threading.Thread(target=self._accept, name="relay %d" % self.port, daemon=True)

    def start(self):
        self._acceptor.start()
        return self

    def close(self):
        """Stop listening, and end every connection."""
        self._closing.set()
        wake(self.port)
        self._acceptor.join(5)
        self._listener.close()
        with self._guard:
            socks = list(self._socks)
        for sock in socks:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # not connected any more

    def _accept(self):
        while not self._closing.is_set():
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                continue  # a visitor that was gone before it was accepted
            if self._closing.is_set():
                visitor.close()
            else:
                threading.Thread(target=self._pass, args=(visitor,), daemon=True).start()

    def _pass(self, visitor):
        """One connection, from its begin to its end."""
        name = self.transcript.number()
        self.transcript.add(name, "open", note="a visitor connects to your port %d" % self.target)
        server = self._connect()
        if server is None:
            self.transcript.add(name, "note", note="your program does not listen on port %d" % self.target)
            visitor.close()
            return
        with self._guard:
            self._socks.update((visitor, server))
        broken = threading.Event()
        back = threading.Thread(target=self._pump, args=(server, visitor, name, "sent", broken), daemon=True)
        back.start()
        self._pump(visitor, server, name, "received", broken)
        back.join()
        with self._guard:
            self._socks.difference_update((visitor, server))
        visitor.close()
        server.close()

    def _connect(self):
        """A connection to the program; None if it does not listen."""
        for _ in range(int(CONNECT_SECONDS / ATTEMPT)):
            try:
                return socket.create_connection((HOST, self.target), timeout=CONNECT_SECONDS)
            except OSError:
                if self._closing.wait(ATTEMPT):
                    break
        return None

    def _pump(self, source, sink, name, direction, broken):
        """Pass bytes on in one direction until it ends. `broken` is set when one end has reset the
        connection."""
        source.settimeout(None)
        sink.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while True:
                chunk = source.recv(CHUNK)
                if not chunk:
                    break
                self.transcript.add(name, "data", direction, chunk)
                sink.sendall(chunk)
        except OSError:
            if not broken.is_set() and not self._closing.is_set():
                broken.set()
                self.transcript.add(name, "reset", direction)
                _pass_reset_on(source, sink)
            return
        if not broken.is_set() and not self._closing.is_set():
            self.transcript.add(name, "fin", direction)
        try:
            if not broken.is_set():
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has gone meanwhile


def _pass_reset_on(*socks):
    """Make closing these sockets a reset, and wake whoever waits for bytes from them, without saying FIN."""
    for sock in socks:
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
            sock.shutdown(socket.SHUT_RD)
        except OSError:
            pass  # it has gone already
