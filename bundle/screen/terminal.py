"""What this terminal can do: whether it is one, its size, colour, and whether it can be redrawn in place.

Only facts and the Style that follows from them; drawing is `canvas`, typing is `keys`.
"""

import os
import sys

from bundle.screen.style import Style

SMALLEST = (20, 6)          # below this nothing is laid out any smaller; lines are cut


class Terminal:
    """The learner's terminal, as stdout and the environment describe it.

    `.interactive`  stdin and stdout are both a terminal, so somebody can look and type
    `.redraws`      a cursor can be placed (not TERM=dumb, not an old Windows console)
    `.style`        colour (off for NO_COLOR, TERM=dumb, a pipe, colour=False), characters that can be shown,
                    whether a line that is too wide is broken or cut (never in a pipe)
    """

    def __init__(self, out=None, source=None, environ=None, colour=None):
        self.out = sys.stdout if out is None else out
        self.source = sys.stdin if source is None else source
        self.environ = os.environ if environ is None else environ
        self.writes = is_terminal(self.out)
        self.interactive = self.writes and is_terminal(self.source)
        self.redraws = self.writes and not self._dumb() and (os.name != "nt" or windows_understands())
        allowed = self.redraws and not self.environ.get("NO_COLOR") and colour is not False
        encoding = getattr(self.out, "encoding", None) or "ascii"
        self.style = Style(allowed, encoding, asks_for_ascii(self.environ), endless=not self.writes)

    def _dumb(self):
        term = self.environ.get("TERM", "")
        return term in ("dumb", "unknown") or (not term and os.name != "nt")

    def size(self):
        """(columns, rows) now. A terminal that does not know says 0 x 0, and is taken for 80 x 24."""
        columns = rows = 0
        try:
            columns, rows = os.get_terminal_size(self.out.fileno())
        except (OSError, ValueError, AttributeError):
            if self.environ.get("COLUMNS", "").isdigit():
                columns = int(self.environ["COLUMNS"])
        return max(columns or 80, SMALLEST[0]), max(rows or 24, SMALLEST[1])


def windows_understands():
    """Whether the Windows console obeys control sequences; it is told to until we end."""
    import atexit

    from bundle.screen.console import Console

    console = Console()
    atexit.register(console.leave)
    return console.output()


def is_terminal(stream):
    try:
        return stream.isatty()
    except (AttributeError, ValueError, OSError):       # None under pythonw, or closed
        return False


def asks_for_ascii(environ):
    """Whether the locale is C or POSIX by the user's own wish.

    Python itself sets LC_CTYPE=C.UTF-8 where it finds the C locale (PEP 538): no wish of the user.
    """
    names = [environ.get("LC_ALL"), environ.get("LC_CTYPE"), environ.get("LANG")]
    if not names[0] and names[1] in ("C.UTF-8", "C.utf8", "UTF-8") and names[2] in ("C", "POSIX"):
        names[1] = None
    return next((name for name in names if name), "") in ("C", "POSIX")
