"""A demonstration while it runs: its servers, its program under the stepper, and what each line has caused.

Everything that the program does comes as an event through `put`, from threads; whoever takes it out of the
queue hands it to `apply`, which alone changes the state. `go` lets the next line run; `close` ends it all.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections import namedtuple

from bundle import processes
from bundle.demos.servers import Servers
from bundle.wire.transcript import Transcript

STEPPER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stepper.py")
MOST_PRINTED = 1024 * 1024      # bytes

Reached = namedtuple("Reached", "running line events")      # before a line; so many events had happened
Printed = namedtuple("Printed", "running data")
Calls = namedtuple("Calls", "running name")                 # it may wait for the peer; None: it has returned
Crossed = namedtuple("Crossed", "running")                  # something crossed the wire
Ended = namedtuple("Ended", "running status events")


class CannotStart(Exception):
    """A server or the program cannot be started; the text says why."""


class Step:
    """A line that was run: what crossed the wire from event `start` up to event `stop` (None: it still runs),
    and what was printed meanwhile. `line` is None for what came once the program had ended."""

    __slots__ = ("line", "start", "stop", "printed")

    def __init__(self, line, start):
        self.line = line
        self.start = start
        self.stop = None
        self.printed = bytearray()


class Running:
    """`line` is the line that is next, or that runs; `runs` says which of them; `status` is the exit status
    once it has ended. CannotStart."""

    def __init__(self, demo, put):
        self.demo = demo
        self.put = put
        self.transcript = Transcript()
        self.steps = []
        self.line = None
        self.runs = True                # until it reports its first line
        self.calling = None             # the name of a call that may wait
        self.since = time.monotonic()   # when this state began
        self.status = None
        self.servers = self.process = None
        self._over = threading.Event()
        self._folder = tempfile.mkdtemp(prefix="netprog-demo-")
        self._stray = None              # a file with what the program wrote past sys.stdout and sys.stderr
        try:
            work = os.path.join(self._folder, "work")
            os.mkdir(work)
            shutil.copy(demo.program, os.path.join(work, "program.py"))     # a gateway may be asked for it
            self.servers = Servers(demo, self.transcript, work)
            self._start(work)
        except BaseException as problem:
            self.close()
            if isinstance(problem, OSError):
                raise CannotStart("Demonstration %s does not start: %s." % (demo.id, problem)) from problem
            raise

    def _start(self, work):
        from bundle.servers.practice_tls import CA_FILE

        args = [self.servers.host] + [str(port) for port in self.servers.ports]
        args += [word.replace("{ca}", CA_FILE) for word in self.demo.args]
        self.command = [sys.executable, self.demo.program] + args
        stray = os.path.join(self._folder, "stray")
        pipe = processes.subprocess.PIPE
        with open(stray, "wb") as file:
            self.process = processes.start([sys.executable, STEPPER, self.demo.program] + args, cwd=work,
                                           env=processes.environment(), stdin=pipe, stdout=pipe, stderr=file)
        self._stray = open(stray, "rb")
        for task in (self._read, self._watch):
            threading.Thread(target=task, name="demo " + task.__name__, daemon=True).start()

    def go(self):
        """Let the line that is next run."""
        self.runs, self.since = True, time.monotonic()
        self.steps.append(Step(self.line, self._seen))
        self._tell_to_go()

    def _tell_to_go(self):
        try:
            self.process.stdin.write(b"go\n")
            self.process.stdin.flush()
        except (OSError, ValueError):
            pass                        # it has ended, which is on its way to us

    def close(self):
        """End the program, with all that it started, and the servers."""
        self._over.set()
        if self.process:
            processes.end(self.process)
            try:
                self.process.stdin.close()
            except OSError:
                pass                    # a go-ahead that it did not take
        if self._stray:
            self._stray.close()
        if self.servers:
            self.servers.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    # --- what happens -----------------------------------------------------------------------------------

    def apply(self, event):
        """Change the state as an event of this run says."""
        if isinstance(event, Reached):
            self._stop(event.events)
            self.line, self.runs = event.line, False
        elif isinstance(event, Ended):
            self._stop(event.events)
            if event.events > self._seen:       # said goodbye by its end: connections that nobody closed
                self.steps.append(Step(None, self._seen))
                self.steps[-1].stop = event.events
            self.line, self.runs, self.status = None, False, event.status
        elif isinstance(event, Printed):
            if not self.steps:          # it does not even begin
                self.steps.append(Step(None, 0))
            step = self.steps[-1]
            step.printed += event.data[:max(0, MOST_PRINTED - len(step.printed))]
        elif isinstance(event, Calls):
            self.calling = event.name

    def _stop(self, events):
        self.calling = None
        if self.steps and self.steps[-1].stop is None:
            self.steps[-1].stop = events

    @property
    def _seen(self):
        return self.steps[-1].stop if self.steps else 0

    def events_of(self, step):
        """What crossed the wire during a Step."""
        return self.transcript.events[step.start:step.stop]

    @property
    def waits(self):
        """The name of the call in which the program waits, once it has waited a moment; else None."""
        return self.calling if self.runs and time.monotonic() - self.since > 0.3 else None

    # --- threads ----------------------------------------------------------------------------------------

    def _read(self):
        """The stepper's reports, as events, up to its end."""
        status = None
        with self.process.stdout as reports:
            for report in reports:
                word, _, rest = report.decode("ascii", "replace").strip().partition(" ")
                if word == "line":
                    self._reached(int(rest))
                elif word == "printed":
                    self.put(Printed(self, bytes.fromhex(rest)))
                elif word in ("calls", "back"):
                    self.put(Calls(self, rest or None))
                elif word == "ended":
                    status = int(rest)
                    self._reached(None)
                    self._tell_to_go()
        code = self.process.wait()
        self._read_stray()
        self.servers.over()
        self.put(Ended(self, code if status is None else status, len(self.transcript.events)))

    def _reached(self, line):
        """The program waits before `line`: all that the line before has caused is waited for."""
        self.servers.settle()
        self._read_stray()
        self.put(Reached(self, line, len(self.transcript.events)))

    def _read_stray(self):
        """What Python itself says when it cannot go on, for example."""
        try:
            data = self._stray.read(MOST_PRINTED)
        except ValueError:
            return                      # it is all over
        if data:
            self.put(Printed(self, data))

    def _watch(self):
        """Tell that something crossed the wire, while a line is running."""
        seen = 0
        while not self._over.is_set():
            events = self.transcript.wait(seen, 0.5)
            seen += len(events)
            if events:
                self.put(Crossed(self))
