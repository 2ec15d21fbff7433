"""Checks in the background, one at a time, each ending in one event."""

import gc
import threading

from bundle.guiding.events import CheckBroke, Checked, RoundDone


class Check:
    """A running check: its number tells its events from those of another."""

    def __init__(self, put, check, exercise, file):
        self.put = put
        self.check = check
        self.exercise = exercise
        self.file = file
        self.cancel = threading.Event()
        self.thread = threading.Thread(target=self._run, name="check", daemon=True)
        self.thread.start()

    def call_off(self, wait=False):
        """End it and everything it started. Its Checked has no verdict, and may not come at all."""
        self.cancel.set()
        if wait:
            self.thread.join(10)

    def _run(self):
        from bundle.checking.mistakes import Cancelled

        try:
            verdict = self.check(self.exercise, self.file, cancel=self.cancel, on_round=self._round)
            self.put(Checked(self, verdict))
        except Cancelled:
            self.put(Checked(self, None))
        except Exception as error:
            self.put(Checked(self, None) if self.cancel.is_set() else CheckBroke(self, error))
        gc.collect()        # what a check leaves behind lies in circles, and would pile up for many checks

    def _round(self, name, passed, seconds):
        self.put(RoundDone(self, name, passed))
