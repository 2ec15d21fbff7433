"""Ending in order, however the end comes: whoever starts programs must not leave them behind."""

import signal
import sys
import threading


def end_in_order():
    """Treat a closed window and a request to end (SIGHUP, SIGTERM; Ctrl-Break on Windows) as Ctrl-C."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # nohup has SIGHUP ignored
            signal.signal(number, _interrupt)


def wait_for_ctrl_c():
    """Return when Ctrl-C was pressed. (Windows does not interrupt a wait without a limit.)"""
    never = threading.Event()
    try:
        while not never.wait(1):
            pass
    except KeyboardInterrupt:
        print(file=sys.stderr)


def _interrupt(number, frame):
    raise KeyboardInterrupt
