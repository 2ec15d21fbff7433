"""Drawing a session: on a terminal in place, on a dumb one as lines that follow each other.

A Canvas takes the alternate screen, so that the learner's own lines are there again afterwards, and
rewrites only the lines that changed, so that nothing flickers. `leave` puts everything back; it belongs
in a `finally`. A Scroll (TERM=dumb, an old console) never moves the cursor: it prints the parts of the
page that changed.

Both take a page: [(name of the part, its lines)] from top to bottom, together at most as high as the
terminal.
"""

import os

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h"       # alternate screen, cursor hidden, pasted text marked as such
LEAVE = "\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l"


class Canvas:
    def __init__(self, out, console=None):
        self.out = out
        self.console = console                  # the Windows console to be switched, or None
        self.shown = None                       # the lines on the screen; None when they are not known
        self.entered = False

    def enter(self):
        if self.console:
            self.console.enter()
        self.entered = True
        self.shown = None
        self._write(ENTER)

    def leave(self):
        if not self.entered:
            return
        self.entered = False
        try:
            self._write(LEAVE)
        except OSError:
            give_up(self.out)                   # the window is gone; there is nothing left to put right
        finally:
            if self.console:
                self.console.leave()

    def forget(self):
        """The terminal was resized or used by somebody else: the next page is drawn whole."""
        self.shown = None

    def show(self, page, rows):
        """Draws what differs from what is there, in one write."""
        if not self.entered:
            return
        lines = [line for _, part in page for line in part][:rows]
        lines += [""] * (rows - len(lines))
        before = self.shown if self.shown and len(self.shown) == rows else [None] * rows
        changes = ["\x1b[%d;1H%s\x1b[K" % (row + 1, line)
                   for row, (old, line) in enumerate(zip(before, lines)) if old != line]
        if before[0] is None:
            changes.insert(0, "\x1b[0m\x1b[2J")
        if changes:
            self._write("".join(changes))
        self.shown = lines

    def _write(self, text):
        write(self.out, text)


class Scroll:
    """For a terminal that only goes down. What scrolls on a Canvas is printed whole here."""

    def __init__(self, out):
        self.out = out
        self.shown = {}
        self.entered = False

    def enter(self):
        self.entered = True

    def leave(self):
        self.entered = False

    def forget(self):
        pass

    def show(self, page, rows):
        if not self.entered:
            return
        for name, lines in page:
            if self.shown.get(name) != lines:
                self.shown[name] = lines
                write(self.out, "".join(line.rstrip() + "\n" for line in lines))


def write(out, text):
    """All of the text, now. A signal can cut a write short, and an unbuffered stdout forgets the rest."""
    try:
        fd = out.fileno()
    except (AttributeError, OSError, ValueError):
        fd = None
    if fd is None or os.name == "nt":           # Windows' console takes characters rather than bytes
        out.write(text)
        return out.flush()
    out.flush()
    data = text.encode(out.encoding, "replace")
    while data:
        try:
            data = data[os.write(fd, data):]
        except BlockingIOError:                 # another program has left the terminal so
            import select

            select.select([], [fd], [])


def give_up(stream):
    """After this, what is still buffered for a terminal that went away makes no more noise."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
