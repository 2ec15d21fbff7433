"""TLS over a socket that two threads may use at once, one reading and one writing.

Python's own SSLSocket may not be used so before 3.13. Here the TLS engine works in memory, under a lock that nobody
holds while waiting for the network. To a Connection it looks like a socket.
"""

import socket
import ssl
import threading
from collections import deque

CHUNK = 65536
HANDSHAKE = b"\x16"     # the first byte of a handshake's first record (RFC 8446 section 5.1)


class NoTLS(ConnectionAbortedError):
    """The handshake failed; the text says why."""


class SecureSocket:
    """`sock`, a connected TCP socket, with TLS on top, once handshake() has returned.

    context      an ssl.SSLContext of the side that we are
    server_side  whether we are the server
    hostname     of the server, where we are the client
    """

    def __init__(self, sock, context, server_side=True, hostname=None):
        self._sock = sock
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._engine = context.wrap_bio(self._incoming, self._outgoing, server_side, hostname)
        self._engine_guard = threading.Lock()   # guards the engine and all that is in memory; never held for long
        self._sending = threading.Lock()        # whoever holds it sends; what is sent first is encrypted first
        self._plain = deque()                   # chunks that are decrypted already
        self._end = None                        # a function that ends every read once `_plain` is empty
        self.heard_first = b""                  # what came first, if it is no TLS

    @property
    def version(self):
        """The version that was agreed on, such as "TLSv1.3"."""
        return self._engine.version()

    @property
    def certificate(self):
        """The other side's, as ssl.SSLSocket.getpeercert() gives it; None where it was not asked for."""
        return self._engine.getpeercert()

    def handshake(self):
        """Agree on keys, and see who is there. NoTLS when that fails; socket.timeout, ConnectionError."""
        chunk = None
        while True:
            try:
                self._engine.do_handshake()
                return self._flush()
            except ssl.SSLWantReadError:
                self._flush()
            except ssl.SSLError as error:
                self._say_why()
                raise NoTLS(reason(error)) from error
            is_first, chunk = chunk is None, self._sock.recv(CHUNK)
            if is_first and chunk[:1] != HANDSHAKE:
                self.heard_first = chunk
            self._incoming.write(chunk) if chunk else self._incoming.write_eof()

    def _say_why(self):
        """Send the alert that the engine has made; the other side may be gone."""
        try:
            self._flush()
        except OSError:
            pass

    # Reading

    def recv(self, n):
        """Decrypted bytes, n at most; b"" at the end, whether TLS said so or the connection just ended."""
        while True:
            with self._engine_guard:
                self._decrypt()
                if self._plain:
                    chunk = self._plain.popleft()
                    if len(chunk) > n:
                        self._plain.appendleft(chunk[n:])
                    return chunk[:n]
                if self._end:
                    return self._end()
            self._flush_unless_busy()   # TLS itself may have something to answer
            chunk = self._sock.recv(CHUNK)
            with self._engine_guard:
                self._incoming.write(chunk) if chunk else self._incoming.write_eof()

    def pending(self):
        """Whether a read would not have to wait for the network."""
        with self._engine_guard:
            self._decrypt()
            return bool(self._plain or self._end)

    def _decrypt(self):
        """Decrypt all that has come."""
        while not self._end:
            try:
                chunk = self._engine.read(CHUNK)
            except ssl.SSLWantReadError:
                return
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                chunk = b""
            except ssl.SSLError as error:
                self._end = fails("TLS: " + reason(error))
                return
            if chunk:
                self._plain.append(chunk)
            else:
                self._end = bytes   # makes b""

    # Writing

    def sendall(self, data):
        """Encrypt and send. ConnectionError, socket.timeout."""
        with self._sending:     # before it is encrypted: else a reader could send it in our place, and wait there
            self._encrypt(memoryview(data))
            self._send_encrypted()
        self._flush()           # what a reader has left to us meanwhile

    def _encrypt(self, left):
        with self._engine_guard:
            try:
                while left:
                    left = left[self._engine.write(left):]
            except ssl.SSLError as error:
                raise ConnectionAbortedError("TLS: " + reason(error)) from error

    def shutdown(self, how):
        """SHUT_WR: close_notify, then FIN. SHUT_RDWR: at once, without waiting for anybody."""
        if how == socket.SHUT_WR:
            with self._engine_guard:
                self._decrypt()     # unwrap() would stumble over what has come and was not read
                try:
                    self._engine.unwrap()
                except ssl.SSLError:
                    pass  # it wants the other side's close_notify too, for which nobody waits
        try:
            if how == socket.SHUT_WR:
                self._flush()
            self._sock.shutdown(how)
        except OSError:
            if not self._end:
                raise  # else: who has said goodbye may be gone, and needs none

    def _flush(self):
        """Send all that is encrypted, after what another thread may be sending."""
        while True:
            with self._sending:
                self._send_encrypted()
            if not self._outgoing.pending:
                return

    def _flush_unless_busy(self):
        """The same for a reader, which must not wait: whoever is sending will send this too."""
        while self._outgoing.pending and self._sending.acquire(False):
            try:
                self._send_encrypted()
            finally:
                self._sending.release()

    def _send_encrypted(self):
        while self._outgoing.pending:
            with self._engine_guard:
                data = self._outgoing.read()
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


def fails(why):
    """A function that raises ConnectionAbortedError(why)."""
    def fail():
        raise ConnectionAbortedError(why)
    return fail


REASONS = {     # OpenSSL's word, for an alert without what stands before it
    "UNKNOWN_CA": "the CA of the certificate is not known there",
    "BAD_CERTIFICATE": "the certificate is for another name, or broken",
    "CERTIFICATE_EXPIRED": "the certificate is no longer valid",
    "CERTIFICATE_UNKNOWN": "the certificate is not accepted",
    "PROTOCOL_VERSION": "no version of TLS in common",
    "UNSUPPORTED_PROTOCOL": "no version of TLS in common",
    "VERSION_TOO_LOW": "no version of TLS in common",
    "HANDSHAKE_FAILURE": "no method in common",
    "WRONG_VERSION_NUMBER": "what came is something else",
    "HTTP_REQUEST": "what came is HTTP in clear",
    "UNEXPECTED_EOF_WHILE_READING": "the connection was closed",
}


def reason(error):
    """Why TLS failed, in words. What the other side gives as its reason is an alert (RFC 8446 section 6.2)."""
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return REASONS["UNEXPECTED_EOF_WHILE_READING"]
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not accepted here ({})".format(error.verify_message.rstrip("."))
    _, is_alert, word = (error.reason or "").rpartition("ALERT_")
    meaning = REASONS.get(word) or word.replace("_", " ").lower() or str(error)
    return "{} (alert {})".format(meaning, word.replace("_", " ").lower()) if is_alert else meaning
