"""One round while it runs: the learner's program, the wire, and what every kind of check needs of both."""

import os
import random
import re
import shutil
import sys
import tempfile

from bundle import processes
from bundle.checking import general
from bundle.checking.mistakes import Cancelled
from bundle.checking.program import KEPT_OUTPUT, MOST_PROCESSES, Program
from bundle.wire.faults import Faults
from bundle.wire.transcript import Transcript

STARTS_WITHIN = 5.0     # seconds until a server must listen
LEAST_PATIENCE = 2.0    # seconds that a program may do nothing while it is its turn …
MOST_PATIENCE = 10.0    # … on a machine where programs start slowly, up to this
LONGEST_RUN = 60.0      # seconds that one run may take in all, however busy it is on the wire
FLOOD = "8 MB"          # MOST_OUTPUT in words
GLANCE = 0.25           # seconds between two looks at things that no event tells: processor time, number of processes


class Trial:
    """What a round function gets. `seed` and `rng` make its content; `transcript` records it; `folder` is its own.

    exercise, file  what is checked
    round           the bundle.checking.rounds.Round
    mistakes        the named mistakes of the exercise, for those that a crash proves
    cancel          an Event: when it is set, the round ends with Cancelled
    mark            what the programs of this round carry in their environment, so that all of them can be found
    has_wire        whether what crosses the wire is the program's own bytes
    """

    has_wire = True
    through = None      # the learner's own program that all of it goes through, if any: a file

    def __init__(self, exercise, file, round, seed, mistakes, cancel, mark):
        self.exercise = exercise
        self.file = file
        self.round = round
        self.seed = seed
        self.rng = random.Random(seed)
        self.mistakes = mistakes
        self.cancel = cancel
        self.mark = mark
        self.faults = Faults(round.profile)
        self.transcript = Transcript()
        self.folder = tempfile.mkdtemp(prefix="netprog-check-")
        self.programs = []
        self.services = []
        self.command = None     # the command that was run last
        self.patience = LEAST_PATIENCE
        for path in exercise.data_paths():
            copy = shutil.copytree if os.path.isdir(path) else shutil.copy
            copy(path, os.path.join(self.folder, os.path.basename(path)))

    def review(self, proved):
        """The round is done, and `proved` is what it found, or None: the Proved to tell."""
        return proved

    def seen(self):
        """The Transcript that the learner is shown."""
        return self.transcript

    def finish(self):
        """The round function is done: what else a kind of trial wants to see; raises Proved."""

    def abort(self):
        """Called off, from another thread: end the program, so that whatever waits for it goes on."""
        for program in list(self.programs):
            program.end()

    def close(self):
        """End every program and service, and remove the folder."""
        for program in self.programs:
            program.end()
        for service in self.services:
            service.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Running

    def launch(self, *args, stdin=b"", environ=None, **output):
        """Start the learner's program with these arguments; returns the Program. `output`: see Program."""
        if self.cancel.is_set():
            raise Cancelled()
        program = Program(self.file, args, self.folder, self.environment(environ), stdin, **output)
        self.command = program.command
        self.programs.append(program)
        return program

    def environment(self, extra=None):
        """The environment of every program of this round; `extra` as in processes.environment."""
        names = dict(extra or {}, PYTHONHASHSEED=str(self.seed % 2 ** 32), **{processes.MARK: self.mark})
        return processes.environment(**names)

    @property
    def program(self):
        """The program started last; None before."""
        return self.programs[-1] if self.programs else None

    def learn_patience(self, started_after):
        """A program that needed `started_after` seconds to start is on a machine that needs more time for all."""
        self.patience = max(self.patience, min(MOST_PATIENCE, 10 * started_after))
        self.faults.learn_slowness(1.5 * started_after)

    def look_after(self, program):
        """Look at what no event tells; called every GLANCE seconds while a check waits for `program`."""
        if self.cancel.is_set():
            raise Cancelled()
        if program.flooded:
            judge_flood(program)
        if program.too_many_processes():
            program.end()
            processes.end_marked(self.mark)
            general.FORKED_ON.proved(n=MOST_PROCESSES)

    # Judging how a program ended

    def judge_crash(self, program, at=None):
        """Raise Proved if `program` stopped with an exception that nobody caught, or was told to stop by a signal."""
        if program.flooded:
            judge_flood(program)
        if program.was_ended_by_us or not program.code:
            return
        count = self.transcript.passed(None, "sent") + self.transcript.passed(None, "received")
        after = ", after {:,} bytes had been exchanged".format(count) if self.has_wire else ""
        crash = program.crash
        if crash is None:
            if program.code < 0:
                general.SIGNALLED.proved(at, code=-program.code, after=after)
            return
        for mistake in self.mistakes:
            if mistake.crash and re.search(mistake.crash, crash.text, re.IGNORECASE):
                mistake.proved(at)
        if crash.name == "EOFError" and "EOF when reading a line" in crash.text:
            general.READS_STDIN.proved(at, line=crash.line)
        if _is_str_for_bytes(crash):
            general.STR_FOR_BYTES.proved(at, line=crash.line, exc=crash.text)
        if count == 0 and crash.name in ("IndexError", "ValueError") and not self.transcript.events:
            general.ARGUMENTS.proved(exc=crash.text, line=crash.line, usage=self.usage())
        if crash.line is None:
            general.CRASHED_ELSEWHERE.proved(at, exc=crash.text, after=after)
        general.CRASHED.proved(at, exc=crash.text, line=crash.line, after=after)

    def usage(self):
        """How the program is run, in the words of the task."""
        words = {"client": "HOST PORT", "server": "PORT"}.get(self.exercise.kind, "")
        if self.exercise.takes_url:
            words = ""
        args = ['"{}"'.format(arg) if " " in arg else arg for arg in self.exercise.args]
        return " ".join(filter(None, ["python", self.exercise.starter, words] + args))

    # Comparing

    def same_output(self, expected, got=None):
        """Raise Proved where `got` (bytes; what the program printed, if None) is not `expected` (bytes or str).

        A line end more or less at the very end does not count, nor does CR LF for LF on Windows.
        """
        expected = _plain(expected)
        got = _plain(self.program.stdout if got is None else got)
        if expected == got:
            return
        if not got:
            general.NO_OUTPUT.proved(expected=glimpse(expected))
        n = first_difference(expected, got)
        before = expected[expected.rfind(b"\n", 0, n) + 1:n].decode("utf-8", "ignore")[-24:]
        after = ", after {!r}".format(before) if before and min(len(expected), len(got)) - n < 8 else ""
        general.DIFFERS.proved(n=n, after=after, expected=glimpse(expected[n:]), got=glimpse(got[n:]))


