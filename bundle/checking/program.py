"""A learner's program while it runs: its output, its end, and how it ended. It is not trusted with anything."""

import contextlib
import os
import re
import sys
import threading
import time

from bundle import processes

MOST_OUTPUT = 8 * 1024 * 1024   # bytes of stdout or stderr; more is a flood
KEPT_OUTPUT = 4 * 1024 * 1024
MOST_PROCESSES = 40
COMPLETE = 30.0     # seconds to read what an ended program had printed; only a hang takes so long
GRACE = 0.2         # so long nothing comes through a pipe that somebody else keeps open


class Program:
    """`python FILE ARGS…`, started at once in `folder` with `environ` (a dict) and `stdin` (bytes).

    most_output  bytes of stdout or stderr that are no flood yet
    on_output    called with ("stdout" or "stderr", chunk) as it comes, from a thread of ours
    `ended` is an Event that is set as soon as the program has ended, and `code` then its exit status.
    """

    def __init__(self, file, args, folder, environ, stdin=b"", most_output=MOST_OUTPUT, on_output=None):
        self.file = os.path.abspath(file)
        self.args = [str(arg) for arg in args]
        self.command = [sys.executable, self.file] + self.args
        self.ended = threading.Event()
        self.code = None
        self.flooded = False
        self.most_output = most_output
        self._on_output = on_output
        self.was_ended_by_us = False
        self.began = self.last_output = time.monotonic()
        self._ending = threading.Lock()     # guards was_ended_by_us, so that the end is asked for once
        self._outputs = {"stdout": bytearray(), "stderr": bytearray()}
        pipe = processes.subprocess.PIPE
        self._process = processes.start(self.command, cwd=folder, env=environ, stdin=pipe, stdout=pipe, stderr=pipe)
        self._readers = {name: self._in_background(self._read, name) for name in self._outputs}
        self._in_background(self._feed, stdin)
        processes.watch_end(self._process, self._has_ended)

    @property
    def stdout(self):
        """What it has printed so far, as bytes."""
        return bytes(self._outputs["stdout"])

    @property
    def stderr(self):
        return bytes(self._outputs["stderr"])

    @property
    def pid(self):
        return self._process.pid

    def is_running(self):
        """Whether it runs or is ready to run, rather than waits for something; None where the system does not tell."""
        try:
            with open("/proc/{}/stat".format(self.pid), "rb") as stat:
                return stat.read().rpartition(b")")[2].split()[0] == b"R"
        except OSError:
            return None

    @property
    def exited(self):
        """Whether its process has ended; `ended` is set when all its output is there, too."""
        return self._process.poll() is not None

    def too_many_processes(self):
        """Whether it forks on and on."""
        return processes.group_size(self._process) > MOST_PROCESSES

    def left_children(self):
        """Whether it has ended, but not all that it started."""
        return self.ended.is_set() and not self.was_ended_by_us and processes.group_is_alive(self._process)

    def pause(self, paused=True):
        """Stop it where it is; with False, let it go on."""
        processes.pause(self._process, paused)

    def ask_to_end(self, seconds):
        """Ask it to end; returns whether it did within `seconds`."""
        processes.ask_to_end(self._process)
        return self.ended.wait(seconds)

    def end(self):
        """End it and all it started; returns when its output is complete."""
        with self._ending:
            self.was_ended_by_us = self.was_ended_by_us or not self.ended.is_set()
            processes.end(self._process)
        self.ended.wait(COMPLETE)

    def _has_ended(self):
        for name, reader in self._readers.items():
            self._finish_reading(reader, getattr(self._process, name))
        self.code = self._process.returncode
        self.ended.set()

    def _finish_reading(self, reader, pipe):
        """Wait until `reader` has read all that was printed; a child that keeps the pipe open does not hold us up."""
        limit = time.monotonic() + COMPLETE
        while reader.is_alive() and time.monotonic() < limit:
            try:
                if not something_to_read(pipe.fileno(), GRACE):
                    return
            except ValueError:
                return  # closed, so it has come to the end
            reader.join(0.01)   # it is there, so the reader takes it as soon as it gets to run

    def _in_background(self, function, *args):
        thread = threading.Thread(target=function, args=args, daemon=True)
        thread.start()
        return thread

    def _feed(self, stdin):
        with contextlib.suppress(OSError), self._process.stdin as pipe:     # it need not read
            pipe.write(stdin)

    def _read(self, name):
        pipe, kept, count = getattr(self._process, name), self._outputs[name], 0
        with pipe:
            while True:
                chunk = os.read(pipe.fileno(), 65536)
                if not chunk:
                    return
                self.last_output = time.monotonic()
                count += len(chunk)
                if len(kept) < KEPT_OUTPUT:
                    kept += chunk
                if self._on_output:
                    self._on_output(name, chunk)
                if count > self.most_output:
                    self.flooded = True
                    processes.end(self._process)
                    return

    @property
    def crash(self):
        """The Crash that its last traceback tells of; None if it printed none."""
        return read_traceback(self.stderr.decode("utf-8", "replace"), self.file)


def something_to_read(fd, seconds):
    """Whether the pipe `fd` has bytes, or its end, to read, or will have within `seconds`."""
    if os.name == "nt":
        time.sleep(0.05)    # a pipe cannot be waited for there
        return processes.pipe_has_data(fd)
    import select
    if not hasattr(select, "poll"):
        return bool(select.select([fd], [], [], seconds)[0])
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


class Crash:
    """An exception that nobody caught: `name`, `text` ("name: what it says"), and `line` in the file (None if elsewhere)."""

    def __init__(self, name, text, line):
        self.name = name
        self.text = text
        self.line = line


_LAST_LINE = re.compile(r"^([A-Za-z_][\w.]*)(?::\s(.*))?$")
_PLACE = re.compile(r'^\s+File "(.*)", line (\d+)')


def read_traceback(text, file):
    """Read the last traceback in `text`, what a program wrote on stderr; a Crash or None.

    file: the learner's; the last line of it that the traceback names is the one to look at.
    """
    start = text.rfind("Traceback (most recent call last):")
    if start < 0:
        return None
    name, told, line = None, "", None
    for row in text[start:].splitlines()[1:]:
        row = re.sub(r"^\s*[|+][ |+-]*", "", row) if "|" in row[:8] else row     # an exception group
        place = _PLACE.match(row)
        if place:
            if os.path.realpath(place.group(1)) == os.path.realpath(file):
                line = int(place.group(2))
        elif row and not row[0].isspace():
            last = _LAST_LINE.match(row)
            if last and not name:
                name, told = last.group(1).rpartition(".")[2], row
    return Crash(name, told[:200], line) if name else None
