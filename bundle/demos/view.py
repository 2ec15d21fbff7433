"""The screen of a demonstration: the code on the left, the wire on the right, what was printed below.

In a narrow window the code stands above the wire. It makes lines for a session, a width and a height; it
owns how far the code and the wire are scrolled, and nothing else.
"""

import time

from bundle.demos import listing
from bundle.demos.wire import steps_rows
from bundle.guiding.panel import joined
from bundle.screen import markdown
from bundle.screen.text import pad, width, wrap

SIDE_BY_SIDE = 80       # columns from which on there is room for two
MOST_PRINTED = 5        # rows of what was printed, where there is much
SENT_AND_RECEIVED = "wire", "%s sent  %s received"
WAITS = {"recv": "recv", "recv_into": "recv", "recvfrom": "recv", "read": "recv", "accept": "accept",
         "connect": "connect", "do_handshake": "the TLS handshake"}


class View:
    def __init__(self, style):
        self.style = style
        self.code_top = 0           # the first row of the code that is seen
        self.wire_top = None        # the first row of the wire that is seen; None: where the news are
        self.seen = (0, 0, 0)       # of the wire, as last drawn: first row, rows that were seen, rows there are

    def restart(self):
        self.code_top = 0
        self.follow()

    def follow(self):
        """Show what is new on the wire."""
        self.wire_top = None

    def scroll(self, rows):
        """Move the wire, or the introduction in its place, forth (rows > 0) or back."""
        first, room, length = self.seen
        self.wire_top = max(0, min(first + rows, length - room))

    # --- the page ---------------------------------------------------------------------------------------

    def draw(self, session, columns, rows):
        """The page: [(name, lines)], `rows` lines of at most `columns` columns."""
        style = self.style
        if session.page == "list":
            middle = self.fitted(listed(session, columns - 2, style), rows - 3)
            page = [("header", [self.header(session, columns), self.style("dim", self.style.glyphs.rule * columns)]),
                    ("middle", [" " + line if line else "" for line in middle])]
        else:
            page = self.stage(session, columns, rows)
        page += [("keys", [" " + keys(session, columns - 1, style)])]
        return [(name, [style.cut(line, columns) for line in lines]) for name, lines in page]

    def stage(self, session, columns, rows):
        beside = columns >= SIDE_BY_SIDE
        told = [" " + line if line else "" for line in self.told(session, columns - 2)]
        room = rows - 4 - (not beside)      # header, two or three rules, keys
        told = told[:max(1, room // 2)]
        out = self.printed(session, columns)
        out = out[-max(1, min(MOST_PRINTED, (room - len(told)) // 4)):] or [""]
        room -= len(told) + len(out) + 1
        page = [("header", [self.header(session, columns)])]
        page += (self.two_columns if beside else self.one_column)(session, columns, max(2, room))
        page += [("printed", [self.title(columns, "printed", self.more())] + [" " + line for line in out]),
                 ("told", [self.title(columns, state(session))] + told)]
        return page

    def two_columns(self, session, columns, rows):
        longest = max(map(len, session.lines)) + listing.GUTTER + 1
        left = max(min(longest, columns * 11 // 20), columns * 2 // 5)
        right = columns - left - 2
        code = self.code(session, left, rows)
        wire, news = self.wire(session, right, rows)
        bar, here = self.style("dim", self.style.glyphs.bar), self.style("busy", self.style.glyphs.here)
        lines = [pad(self.style.cut(a, left), left) + (here if new else bar) + " " + b
                 for a, b, new in zip(code, wire, news)]
        title = self.title(left - 1, "program.py") + self.title(right + 3, *self.legend())
        return [("rule", [title]), ("middle", lines)]

    def one_column(self, session, columns, rows):
        most = max(1, rows - 1)
        below = min(most, max(rows // 2, rows - len(listing.rows(session.lines, columns, self.style))))
        code = self.code(session, columns, rows - below)
        wire, news = self.wire(session, columns - 2, below)
        here = self.style("busy", self.style.glyphs.here)
        return [("rule", [self.title(columns, "program.py")]), ("code", code),
                ("wire", [self.title(columns, *self.legend())]
                 + [(here if new else " ") + " " + line for line, new in zip(wire, news)])]

    # --- its parts --------------------------------------------------------------------------------------

    def header(self, session, columns):
        demo, style = session.demo, self.style
        right = "demonstration %d of %d" % (session.index + 1, len(session.demos))
        if session.page == "list":
            left, right = style("title", style.safe("Hour %d: %s" % (session.lesson.number, session.lesson.title))), ""
        else:
            left = style("title", demo.id) + "  " + style.safe(demo.title)
        if width(left) + len(right) + 4 > columns:
            right = right and "%d/%d" % (session.index + 1, len(session.demos))
        left = style.cut(left, columns - 4 - len(right))
        return " " + pad(left, columns - 2 - len(right)) + style("dim", right)

    def code(self, session, columns, rows):
        """The program around the line that is next."""
        running = session.running
        at = running.line or (running.steps[-1].line if running.status is None and running.steps else None)
        ran = running.steps[-1].line if running.steps else None
        found = listing.rows(session.lines, columns, self.style, at, ran)
        there = [index for index, (number, _) in enumerate(found) if number == (at or ran)]
        if there:
            margin = min(2, rows // 4)
            lowest, highest = there[-1] + 1 + margin - rows, there[0] - margin
            self.code_top = max(lowest, min(self.code_top, highest))
        self.code_top = max(0, min(self.code_top, len(found) - rows))
        return self.fitted([row for _, row in found[self.code_top:]], rows)

    def wire(self, session, columns, rows):
        """(lines, whether each is news): what has crossed, or the introduction as long as nothing has."""
        found = [(line, -1) for line in markdown.render(session.introduction, columns, self.style)]
        last = top = 0
        if session.has_crossed:
            found = steps_rows(session.running, columns, self.style)
            last = [index for index, step in enumerate(session.running.steps) if step.line][-1]
            news = [row for row, (_, index) in enumerate(found) if index >= last]
            top = max(0, len(found) - rows)
            top = min([top] + news[:1])         # they are read from their beginning, however many there are
        top = top if self.wire_top is None else max(0, min(self.wire_top, len(found) - rows))
        self.seen = top, rows, len(found)
        seen = found[top:top + rows]
        news = [index >= last for _, index in seen] + [False] * rows
        return self.fitted([line for line, _ in seen], rows), news[:rows]

    def more(self):
        """How much of the wire is not seen."""
        first, room, length = self.seen
        if length <= first + room:
            return ""
        return "%s %d more: j" % (self.style.glyphs.more, length - first - room)

    def printed(self, session, columns):
        text = b"".join(bytes(step.printed) for step in session.running.steps).decode("utf-8", "replace")
        lines = self.style.safe(text).rstrip("\n").split("\n") if text else []
        return [piece for line in lines[-50:] for piece in wrap_exactly(line, columns - 2)]

    def told(self, session, columns):
        """Below everything: a note, or how the program ended and the closing remark."""
        if session.note:
            return wrap(self.style.safe(session.note), columns)
        if session.running.status is not None:
            return markdown.render(session.closing, min(columns, 96), self.style)
        return []

    def legend(self):
        signs = ("->", "<-") if self.style.ascii else ("→", "←")
        return SENT_AND_RECEIVED[0], SENT_AND_RECEIVED[1] % signs

    def title(self, columns, words, more=""):
        """A rule with words at its left, and more at its right where there is room."""
        style, glyph = self.style, self.style.glyphs.rule
        if len(words) + len(more) + 8 > columns:
            more = ""
        rest = columns - len(words) - 4 - (len(more) + 4 if more else 0)
        line = "%s %s %s" % (style("dim", glyph * 2), words, style("dim", glyph * max(0, rest)))
        return line + (" %s %s" % (more, style("dim", glyph * 2)) if more else "")

    @staticmethod
    def fitted(lines, rows):
        return (lines + [""] * rows)[:rows]

    # --- a terminal that only goes down -----------------------------------------------------------------

    def whole(self, session, columns):
        """What is new, for a terminal that cannot be drawn on."""
        style, running = self.style, session.running
        if session.page == "list":
            return [("list", ["", self.header(session, columns)] + listed(session, columns, style)),
                    ("keys", [keys(session, columns, style)])]
        steps = len(running.steps)
        last = [row for row, index in steps_rows(running, columns, style) if index == steps - 1]
        out = running.steps[-1].printed.decode("utf-8", "replace") if steps else ""
        line = "%4d  %s" % (running.line, session.lines[running.line - 1]) if running.line else ""
        intro = markdown.render(session.introduction, columns, style)
        return [
            ("header", ["", self.header(session, columns), ""] + intro + [""]),
            ("wire %d" % (steps if not running.runs else 0), [] if running.runs else last),
            ("printed %d" % (steps if not running.runs else 0),
             [] if running.runs else ["printed: " + line for line in style.safe(out).splitlines()]),
            ("told", self.told(session, columns)),
            ("state", [style.cut(state(session) + (":" + line if line else ""), columns)]),
            ("keys", [keys(session, columns, style)]),
        ]


def wrap_exactly(line, columns):
    """A printed line in rows, no space of it lost."""
    from bundle.screen.text import split

    return split(line, columns) or [""]


def state(session):
    """Where the program is, in words."""
    running = session.running
    if running.status is not None:
        return "the program has ended" + (", exit status %d" % running.status if running.status else "")
    if running.line is None:
        return "the program starts" if not running.steps else "the program ends"
    if not running.runs:
        return "line %d is next" % running.line
    if running.waits:
        return "line %d waits in %s, %d s" % (running.line, WAITS.get(running.waits, running.waits),
                                              time.monotonic() - running.since)
    return "line %d runs" % running.line


def listed(session, columns, style):
    """The lesson's demonstrations."""
    lines = [style("heading", "Demonstrations"), ""]
    for demo in session.demos:
        minutes = style("dim", "  %d min" % demo.minutes)
        here = style.glyphs.here if demo is session.demo else " "
        first, *more = wrap(style.safe(demo.title), columns - 15)
        lines += ["%s %s  %s%s" % (here, style("key", demo.id), first, minutes)]
        lines += ["       " + line for line in more]
    return lines + [""] + wrap("A number shows that one, space the marked one.", columns)


def keys(session, columns, style):
    """The line of keys, as many as fit."""
    narrow = columns < 60
    if session.page == "list":
        offers = [("space", "show" if narrow else "show the marked one", 1), ("q", "quit", 0)]
    elif session.running.status is not None:
        following = session.index + 2 <= len(session.demos)
        offers = [("b", "back" if narrow else "back to start", 1), ("j/k", "scroll", 4), ("l", "list", 3),
                  (str(session.index + 2), "next" if narrow else "next demonstration", 2), ("q", "quit", 0)]
        offers = [offer for offer in offers if following or offer[2] != 2]
    else:
        offers = [("space", "next" if narrow else "next line", 1),
                  ("r", "run" if narrow else "run to the next on the wire", 2), ("e", "end", 5),
                  ("b", "back" if narrow else "back to start", 3), ("j/k", "scroll", 6), ("l", "list", 4),
                  ("q", "quit", 0)]
    kept = list(offers)
    while len(kept) > 1 and width(joined(kept, style, False)) > columns:
        kept.remove(max(kept, key=lambda offer: offer[2]))
    return joined(kept, style, False)
