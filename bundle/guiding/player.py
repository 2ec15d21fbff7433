"""What a guided session, a lecture and a demonstration have in common: a queue of events, a loop that takes one,
changes the state and draws, and the terminal's own events. Subclasses say what a key does.

Threads only put events; nothing but the loop changes the state or the screen.
"""

import os
from queue import Empty, SimpleQueue

from bundle.guiding.events import Broke, Continued, Interrupted, Key, Resized, Suspended
from bundle.guiding.stage import Stage


class Player:
    """Subclasses have `view` (with draw and whole, as Stage.show wants them), `press(key)`, and what else
    can happen in `happened(event)`; `tick` is after how many seconds they want to be drawn anew, or None."""

    tick = None

    def __init__(self, terminal):
        self.queue = SimpleQueue()
        self.stage = Stage(terminal, self.queue.put)
        self.status = None              # the exit status, once it is to end
        self.note = ""                  # a sentence, until the next key

    def play(self, at_the_end):
        """The loop; the exit status. `at_the_end`, an ExitStack, puts the terminal back, whatever happens."""
        self.stage.open(at_the_end)
        while self.status is None:
            if self.queue.empty():
                self.stage.show(self.view, self)
            event = self.next_event()
            if event is not None:
                self.handle(event)
        return self.status

    def next_event(self):
        """The next event, or None when it is time to draw anew."""
        while True:
            try:
                return self.queue.get(timeout=self.tick or (0.5 if os.name == "nt" else None))
            except Empty:
                if self.tick:
                    return None         # Windows waits deaf, and so only for a while

    def handle(self, event):
        """One event."""
        if isinstance(event, Key):
            self.note = ""
            if event.name == "ctrl-l":
                self.stage.canvas.forget()
            self.press(event.name)
        elif isinstance(event, Resized):
            self.stage.canvas.forget()
        elif isinstance(event, Suspended):
            self.stage.suspend()
        elif isinstance(event, Continued):
            self.stage.go_on()
        elif isinstance(event, Interrupted):
            self.status = 128 + event.signal
        elif isinstance(event, Broke):
            raise event.error
        else:
            self.happened(event)

    def happened(self, event):
        """What is no event of the terminal."""
