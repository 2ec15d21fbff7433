"""One run of a CGI script: a process that is fed, read and timed at the same time.

Its input and its two outputs each have a thread, so that neither side can block the other however much there
is; between the script and a slow visitor stands a buffer of bounded size. Knows nothing of HTTP nor of what
the script says.
"""

import os
import threading
import time

from bundle import processes

PIECE = 65536
BUFFERED = 4 * PIECE        # bytes between the script and whoever reads it
KEPT_ERRORS = 65536         # the last bytes of stderr are kept
SMALL_INPUT = 512           # bytes that fit into every system's pipe (POSIX: PIPE_BUF)
ORPHANED = 2.0              # seconds until a process that we cannot see must be what keeps the output open, at least …
A_PART = 0.25               # … or so much of the time that it has: others that start at this moment hold it, too
MOST_START = 3.0            # seconds within which it should have begun to read
LOOK = 0.25                 # seconds between looks at a script that says nothing: has it ended?


class OutOfTime(Exception):
    """The script had its seconds, and was ended."""


class Script:
    """`command` (a list), running in `folder` with `environ` and with `body` on its stdin.

    seconds  that may be spent waiting for it; then OutOfTime
    tape     called with (kind, direction, bytes or words), as Transcript.add has them, for what passes through
             stdin and stdout; may be None
    held     stdin stays open behind the body, as it does on some servers
    late     seconds that the last byte of the body is kept back; `early` tells whether the script ended
             meanwhile
    """

    def __init__(self, command, folder, environ, body=b"", seconds=30, tape=None, held=False, late=0):
        self.early = False
        self.errors = bytearray()       # the end of what it said on stderr
        self.fed = 0                    # bytes of its input that it has taken, or that the pipe holds
        self.code = None                # its exit status, once it has ended
        self.left_children = False      # it has ended, but something it started kept its output open
        self._ended_at = None           # when we saw that it has ended
        self.seconds = seconds
        self._waited = 0.0
        self._tape = tape or (lambda kind, direction, data=b"", note="": None)
        self._held = held
        self._flow = Flow(BUFFERED)
        pipe, nothing = processes.subprocess.PIPE, processes.subprocess.DEVNULL
        self._process = processes.start(command, cwd=folder, env=environ,
                                        stdin=pipe if body or held else nothing,
                                        stdout=pipe, stderr=pipe, bufsize=0)
        self._threads = [in_background(self._read_output), in_background(self._read_errors)]
        if len(body) > SMALL_INPUT or late:
            self._threads.append(in_background(self._feed, body, late))
        elif self._process.stdin:
            self._feed(body)

    def read(self, patience=None):
        """What it has printed since the last time; b"" at the end, None if it says nothing for `patience`
        seconds.

        OutOfTime when the limit is reached.
        """
        began = time.monotonic()
        while True:
            left = self.seconds - self._waited
            until = left if patience is None else min(left, patience)
            data = self._flow.get(min(LOOK, max(0.0, until - (time.monotonic() - began))))
            if data is None and self._process.poll() is not None:
                data = self._read_what_is_left(time.monotonic())
            if data is not None or time.monotonic() - began >= until:
                break
        self._waited += time.monotonic() - began
        if data is None and self._waited >= self.seconds:
            self.end()
            raise OutOfTime
        return data

    def _read_what_is_left(self, now):
        """The script has ended, its output has not: mostly that is a matter of a moment. If not, a process
        that it started keeps the pipe open, and is ended too."""
        self._ended_at = self._ended_at or now
        orphaned = max(ORPHANED, A_PART * self.seconds)
        if now - self._ended_at < (LOOK if processes.group_is_alive(self._process) else orphaned):
            return None
        self.left_children = True
        self.end()
        return self._flow.get(LOOK) or b""

    def wait(self):
        """Its exit status. OutOfTime."""
        try:
            self.code = self._process.wait(max(0.0, self.seconds - self._waited))
        except processes.subprocess.TimeoutExpired:
            self.end()
            raise OutOfTime from None
        self._threads[1].join(LOOK)     # what it said on stderr is complete
        return self.code

    def processes(self):
        """How many processes it consists of by now; 0 where the system does not tell."""
        return processes.group_size(self._process)

    def end(self):
        """End it, and all that it started. Safe to call from any thread, and twice."""
        self._flow.stop()
        if self._process.poll() is None:
            self._tape("note", "sent", note="ended by the gateway")
        processes.end(self._process)
        self.code = self._process.returncode
        if self._held:
            self._close_input()
        for thread in self._threads:
            thread.join(LOOK)

    def _feed(self, body, late=0):
        try:
            if late and body:
                self._write(body[:-1])
                self._tape("note", "received", note="the last byte of the body is withheld")
                self._wait_until_taken()
                self.early = self._flow.ends_within(late)
                body = body[-1:]
            self._write(body)
        except OSError:
            pass    # it closed its input, or has ended: its right
        if self._held:
            self._tape("note", "received", note="nothing more comes, and your stdin stays open")
        else:
            self._tape("fin", "received")
            self._close_input()

    def _wait_until_taken(self):
        """Wait until the script has read what is in the pipe, where the system tells; a slow start is no
        answer."""
        try:
            from fcntl import ioctl
            from termios import FIONREAD
        except ImportError:
            return  # Windows
        left = bytearray(4)
        limit = time.monotonic() + MOST_START
        while time.monotonic() < limit and not self._flow.ends_within(0.01):
            ioctl(self._process.stdin.fileno(), FIONREAD, left)
            if not any(left):
                return

    def _write(self, body):
        view = memoryview(body)
        while len(view):
            count = os.write(self._process.stdin.fileno(), view[:4096])
            self._tape("data", "received", view[:count])
            self.fed += count
            view = view[count:]

    def _close_input(self):
        try:
            self._process.stdin.close()
        except OSError:
            pass

    def _read_output(self):
        with self._process.stdout as pipe:
            while True:
                data = os.read(pipe.fileno(), PIECE)
                self._tape("data" if data else "fin", "sent", data)
                if not self._flow.put(data) or not data:
                    return

    def _read_errors(self):
        with self._process.stderr as pipe:
            while True:
                data = os.read(pipe.fileno(), PIECE)
                if not data:
                    return
                self.errors += data
                del self.errors[:-KEPT_ERRORS]


class Flow:
    """Bytes from one thread to another, at most `most` (and one piece) in between."""

    def __init__(self, most):
        self._most = most
        self._pieces = []
        self._size = 0
        self._ended = self._stopped = False
        self._changed = threading.Condition()   # guards all of these

    def put(self, data):
        """Add `data`, b"" for the end; waits while there is too much. False if nobody reads any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._size < self._most or self._stopped)
            self._pieces.append(data)
            self._size += len(data)
            self._ended = self._ended or not data
            self._changed.notify_all()
            return not self._stopped

    def get(self, seconds):
        """All there is; b"" at the end; None if nothing comes within `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._pieces or self._ended, seconds)
            if not self._pieces and not self._ended:
                return None
            data = b"".join(self._pieces)
            self._pieces.clear()
            self._size = 0
            self._changed.notify_all()
            return data

    def ends_within(self, seconds):
        """Whether the end has been put, or is within `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: self._ended or self._stopped, seconds) and self._ended

    def stop(self):
        """Let nobody wait to put any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def in_background(function, *args):
    """Run it in a thread that keeps nobody from leaving."""
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread
