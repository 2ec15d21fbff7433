"""Signals as events. Asked to end a second time, a while later, it interrupts whatever holds the loop up."""

import os
import signal
import time

from bundle.guiding.events import Continued, Interrupted, Resized, Suspended

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
EVENTS = {"SIGTSTP": Suspended(), "SIGCONT": Continued(), "SIGWINCH": Resized()}
PATIENCE = 1        # seconds: a closed window comes as several signals at once, and they are one request


class Signals:
    """`put` must be safe to call in a signal handler, as SimpleQueue.put is."""

    def __init__(self, put):
        self.put = put
        self.asked = None           # when it was asked to end
        self.before = {}

    def install(self):
        for name in ENDING:
            self._handle(name, self._end)
        for name, event in EVENTS.items():
            self._handle(name, lambda number, frame, event=event: self.put(event))

    def restore(self):
        for number, handler in self.before.items():
            signal.signal(number, handler)
        self.before.clear()

    def _handle(self, name, handler):
        number = getattr(signal, name, None)                    # Windows has few of them
        if number is None or signal.getsignal(number) is None:
            return
        if name == "SIGHUP" and signal.getsignal(number) == signal.SIG_IGN:     # under nohup
            return
        self.before[number] = signal.signal(number, handler)

    def _end(self, number, frame):
        if self.asked is None:
            self.asked = time.monotonic()
            self.put(Interrupted(number))
        elif time.monotonic() - self.asked > PATIENCE:
            raise KeyboardInterrupt


def stop_here():
    """What Ctrl-Z does to a program that knows nothing of it. Returns after `fg`."""
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)
