"""A listening socket, and a thread for each connection: the part of every practice server that is no protocol."""

import socket
import threading

from bundle.wire.connection import Connection, Quiet, readable
from bundle.wire.transcript import Transcript

HOST = "127.0.0.1"


class Service:
    """Serves `session_class(conn, store).serve()` to every client of one port on loopback.

    port        the known port; where it is taken (or 0), the system chooses another. `port` is the real one
    transcript  where its connections are recorded; each connection has its own, soon forgotten, if None
    faults      a Faults, for every connection
    idle        seconds without a byte after which a session is ended; what its protocol wants, if None
    most        connections at once; one more is sent away
    tls         a function that returns an ssl.SSLContext: TLS from the first byte
    starttls    the same: the session may offer to begin TLS, if its protocol can
                The session finds either in its `tls`.
    """

    def __init__(self, session_class, store, port=0, transcript=None, faults=None, idle=None, most=64, tls=None,
                 starttls=None):
        self.session_class = session_class
        self.store = store
        self.host = HOST
        self.asked_port = port
        self.port = None
        self.transcript = transcript
        self.faults = faults
        self.idle = getattr(session_class, "IDLE_SECONDS", 600) if idle is None else idle
        self.most = most
        self.tls = tls
        self.starttls = starttls
        self.sessions = []      # with a transcript, all there ever were; else those that go on
        self._guard = threading.Condition()  # guards sessions and _alive
        self._alive = {}        # thread -> session
        self._closing = False
        self._accepting = False     # it waits for a client
        self._listener = None
        self._acceptor = None

    def start(self, listener=None):
        """Listen, or take over a socket that listens already, and serve in the background; returns itself."""
        self._listener = listener or listen(self.asked_port)
        self.port = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, name="accept {}".format(self.port), daemon=True)
        self._acceptor.start()
        return self

    def __enter__(self):
        return self if self.port else self.start()

    def __exit__(self, *error):
        self.close()

    def settle(self, seconds, visitor=None):
        """Wait until no session is going on, `seconds` at most; returns whether that is so.

        visitor  a port: only the session with the client at this port counts
        """
        def is_over():
            return not any(visitor in (None, session.conn.peer_port) for session in self._alive.values())
        with self._guard:
            return self._guard.wait_for(is_over, seconds)

    def at_rest(self):
        """Whether no session has anything to do, and nobody waits to be served. Ask twice, as Connection.at_rest says."""
        with self._guard:
            sessions = list(self._alive.values())
        try:
            return self._accepting and not readable(self._listener, 0) and all(
                conn.at_rest for session in sessions for conn in list(session.conn.family))
        except (OSError, ValueError):
            return False    # closed at this moment

    def close(self):
        """Stop listening and end every session. Safe to call twice."""
        with self._guard:
            if self._closing or not self._listener:
                return
            self._closing = True
            alive = list(self._alive.values())
        wake(self.port)
        self._acceptor.join(5)
        self._listener.close()
        for session in alive:
            for conn in list(session.conn.family):
                conn.abandon()
        self.settle(5)

    def _accept(self):
        while True:
            self._accepting = True
            try:
                sock, _ = self._listener.accept()
            except OSError:
                if self._closing:
                    return
                continue  # a client that was gone before it was accepted
            self._accepting = False
            if self._closing:
                sock.close()
                return
            self._welcome(sock)

    def _welcome(self, sock):
        """Start a session, in a thread of its own."""
        try:
            conn = Connection(sock, self.transcript or Transcript(keep=0), faults=self.faults, idle=self.idle)
        except OSError:
            sock.close()  # gone again already
            return
        conn.opened(by_program=True)
        session = self.session_class(conn, self.store)
        session.tls = self.tls or self.starttls
        thread = threading.Thread(target=self._serve, args=(session,), name=str(conn.name), daemon=True)
        with self._guard:
            crowded = len(self._alive) >= self.most
            if not crowded:
                self._alive[thread] = session
                self.sessions.append(session)
        if not crowded:
            thread.start()
        elif self.tls:
            conn.close()    # words would be no TLS, and a handshake would hold up the others
        else:
            session.refuse()

    def _serve(self, session):
        try:
            if self.tls:
                session.conn.start_tls(self.tls())
            session.serve()
        except (ConnectionError, Quiet):
            pass  # no TLS came about; the connection has noted why
        finally:
            session.conn.close()
            with self._guard:
                del self._alive[threading.current_thread()]
                if self.transcript is None:
                    self.sessions.remove(session)
                self._guard.notify_all()


def listen(port):
    """A socket that listens on loopback: on `port` where it is free, else on a port of the system's choice."""
    try:
        return socket.create_server((HOST, port), backlog=128)
    except OSError:
        if not port:
            raise
        return socket.create_server((HOST, 0), backlog=128)


def wake(port):
    """Connect once to our own port: accept() in another thread returns, on every system."""
    try:
        socket.create_connection((HOST, port), timeout=5).close()
    except OSError:
        pass  # it was not waiting any more
