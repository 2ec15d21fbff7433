"""Demonstrations on a terminal: one line of a real program with each key, beside it what crosses the wire."""

from contextlib import ExitStack

from bundle.demos.running import Ended, Reached, Running
from bundle.demos.view import View
from bundle.guiding.player import Player

PAGE = 8            # rows of the wire that d and u move


class Session(Player):
    """The demonstrations of a lesson; `demo` is the one that is shown, None: the list is."""

    def __init__(self, lesson, demos, demo, terminal):
        super().__init__(terminal)
        self.lesson = lesson
        self.demos = demos
        self.page = "demo" if demo else "list"
        self.demo = demo or demos[0]
        self.view = View(terminal.style)
        self.running = None
        self.going = None               # None: line by line; "wire", "end": run on to there
        self.wanted = []                # keys that were pressed while a line was running
        self.crossed_before = 0         # events there were when it was told to run on to the wire

    def run(self):
        """From the first page to the last; the exit status. No process and no server is left."""
        with ExitStack() as at_the_end:
            at_the_end.callback(self.stop)
            if self.page == "demo":
                self.start()
            return self.play(at_the_end)

    # --- one demonstration ------------------------------------------------------------------------------

    def show(self, demo):
        self.demo, self.page = demo, "demo"
        self.start()

    def start(self):
        """From its beginning, with fresh servers."""
        self.stop()
        self.lines = self.demo.lines()
        self.introduction, self.closing = self.demo.texts()
        self.going, self.wanted = None, []
        self.view.restart()
        self.running = Running(self.demo, self.queue.put)

    def stop(self):
        if self.running:
            self.running.close()
            self.running = None

    @property
    def index(self):
        return self.demos.index(self.demo)

    @property
    def has_crossed(self):
        return bool(self.running.transcript.events)

    @property
    def tick(self):
        """While a line runs, how long it has waited is told."""
        return 0.5 if self.page == "demo" and self.running and self.running.runs else None

    # --- what happens -----------------------------------------------------------------------------------

    def happened(self, event):
        if event.running is not self.running:
            return                      # of one that was called off
        self.running.apply(event)
        if isinstance(event, Reached) and event.line:
            self.reached()
        if isinstance(event, Ended):
            self.going, self.wanted = None, []

    def reached(self):
        """The program waits before a line: is it to go on from there?"""
        if self.going == "wire" and len(self.running.transcript.events) > self.crossed_before:
            self.going = None
        if self.going:
            self.running.go()
        elif self.wanted:
            self.step(self.wanted.pop(0))

    def press(self, key):
        if key == "q":
            self.status = 0
        elif key == "l":
            self.page = "list"
        elif key.isdigit():
            self.choose(int(key))
        elif self.page == "list":
            if key in (" ", "n", "enter"):
                self.show(self.demo)
            elif key in ("j", "down", "k", "up"):
                step = 1 if key in ("j", "down") else -1
                self.demo = self.demos[max(0, min(self.index + step, len(self.demos) - 1))]
        elif key in (" ", "n", "r", "e"):
            self.step({"r": "wire", "e": "end"}.get(key))
        elif key == "b":
            self.start()
        elif key in SCROLLING:
            self.view.scroll(SCROLLING[key])

    def choose(self, number):
        found = [demo for demo in self.demos if demo.number == number]
        if found:
            self.show(found[0])
        else:
            self.note = "There is no demonstration %d in hour %d." % (number, self.lesson.number)

    def step(self, going):
        """Let the next line run, and those after it as far as it was said."""
        running = self.running
        if running.status is not None and self.view.told_more:
            self.view.read_on()
        elif running.status is not None:
            self.note = "The program has ended. b goes back to its start."
        elif running.waits:
            self.note = "Line %d waits for the other side. b goes back to the start." % running.line
        elif running.runs or running.line is None:
            self.wanted.append(going)
        else:
            self.going, self.crossed_before = going, len(running.transcript.events)
            self.view.follow()
            running.go()


SCROLLING = {"j": 1, "down": 1, "k": -1, "up": -1, "d": PAGE, "pgdn": PAGE, "u": -PAGE, "pgup": -PAGE,
             "home": -1 << 20, "end": 1 << 20}