def judge_flood(program):
    """Say that `program` printed more than it may."""
    general.FLOODED.proved(limit="{} MB".format(program.most_output // 2 ** 20))


def first_difference(a, b):
    """The index of the first byte at which `a` and `b` differ."""
    shorter = min(len(a), len(b))
    if a[:shorter] == b[:shorter]:
        return shorter
    low, high = 0, shorter      # a[:low] == b[:low], a[:high] != b[:high]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if a[low:middle] == b[low:middle] else (low, middle)
    return low


def glimpse(data, length=24):
    """The first bytes of `data` as a learner would write them; "the end" when there are none."""
    if not data:
        return "the end"
    start = data[:length]
    if start.isascii() or b"\0" in start:
        shown = repr(start)[1:]
    else:
        if len(data) > length:
            start = _whole_characters(start)
        shown = repr(start.decode("utf-8", "surrogateescape"))
        shown = re.sub("\\\\udc(..)", r"\\x\1", shown)
    return shown + ("…" if len(data) > length else "")


def _whole_characters(data):
    """`data` without the beginning of a UTF-8 character at its end; as it is where it is not UTF-8."""
    for end in range(len(data), max(0, len(data) - 4), -1):
        try:
            data[:end].decode("utf-8")
            return data[:end]
        except UnicodeDecodeError:
            pass
    return data


def _plain(text):
    data = text.encode("utf-8") if isinstance(text, str) else text
    if sys.platform == "win32":
        data = re.sub(rb"\r+\n", b"\n", data)
    return data[:KEPT_OUTPUT].rstrip(b"\r\n")


_STR_FOR_BYTES = re.compile(
    r"a bytes-like object is required, not 'str'|can't concat (str|bytes) to (str|bytes)"
    r"|must be str, not bytes|must be bytes.*not str|startswith first arg must be (bytes|str)"
    r"|POST data should be bytes|endswith first arg must be (bytes|str)|'str' object has no attribute 'decode'"
    r"|'bytes' object has no attribute 'encode'|can only concatenate str \(not \"bytes\"\)"
    r"|argument should be integer or bytes-like object, not 'str'|cannot use a string pattern on a bytes-like"
    r"|cannot use a bytes pattern on a string-like|sequence item \d+: expected (a bytes-like object|str instance), "
    r"(str|bytes) found|expected (str|bytes), (str|bytes)|write\(\) argument must be str, not bytes")


def _is_str_for_bytes(crash):
    return crash.name in ("TypeError", "AttributeError") and bool(_STR_FOR_BYTES.search(crash.text))
