"""Ending in order, however the end comes: whoever starts programs must not leave them behind."""

import signal
import threading


def end_in_order():
    """Treat a closed window and a request to end (SIGHUP, SIGTERM; Ctrl-Break on Windows) as Ctrl-C."""
    for number in _ours():
        signal.signal(number, _interrupt)


class Uninterrupted:
    """What is done in the block is done whole: a KeyboardInterrupt waits for its end."""

    def __enter__(self):
        self._wanted = False
        self._before = {number: signal.signal(number, self._note) for number in _ours()}

    def __exit__(self, *_):
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._wanted:
            raise KeyboardInterrupt

    def _note(self, number, frame):
        self._wanted = True


def wait():
    """Wait until a KeyboardInterrupt comes. (Windows does not interrupt a wait without a limit.)"""
    never = threading.Event()
    while not never.wait(1):
        pass


def _ours():
    """The signals that end us; not those that somebody has us ignore, as nohup does."""
    numbers = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")]
    return [number for number in numbers if number and signal.getsignal(number) != signal.SIG_IGN]


def _interrupt(number, frame):
    raise KeyboardInterrupt
