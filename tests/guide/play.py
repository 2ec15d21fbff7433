"""A session played on a pseudo-terminal: what a learner types, what they see, and what is left afterwards.

`Session(...)` starts the program; `type`, `until`, `resize`, `end` do what they say. A small course in a
temporary folder and a check that looks for the word "right" in the file stand for the real ones unless
`real` is true.
"""

import codecs
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time

from tests.screen.vt import Terminal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SECONDS = 30            # only ends a hang
STARTER = ("import fcntl, os, sys, termios\n"
           "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
           "os.execvp(sys.argv[1], sys.argv[1:])\n")
DRIVER = """
import sys
sys.path.insert(0, {root!r})
from bundle import course
course.ROOT = {course!r}
from bundle import cli, guide
from tests.guide.course import check
guide.checker = lambda: check
{extra}
sys.exit(cli.main(sys.argv[1:]))
"""


class Session:
    def __init__(self, folder, course=None, columns=80, rows=24, words=("lesson", "1"), extra="", shell=False,
                 remove=(), **environ):
        import pty
        import termios

        self.termios = termios
        self.master, self.slave = pty.openpty()
        self.terminal = Terminal(columns, rows)
        self.set_size(columns, rows)
        self.raw = b""
        self.open = True
        self.changed = threading.Condition()
        self.failure = None
        self.before = termios.tcgetattr(self.slave)
        self.program = [sys.executable]
        if course is None:
            self.program += ["-m", "bundle"]
        else:
            self.program += ["-c", DRIVER.format(root=ROOT, course=str(course), extra=extra)]
        env = dict(os.environ, TERM="xterm", LANG="C.UTF-8", NETPROG_DIR=str(folder), PYTHONPATH=ROOT)
        for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "COLUMNS", "LINES", "VISUAL", "EDITOR", "DISPLAY",
                     "WAYLAND_DISPLAY", *remove):
            env.pop(name, None)
        env.update(environ)
        command = ["sh", "-i"] if shell else self.program + list(words)
        self.process = subprocess.Popen([sys.executable, "-c", STARTER] + command, cwd=ROOT, env=env,
                                        stdin=self.slave, stdout=self.slave, stderr=self.slave,
                                        start_new_session=True)
        self.wake_reader, self.wake_writer = os.pipe()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.hang_up()

    text = property(lambda self: self.terminal.text)
    modes = property(lambda self: self.termios.tcgetattr(self.slave))

    def type(self, text):
        os.write(self.master, text.encode())
        return self

    def until(self, *wanted):
        """Wait until all these texts are on the screen (a function: until it is true of the session)."""
        def there():
            return self.failure or all(each(self) if callable(each) else each in self.text for each in wanted)

        limit = time.monotonic() + SECONDS
        with self.changed:
            while not there() and time.monotonic() < limit:
                self.changed.wait(0.05)         # not all that is waited for is on the screen
        if self.failure:
            raise self.failure
        assert there(), "no %r on the screen:\n%s" % (wanted, self.text)
        return self

    def set_size(self, columns, rows):
        import fcntl

        fcntl.ioctl(self.slave, self.termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        with self.changed:
            self.terminal.resize(columns, rows)
            self.set_size(columns, rows)
        os.kill(self.process.pid, signal.SIGWINCH)
        return self

    def end(self, keys=""):
        """Type the keys, wait for the end; the exit status, once all that was written has been read."""
        if keys:
            self.type(keys)
        status = self.process.wait(SECONDS)
        if self.open:
            os.write(self.slave, b"\r\nall was read\r\n")
            self.until(lambda session: "all was read" in session.terminal.history)
        return status

    def hang_up(self):
        """Close the window."""
        if self.open:
            self.open = False
            os.write(self.wake_writer, b".")
            self.reader.join(5)         # as long as it reads, the terminal lives
            for fd in (self.slave, self.master, self.wake_reader, self.wake_writer):
                os.close(fd)

    def assert_whole(self):
        """The terminal is as it was before."""
        assert not self.terminal.modes, self.terminal.modes
        assert self.modes == self.before

    def _read(self):
        decoder = codecs.getincrementaldecoder("utf-8")()
        while self.wake_reader not in select.select([self.master, self.wake_reader], [], [])[0]:
            data = os.read(self.master, 65536)
            with self.changed:
                self.raw += data
                try:
                    self.terminal.feed(decoder.decode(data))
                except AssertionError as failure:
                    self.failure = failure
                self.changed.notify_all()
