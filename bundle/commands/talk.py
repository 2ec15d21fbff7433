"""netprog talk: what is typed goes to a server, and both sides' bytes are shown.

A thread reads what is typed and sends it; another reads what the server sends. Both only add to the
transcript; the main thread shows it, and is free for Ctrl-C. (On Windows, a console cannot be waited for
together with a socket.)
"""

import os
import sys
import threading
import time

from bundle.commands.address import port_of, unreachable
from bundle.commands.ending import end_in_order
from bundle.commands.view import printer, shower_for
from bundle.screen.terminal import Terminal
from bundle.wire.connection import CHUNK, Connection, Quiet
from bundle.wire.live import LiveTranscript
from bundle.wire.reaching import connect, written
from bundle.wire.show import follow

CONNECT_SECONDS = 10    # until the server must have answered at all, and until TLS is agreed on
ADVICE_SECONDS = 3      # of silence, until somebody who may be waiting in vain is told why

BEGIN = ("Connected to {}. Each line goes out when you press Enter.\n"
         "Lines end with {}. {} ends your side, Ctrl-C ends talk.")
LF_MAY_BE_WRONG = ("(No answer yet. If this server waits for CRLF, it takes your line for unfinished: "
                   "end talk, and start it with --crlf.)")
NOT_CLOSED = "(You have ended your side. The server has not closed its own yet; Ctrl-C ends talk.)"
SPEAKS_TLS = ("(That was a TLS alert: this server speaks TLS from the first byte. End talk, and start it "
              "with --tls.)")
NO_WORD = ("(The server has closed without a word. If it speaks TLS from the first byte, start talk with "
           "--tls.)")
TLS_ALERT = b"\x15\x03"     # how every alert begins (RFC 8446 section 5.1)
NOT_ALL_SENT = "The server had closed before all that you typed was sent."


def run(request):
    host, port = request.args[0], port_of(request.args[1])
    end_in_order()
    typed = Typed(sys.stdin, crlf="--crlf" in request.options)
    return Talk((host, port), typed, "--tls" in request.options).run()


class Typed:
    """What is typed, or comes through a pipe, as it goes out. Typed line ends are LF; with `crlf`, all line
    ends become CRLF."""

    def __init__(self, stdin, crlf=False):
        self.crlf = crlf
        # Not through the buffer: a thread that nobody can wake would hold its lock, even while Python ends.
        self._raw = getattr(getattr(stdin, "buffer", None), "raw", None)
        self._is_windows_console = os.name == "nt" and bool(self._raw) and self._raw.isatty()
        self._after_cr = False

    def read(self):
        """Wait for the next bytes; b"" at the end."""
        data = self._read()
        if self._is_windows_console:
            data = data.replace(b"\r\n", b"\n")
        if self.crlf and data:
            data = self._with_crlf(data)
        return data

    def _read(self):
        try:
            data = self._raw.read(CHUNK) if self._raw else b""
            while data is None:     # somebody has made our input non-blocking, which only POSIX allows
                import select
                select.select([self._raw], [], [])
                data = self._raw.read(CHUNK)
            return data
        except (OSError, ValueError):
            return b""  # a terminal that is gone, or that others read

    def _with_crlf(self, data):
        """Every LF that has no CR in front gets one. CR and LF may come in two reads."""
        first = b""
        if self._after_cr and data.startswith(b"\n"):
            first, data = b"\n", data[1:]
        self._after_cr = data.endswith(b"\r")
        return first + data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


class Talk:
    """One conversation with the server at `address`."""

    def __init__(self, address, typed, tls=False):
        self.address = address
        self.typed = typed
        self.tls = tls
        self.transcript = LiveTranscript(ours=True)
        self.conn = None
        self.over = threading.Event()
        self.problem = None         # why it failed: a sentence, or an exception, which is a bug
        self._typed_all = False
        self._ends_with_lf = False  # what was sent last
        self._advised = set()

    def run(self):
        """Talk until the server closes; the exit status."""
        in_background(self._listen)
        try:
            follow(self.transcript, printer(sys.stdout), self._is_over, shower_for(sys.stdout))
        finally:
            self.transcript.close()
            if self.conn:
                self.conn.abandon()
        if isinstance(self.problem, Exception):
            raise self.problem
        if self.problem:
            tell(self.problem)
        return 1 if self.problem else 0

    # The threads

    def _listen(self):
        """Connect, then hear the server out."""
        try:
            if self._open():
                in_background(self._type)
                self._hear()
        except Exception as problem:    # told in the main thread
            self.problem = problem
        finally:
            self.over.set()

    def _open(self):
        """Whether the server is there, and, with TLS, the one that it should be."""
        try:
            sock = connect(self.address, CONNECT_SECONDS)
            conn = Connection(sock, self.transcript, idle=CONNECT_SECONDS).opened(by_program=False)
        except (OSError, UnicodeError) as problem:
            self.problem = unreachable(problem, self.address)
            return False
        if self.tls:
            from bundle.commands.trust import begin_tls
            words, is_good = begin_tls(conn, self.address[0])
            if not is_good:
                self.problem = words
                conn.close()
                return False
            tell(words)
        elif Terminal().interactive:
            self._introduce(conn)
        conn.idle = None
        self.conn = conn
        return True

    def _introduce(self, conn):
        end = "CRLF" if self.typed.crlf else "LF (--crlf: with CRLF)"
        eof = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        tell(BEGIN.format("Connected to " + written((conn.peer_host, conn.peer_port)), end, eof))

    def _hear(self):
        try:
            chunk = self.conn.recv()
            if chunk.startswith(TLS_ALERT) and not self.tls:
                self._advise(SPEAKS_TLS)
            while chunk:
                chunk = self.conn.recv()
            if not self.conn.received and not self.tls:
                self._advise(NO_WORD)
        except ConnectionResetError:
            self.problem = "The server has reset the connection."
        except OSError as problem:
            self.problem = "The connection has ended: {}.".format(problem.strerror or problem)
        self.conn.close()

    def _type(self):
        """Send what is typed, to its end; a server that does not read holds this up, and nothing else."""
        try:
            while True:
                data = self.typed.read()
                if not data:
                    break
                self._ends_with_lf = data.endswith(b"\n") and not data.endswith(b"\r\n")
                self.conn.send(data)
            self._typed_all = True
            self.conn.half_close()
        except OSError:
            if data and not self.problem:
                tell(NOT_ALL_SENT)

    # The loop

    def _is_over(self):
        """Asked about ten times a second, so it is also when advice is given."""
        quiet = time.monotonic() - self.transcript.last_change
        if self.conn and not self.conn.ended and quiet > ADVICE_SECONDS:
            if self._typed_all:
                self._advise(NOT_CLOSED)
            elif self._ends_with_lf and self.conn.last_direction == "received":
                self._advise(LF_MAY_BE_WRONG)
        return self.over.is_set()

    def _advise(self, advice):
        """Say this once."""
        if advice not in self._advised:
            self._advised.add(advice)
            tell(advice)


def in_background(function):
    threading.Thread(target=function, name=function.__name__, daemon=True).start()


def tell(text):
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        pass  # nobody reads it
