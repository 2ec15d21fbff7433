"""The wire beside the code: arrows instead of columns, so that it reads well in half a screen.

    -- ftp ------------
    ->  connects to port 8021
    <-  220 ready\\r\\n

A heading stands wherever another connection goes on. Rows of one Step are made together and never change
once it is over. How bytes are shown is the wire view's business (bundle/wire/rows.py).
"""

from bundle.screen.text import width, wrap
from bundle.wire.rows import Layout
from bundle.wire.runs import gather


class Beside(Layout):
    """The wire view's layout without its columns: an arrow, then the bytes. A whole mail is not folded."""

    head, tail = 20, 4

    def _measure(self):
        signs = self.signs
        self.sides = {"sent": signs["out"], "received": signs["in"], "exchange": signs["both"], None: " "}
        self.side = max(map(len, self.sides.values()))
        self.named, self.timed, self.gap = 0, False, 1
        self.indent = self.side + self.gap
        self.room = self.width - self.indent
        self.count = next(count for count in (16, 8, 4, 2, 1) if count == 1 or count * 4 + 3 <= self.room)

    def arrow(self, direction):
        return self._paint(self.sides[direction], direction)


def steps_rows(running, columns, style):
    """[(row, the index of its Step)] for all that has crossed so far."""
    drawn = Drawing(columns, style)
    return [(row, index) for index, step in enumerate(running.steps)
            for row in drawn.rows(running.events_of(step))]


class Drawing:
    """Draws events as rows, and remembers which connection had the last word."""

    def __init__(self, columns, style):
        self.columns = columns
        self.style = style
        self.layout = Beside(columns, style.colour, style.ascii, style.encoding)
        self.connection = None

    def rows(self, events):
        rows = []
        for run in gather(events):
            if run.connection != self.connection:
                self.connection = run.connection
                rows.append(self.heading(run.connection))
            rows += self.opened(run) if run.kind == "open" else self.layout.lines(self.layout.rows(run))
        return [self.style.cut(row, self.columns) for row in rows]

    def heading(self, connection):
        """Which connection it is that speaks from here on."""
        rule, style = self.style.glyphs.rule, self.style
        name = style.cut(style.safe(connection.replace(" data ", ", data connection ")), self.columns - 6)
        rest = rule * (self.columns - width(name) - 4)
        return "%s %s %s" % (style("dim", rule * 2), style("bold", name), style("dim", rest))

    def opened(self, run):
        ours = run.direction != "received"
        port, _, by_udp = run.note.rpartition(":")[2].partition(" ")
        does = "sends" if by_udp else "connects"
        words = "%s to %sport %s %s" % (does, "" if ours else "your ", port, by_udp) if port.isdigit() else run.note
        first, *more = wrap(self.style.safe(words), self.columns - self.layout.indent)
        arrow = self.layout.arrow("sent" if ours else "received")
        gap = " " * self.layout.gap
        return [arrow + gap + first] + [" " * self.layout.indent + line for line in more]
