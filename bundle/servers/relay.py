"""A relay: what passes between a server and its clients is recorded, byte for byte, both ways at once.

Ends and resets are passed on as they come. A chunk is read when the one before it has been taken, so whoever
does not read holds up whoever sends, and nothing piles up in between. Knows no protocol, and not who looks.
"""

import socket
import threading

from bundle.servers.service import HOST, wake
from bundle.wire.connection import CHUNK, LINGER_ZERO
from bundle.wire.reaching import connect, why_not, written

PAUSE = 0.05        # seconds until the next attempt to accept, where one has failed


class Relay:
    """Passes each connection that comes to `listener`, a socket, on to `target`, a (host, port).

    watched   the end that the transcript is about: what the "client" or the "server" sends is "sent"
    patience  seconds that a server may take until it listens, and a connection until it is there
    starts    whether the server is a learner's program that has only been started: refused means not yet
    """

    def __init__(self, listener, target, transcript, watched="client", patience=10.0, starts=False):
        self.target = target
        self.transcript = transcript
        self.port = listener.getsockname()[1]
        self.patience = patience
        self.starts = starts
        self._up, self._down = ("sent", "received") if watched == "client" else ("received", "sent")
        self._listener = listener
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
                client, address = self._listener.accept()
            except OSError:
                self._closing.wait(PAUSE)     # a client that was gone already, or too many files are open
                continue
            if self._closing.is_set():
                client.close()
            else:
                threading.Thread(target=self._pass, args=(client, address), daemon=True).start()

    def _pass(self, client, address):
        """One connection, from its begin to its end."""
        name = self.transcript.number()
        try:
            server = connect(self.target, self.patience, self.starts, self._closing)
        except (OSError, UnicodeError) as problem:
            self._turn_away(client, name, address, problem)
        else:
            ends = "%s to %s" % (written(address), _peer(server, self.target))
            self.transcript.add(name, "open", self._up, note=ends)
            self._both_ways(client, server, name)
        self.transcript.over(name)

    def _turn_away(self, client, name, address, problem):
        """The server is not there. To the client, that is a reset: an end would look like an empty answer."""
        ends = "%s to %s" % (written(address), written(self.target))
        self.transcript.add(name, "open", self._up, note=ends)
        self.transcript.add(name, "note", note="your program does not listen on port %d" % self.target[1]
                            if self.starts else why_not(problem, self.target))
        self.transcript.add(name, "reset", self._down)
        pass_reset_on(client)
        client.close()

    def _both_ways(self, client, server, name):
        with self._guard:
            self._socks.update((client, server))
        for sock in (client, server):       # now: to change it while another thread sends makes that send fail
            sock.settimeout(None)
        broken = threading.Event()
        args = (server, client, name, self._down, broken)
        back = threading.Thread(target=self._pump, args=args, daemon=True)
        back.start()
        self._pump(client, server, name, self._up, broken)
        back.join()
        with self._guard:
            self._socks.difference_update((client, server))
        client.close()
        server.close()

    def _pump(self, source, sink, name, direction, broken):
        """Pass bytes on in one direction until it ends. `broken` is set when one end has reset the
        connection."""
        other = self._down if direction == self._up else self._up
        resetter = direction
        try:
            sink.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                resetter = direction
                chunk = source.recv(CHUNK)
                if not chunk or broken.is_set() or self._closing.is_set():
                    break
                self.transcript.add(name, "data", direction, chunk)
                resetter = other
                sink.sendall(chunk)
        except OSError:
            if not broken.is_set() and not self._closing.is_set():
                broken.set()
                self.transcript.add(name, "reset", resetter)
                pass_reset_on(source, sink)
            return
        if not broken.is_set() and not self._closing.is_set():
            self.transcript.add(name, "fin", direction)
            end(sink)


def _peer(sock, target):
    """The other end of `sock`, as it is written; `target` where the system does not tell any more."""
    try:
        return written(sock.getpeername())
    except OSError:
        return written(target)


def end(sock):
    """Say that nothing more will come."""
    try:
        sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # it has gone meanwhile


def pass_reset_on(*socks):
    """Make closing these sockets a reset, and wake whoever waits for bytes from them, without saying FIN."""
    for sock in socks:
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
            sock.shutdown(socket.SHUT_RD)
        except OSError:
            pass  # it has gone already


def loops(target, port):
    """Whether a relay that listens on `port` would come to itself at `target`. OSError or UnicodeError where
    no host has that name."""
    addresses = {info[4][0] for info in socket.getaddrinfo(target[0], target[1], type=socket.SOCK_STREAM)}
    return target[1] == port and bool(addresses & {HOST, "0.0.0.0"})
