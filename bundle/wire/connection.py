"""A recorded connection: the runner's end of a TCP connection with the learner's program.

Practice servers and the visitors of a check speak through it. Here, and nowhere else, stand the socket, the
recording and the faults. Whatever `send` is given is one message. The connection knows no protocol.
"""

import contextlib
import socket
import threading
import time

from bundle.wire.faults import Faults
from bundle.wire.reaching import written
from bundle.wire.sockets import LINGER_ZERO, readable
from bundle.wire.transcript import Transcript

CHUNK = 65536
DRAIN_SECONDS = 1.0     # close() reads so long, at most, until the program has closed too
DRAIN_BYTES = 64 * 1024 * 1024


class Quiet(TimeoutError):
    """Nothing came for as long as the connection waits."""


class LineTooLong(ValueError):
    """A line was longer than allowed; all of it has been thrown away, and the next one can be read."""


class Connection:
    """The runner's end of `sock`, a connected TCP socket.

    transcript  where it is recorded; a new one if None
    name        its name there; the next number if None
    faults      a Faults; clean if None
    idle        seconds that a read or a write may wait before it raises Quiet
    peer        the (host, port) of its other end; OSError if it is left out and the program has reset the connection already
    """

    def __init__(self, sock, transcript=None, name=None, faults=None, idle=300, is_data=False, peer=None):
        self.transcript = Transcript() if transcript is None else transcript
        self.name = name or self.transcript.number()
        self.faults = faults or Faults()
        self.fault = self.faults.for_connection(is_data)
        self.sent = 0           # bytes to the program
        self.received = 0       # bytes from the program
        self.last_direction = "received"    # in which bytes crossed last
        self.unfinished = b""   # what stood after the last line end when the program closed
        self.early = None       # set by `hold`: the offset of what the program did on an unfinished message
        self.ended = False      # the program has closed its direction
        self.left_first = False # … before anybody told it that nothing more would come
        self.was_reset = False  # the connection was reset, by either side
        self.closed = False
        self.secure = False     # TLS has begun
        self.no_tls = None      # why it has not, although it should have
        self.family = [self]    # this connection, and the data connections that belong to it
        self._buf = bytearray()
        self._searched = 0      # so much of the buffer holds no line end
        self._half_closed = False
        self._reading = False   # it waits for bytes
        self._turn = threading.RLock()  # one message at a time: FTP's transfer and its session both send
        self._idle = idle
        self._sock = sock
        sock.settimeout(idle)
        with contextlib.suppress(OSError):      # macOS: of a connection that was reset already
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a reply is one write: send it now
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_OOBINLINE, 1)  # FTP clients send ABOR as urgent data
        self.host, self.port = sock.getsockname()[:2]
        self.peer_host, self.peer_port = (peer or sock.getpeername())[:2]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    @property
    def idle(self):
        """Seconds that a read or a write waits before it raises Quiet."""
        return self._idle

    @idle.setter
    def idle(self, seconds):
        self._idle = seconds
        self._sock.settimeout(seconds)

    @property
    def at_rest(self):
        """Whether nothing goes on here: it waits for the program, which has sent nothing that is not read.
        For another thread than its own, which should ask twice: it may be about to say what it just read."""
        return self.closed or self._reading and not readable(self._sock, 0)

    @property
    def has_sent_fin(self):
        """Whether the program has been told that nothing more will come."""
        return self._half_closed

    @property
    def consumed(self):
        """How many bytes from the program have been read by the caller: the offset of what is read next."""
        return self.received - len(self._buf)

    def opened(self, by_program):
        """Record who connected to whom (by_program: the program to us); its maker calls this once."""
        ends = [written((self.peer_host, self.peer_port)), written((self.host, self.port))]
        direction = "sent" if by_program else "received"
        note = " to ".join(ends if by_program else reversed(ends))
        self.transcript.add(self.name, "open", direction, note=note)
        return self

    def start_tls(self, context, server_side=True, hostname=None):
        """Begin TLS; what is sent and received from now on is recorded as it is before encryption and after
        decryption.

        context  an ssl.SSLContext; by default we are the server
        ConnectionAbortedError when the handshake fails, or is not finished for `idle` seconds; why is
        recorded. Where it is the other side's certificate, its __cause__ is the ssl.SSLCertVerificationError.
        """
        from bundle.wire.secure import NoTLS, SecureSocket
        cause = None
        self.flush()
        self._take(len(self._buf))  # what came in clear may be anybody's: nobody is to take it for secure
        secure = SecureSocket(self._sock, context, server_side, hostname)
        try:
            secure.handshake()
        except socket.timeout:
            why = "nothing came for {:g} s".format(self._idle)
        except NoTLS as error:
            why, cause = str(error), error.__cause__
        except ConnectionError:
            why = "the connection was reset"
        else:
            self._sock = secure
            self.secure = True
            note = "{} begins: what follows is shown as it was before encryption".format(secure.version)
            self.transcript.add(self.name, "note", "received", note=note)
            return
        if secure.heard_first:
            self._record(secure.heard_first)
        self.no_tls = why
        self.transcript.add(self.name, "note", "sent", note="no TLS: " + why)
        raise ConnectionAbortedError("no TLS: " + why) from cause

    @property
    def certificate(self):
        """The other side's, once there is TLS and it was asked for, as ssl.SSLSocket.getpeercert()
        gives it."""
        return self._sock.certificate if self.secure else None

    # Reading

    def recv(self, n=CHUNK):
        """One chunk of at most `n` bytes, b"" at EOF. Quiet, ConnectionError."""
        if not self._buf and not self._fill():
            return b""
        chunk = bytes(self._buf[:n])
        self._take(len(chunk))
        return chunk

    def recv_exact(self, n):
        """Exactly `n` bytes; EOFError when the program closes before."""
        while len(self._buf) < n:
            if not self._fill():
                raise EOFError("the connection ended after {} of {} bytes".format(len(self._buf), n))
        data = bytes(self._buf[:n])
        self._take(n)
        return data

    def read_line(self, limit=1000, skip=True):
        """The next line with its line end, as it came; b"" at EOF (`unfinished` keeps an unfinished line).

        limit  the bytes a line may have, its end included. LineTooLong, Quiet, ConnectionError
        skip   read a line that is too long to its end before saying so; else say so at once
        """
        too_long = False
        while True:
            end = self._buf.find(b"\n", self._searched) + 1
            if end:
                line = bytes(self._buf[:end])
                self._take(end)
                if too_long or len(line) > limit:
                    raise LineTooLong("a line of more than {} bytes".format(limit))
                return line
            if len(self._buf) > limit:
                if not skip:
                    raise LineTooLong("a line of more than {} bytes".format(limit))
                too_long = True
                self._take(len(self._buf))
            self._searched = len(self._buf)
            if not self._fill():
                self.unfinished = bytes(self._buf)
                self._take(len(self._buf))
                return b""

    def read_piece(self, most=CHUNK):
        """The next line with its line end, or the first `most` bytes of a longer one; b"" at EOF, whatever
        stood there."""
        end = self._buf.find(b"\n", 0, most) + 1
        while not end and len(self._buf) < most:
            searched = len(self._buf)
            if not self._fill():
                self.unfinished = bytes(self._buf)
                self._take(searched)
                return b""
            end = self._buf.find(b"\n", searched, most) + 1
        return self.recv(end or most)

    def waiting(self, seconds=0):
        """Whether something to read (bytes, EOF or a reset) is there, or comes within `seconds`."""
        if self._buf or self.closed:
            return bool(self._buf)
        return readable(self._sock, seconds)

    def waiting_more(self, seconds):
        """Read what comes within `seconds` into the buffer; whether any came (EOF and a reset count)."""
        if not readable(self._sock, max(0, seconds)):
            return False
        try:
            self._fill()
        except ConnectionError:
            pass  # noted by _fill
        return True

    def _take(self, count):
        del self._buf[:count]
        self._searched = 0

    def _fill(self):
        """Read one chunk into the buffer; False at EOF."""
        if self.ended or self.closed:
            return False
        self.flush()
        self._reading = True
        try:
            chunk = self._sock.recv(CHUNK)
        except socket.timeout:
            raise Quiet("nothing came for {:g} s".format(self._idle)) from None
        except ConnectionError:
            self._note_reset("sent")
            raise
        finally:
            self._reading = False   # before the bytes count: see at_rest
        if chunk:
            self._record(chunk)
            self._buf += chunk
        else:
            self.ended = True
            self.left_first = not self._half_closed
            self.transcript.add(self.name, "fin", "sent")
        return bool(chunk)

    def _record(self, chunk):
        """Count and record what came from the program."""
        self.received += len(chunk)
        self.last_direction = "sent"
        self.transcript.add(self.name, "data", "sent", chunk)

    # Writing

    def send(self, data):
        """Send one message. ConnectionError when the program has gone; Quiet when it does not read."""
        if self.closed or self._half_closed:
            raise ConnectionAbortedError("this connection is closed")
        with self._turn:
            self.fault.deliver(self, bytes(data))

    def flush(self):
        """Let whatever the fault profile keeps back go out."""
        if self.fault.kept and not (self.closed or self._half_closed):
            with self._turn:
                self.fault.flush(self)

    def half_close(self, note=""):
        """Say that nothing more will be sent (FIN); reading goes on."""
        self.flush()
        if not self.fault.silent:
            self.fin(note)

    def close(self):
        """Close in good order: FIN first, then read what still comes, so that unread input resets nobody.

        Never raises; waits DRAIN_SECONDS at most for the program to close too.
        """
        if self.closed:
            return
        try:
            self.half_close()
            self._drain()
        except OSError:
            pass  # it has gone already; nothing is owed to it
        finally:
            self.closed = True
            self._sock.close()

    def _drain(self):
        limit = time.monotonic() + (self._idle if self.fault.silent else DRAIN_SECONDS)
        drained = 0
        while drained < DRAIN_BYTES and not self.ended:
            left = limit - time.monotonic()
            self._reading = True
            if left <= 0 or not readable(self._sock, left):
                return
            self._take(len(self._buf))
            self._fill()
            drained += len(self._buf)

    def widen(self, size=1 << 20):
        """Let the system keep `size` bytes that came and are not read yet, from now on."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, size)

    def abandon(self):
        """Make every read and write of this connection end now; called from another thread."""
        try:
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # not connected any more

    # Two more connections with the same program, for FTP

    def data_listener(self):
        """A listening socket for one data connection (passive mode): a DataListener."""
        from bundle.wire.data_listener import DataListener
        return DataListener(self)

    def connect_back(self, port, seconds=5):
        """Connect to `port` of the program's host, and to no other host (active mode). OSError."""
        sock = socket.create_connection((self.peer_host, port), timeout=seconds)
        data = self._data_connection(sock)
        return data.opened(by_program=False)

    def _data_connection(self, sock):
        name = "{} data {}".format(self.name, len(self.family))
        data = Connection(sock, self.transcript, name, self.faults, self._idle, is_data=True)
        self.family.append(data)
        return data

    # What a fault profile may do

    def write(self, data):
        """Put `data` on the wire now, whole."""
        if not data:
            return
        # Recorded first, so that no answer stands before its question.
        self.transcript.add(self.name, "data", "received", data)
        self.sent += len(data)
        self.last_direction = "received"
        try:
            self._sock.sendall(data)
        except socket.timeout:
            raise Quiet("the program read nothing for {:g} s".format(self._idle)) from None
        except ConnectionError:
            self._note_reset("sent")
            raise

    def pause(self, seconds):
        """Let a moment pass between two writes; that is what the fault consists of."""
        time.sleep(seconds)

    def hold(self, data):
        """Send `data`, its last byte late; `early` says whether the program acted on the rest meanwhile."""
        acted_before = self.waiting()
        self.write(data[:-1])
        self.transcript.add(self.name, "note", "received", note="the last byte of this message is withheld")
        limit = time.monotonic() + self.faults.hold_seconds
        while not self.ended and time.monotonic() < limit:
            offset = self.received
            if self.waiting_more(limit - time.monotonic()) and not acted_before and self.early is None:
                self.early = offset
        self.write(data[-1:])

    def fin(self, note=""):
        """Send FIN, once. ConnectionError when the program has gone."""
        if self._half_closed:
            return
        self._half_closed = True
        self.transcript.add(self.name, "fin", "received", note=note)
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError as error:    # not connected any more, which is no ConnectionError to Python
            raise ConnectionAbortedError("the program has gone") from error

    def reset(self):
        """Send RST, and drop all that was not sent or read."""
        self._note_reset("received")
        self.closed = True
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        self._sock.close()

    def _note_reset(self, direction):
        if not self.was_reset:
            self.left_first = self.left_first or direction == "sent" and not self._half_closed
            self.was_reset = self.ended = True
            self.transcript.add(self.name, "reset", direction)
