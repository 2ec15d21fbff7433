"""The live wire view on one of our outputs, as wide and as colourful as that allows."""

import threading

from bundle.screen.terminal import Terminal
from bundle.wire.show import Shower, follow


def shower_for(out, names=("you", "peer"), many=False):
    """A Shower for the stream `out`.

    names  those of the two sides
    many   connections are expected, so the column with their names is there from the first on
    """
    terminal = Terminal(out=out)
    style = terminal.style
    width = terminal.size()[0] if terminal.writes else 80
    shower = Shower(width, style.colour, style.ascii, style.encoding, names)
    if many:
        shower.layout.know(("1", "99"))
    return shower


def printer(out):
    """A function that prints a line on `out` at once."""
    def write(line):
        print(line, file=out, flush=True)
    return write


class Viewing:
    """Shows a transcript as it grows, until the block ends; by then, everything has been shown.

    write  prints a line; if it raises OSError, nobody reads any more
    """

    def __init__(self, transcript, write, shower):
        self._transcript, self._write, self._shower = transcript, write, shower
        self._over, self._unread = threading.Event(), threading.Event()
        self._problem = None
        self._thread = threading.Thread(target=self._follow, name="view", daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(5)

    def wait(self):
        """Wait until a KeyboardInterrupt comes, or nobody reads any more, which raises its OSError."""
        while not self._unread.wait(1):     # Windows does not interrupt a wait without a limit
            pass
        raise self._problem

    def _follow(self):
        try:
            follow(self._transcript, self._write, self._over.is_set, self._shower)
        except OSError as problem:
            self._problem = problem
            self._unread.set()
