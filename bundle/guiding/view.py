"""The whole screen: a line on top, the middle that scrolls, the panel, the keys. It owns how far the
middle is scrolled.

Down to 20 columns and 6 rows nothing overlaps; down to 40 x 20 everything that is needed is there.
"""

from bundle.guiding.bodies import BODIES
from bundle.guiding.panel import facts, header, keys, panel, rule, verdict

ROWS = 30           # of a verdict, where nothing limits it


class View:
    def __init__(self, style):
        self.style = style
        self.offset = 0             # the first line of the middle that is seen
        self.length = self.room = 0         # lines there are, and lines there is room for, as last drawn
        self.drawn = (None, [])     # what the middle was made of, and its lines

    def top(self):
        self.offset = 0

    def move(self, step, direction):
        """Scroll by a "line", a "page" or to the "end", forward (1) or back (-1)."""
        size = {"line": 1, "page": max(1, self.room - 1), "end": self.length}[step]
        self.offset = max(0, min(self.offset + size * direction, self.length - self.room))

    def draw(self, session, columns, rows):
        """The page for this terminal: [(name, lines)]."""
        style = self.style
        lines = self.body(session, columns)
        self.length = len(lines)
        last = keys(session, columns, style, scrolls=True)
        least = max(1, min(len(lines), rows // 3))
        around = panel(session, columns, max(1, rows - 3 - len(last) - least), style)
        self.room = max(1, rows - 3 - len(last) - len(around))
        scrolls = self.length > self.room
        last = (last if scrolls else keys(session, columns, style, scrolls=False))[:max(1, rows - 5)]
        self.offset = max(0, min(self.offset, self.length - self.room))
        seen = lines[self.offset:self.offset + self.room]
        page = [
            ("header", header(session, columns, style) + [rule(columns, style)]),
            ("body", seen + [""] * (self.room - len(seen))),
            ("rule", [rule(columns, style, self.more(scrolls))]),
            ("panel", around),
            ("keys", last),
        ]
        return [(name, [style.cut(line, columns) for line in lines]) for name, lines in page]

    def whole(self, session, columns):
        """The page for a terminal that cannot be drawn on: whole, and in parts that change seldom."""
        style = self.style
        told = [" Checking ..."] if session.checking else verdict(session, columns, ROWS, style)
        return [
            ("header", [""] + header(session, columns, style) + [rule(columns, style)]),
            ("body", self.body(session, columns) + [rule(columns, style)]),
            ("facts", facts(session, columns, style)),
            ("verdict", told),
            ("note", [" " + session.note] if session.note else []),
            ("keys", keys(session, columns, style, scrolls=False)),
        ]

    def body(self, session, columns):
        made_of = (session.page, session.exercise.id, columns, session.changes)
        if self.drawn[0] != made_of:
            lines = BODIES[session.page](session, max(10, columns - 2), self.style)
            self.drawn = (made_of, [" " + line if line else "" for line in lines])
        return self.drawn[1]

    def more(self, scrolls):
        """How much of the middle is not seen."""
        glyphs, below = self.style.glyphs, self.length - self.offset - self.room
        if not scrolls:
            return ""
        if below > 0:
            return "%s %d more: space" % (glyphs.more, below)
        return "%s back: b" % glyphs.less
