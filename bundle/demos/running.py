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
Calls = namedtuple("Calls", "running name")                 # it may wait for the other side; None: it has returned
Crossed = namedtuple("Crossed", "running")                  # something crossed the wire
Ended = namedtuple("Ended", "running status events")


class Step:
    """A line that was run: what crossed the wire from event `start` up to event `stop` (None: it still runs), and what
    was printed meanwhile. `line` is None for what came once the program had ended."""

    __slots__ = ("line", "start", "stop", "printed")

    def __init__(self, line, start):
        self.line = line
        self.start = start
        self.stop = None
        self.printed = bytearray()


class Running:
    """`line` is the line that is next, or that runs; `runs` says which of them; `status` the exit status once it has
    ended. OSError where a server or the program cannot be started."""

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
        try:
            self.servers = Servers(demo, self.transcript)
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self):
        from bundle.servers.practice_tls import CA_FILE

        args = [self.servers.host] + [str(port) for port in self.servers.ports]
        args += [word.replace("{ca}", CA_FILE) for word in self.demo.args]
        self.command = [sys.executable, self.demo.program] + args
        pipe = processes.subprocess.PIPE
        self.process = processes.start([sys.executable, STEPPER, self.demo.program] + args, cwd=self._folder,
                                       env=processes.environment(), stdin=pipe, stdout=pipe, stderr=pipe)
        for task in (self._read, self._read_errors, self._watch):
            threading.Thread(target=task, name="demo " + task.__name__, daemon=True).start()

    def go(self):
        """Let the line that is next run."""
        self.runs, self.since = True, time.monotonic()
        self.steps.append(Step(self.line, self.steps[-1].stop if self.steps else 0))
        try:
            self.process.stdin.write(b"go\n")
            self.process.stdin.flush()
        except OSError:
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
        elif isinstance(event, Printed) and self.steps:
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
                    self.servers.settle()
                    self.put(Reached(self, int(rest), len(self.transcript.events)))
                elif word == "printed":
                    self.put(Printed(self, bytes.fromhex(rest)))
                elif word in ("calls", "back"):
                    self.put(Calls(self, rest or None))
                elif word == "ended":
                    self.servers.settle()
                    before_the_end = len(self.transcript.events)
                    status = int(rest)
                    self.put(Reached(self, None, before_the_end))
        code = self.process.wait()
        self.servers.over()
        self.put(Ended(self, code if status is None else status, len(self.transcript.events)))

    def _read_errors(self):
        """What Python itself says when it cannot go on."""
        with self.process.stderr as errors:
            for line in errors:
                self.put(Printed(self, line))

    def _watch(self):
        """Tell that something crossed the wire, while a line is running."""
        seen = 0
        while not self._over.is_set():
            events = self.transcript.wait(seen, 0.5)
            seen += len(events)
            if events:
                self.put(Crossed(self))
