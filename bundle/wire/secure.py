"""TLS over a socket that two threads may use at once, one reading and one writing.

Python's own SSLSocket may not be used so before 3.13. Here the TLS engine works in memory, under a lock that nobody
holds while waiting for the network. To a Connection it looks like a socket.
"""

import socket
import ssl
import threading

CHUNK = 65536


class SecureSocket:
    """`sock`, a connected TCP socket, with TLS on top. The handshake is done when it has been made.

    context      an ssl.SSLContext of the side that we are
    server_side  whether we are the server
    hostname     of the server, where we are the client
    ssl.SSLError when the handshake fails; socket.timeout, ConnectionError.
    """

    def __init__(self, sock, context, server_side=True, hostname=None):
        self._sock = sock
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._engine = context.wrap_bio(self._incoming, self._outgoing, server_side, hostname)
        self._guard = threading.Lock()      # guards the engine, and the order of what it wants to send
        try:
            self._until_done(self._engine.do_handshake)
        except ssl.SSLError:
            self._send_pending()            # the alert that says why
            raise

    @property
    def version(self):
        """The version that was agreed on, such as "TLSv1.3"."""
        return self._engine.version()

    def recv(self, n):
        """Decrypted bytes, n at most; b"" at the end, whether TLS said so or the connection just ended."""
        try:
            return self._until_done(lambda: self._engine.read(n))
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""
        except ssl.SSLError as error:
            raise ConnectionAbortedError("TLS: {}".format(error.reason or error)) from error

    def pending(self):
        """Whether there is something to read that has left the network already."""
        with self._guard:
            return bool(self._engine.pending() or self._incoming.pending)

    def sendall(self, data):
        with self._guard:
            self._engine.write(data)
        self._send_pending()

    def shutdown(self, how):
        """For SHUT_WR and SHUT_RDWR: close_notify, then FIN."""
        if how != socket.SHUT_RD:
            try:
                with self._guard:
                    self._engine.unwrap()
            except ssl.SSLError:
                pass  # it wants the other side's close_notify too, for which nobody waits
            self._send_pending()
        self._sock.shutdown(how)

    def _until_done(self, step):
        """Repeat `step` of the engine, with what comes from the network in between, until it is through."""
        while True:
            try:
                with self._guard:
                    result = step()
                self._send_pending()
                return result
            except ssl.SSLWantReadError:
                self._send_pending()
            chunk = self._sock.recv(CHUNK)
            with self._guard:
                self._incoming.write(chunk) if chunk else self._incoming.write_eof()

    def _send_pending(self):
        with self._guard:
            data = self._outgoing.read()
            if data:
                self._sock.sendall(data)

    # What TLS does not change

    def fileno(self):
        return self._sock.fileno()

    def settimeout(self, seconds):
        self._sock.settimeout(seconds)

    def setsockopt(self, *option):
        self._sock.setsockopt(*option)

    def close(self):
        self._sock.close()
