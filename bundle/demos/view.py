"""The screen of a demonstration: the code on the left, the wire on the right, what was printed below.

In a narrow window the code stands above the wire. It makes lines for a session, a width and a height; it
owns how far the code and the wire are scrolled, and nothing else.
"""

from bundle.demos import listing
from bundle.demos.wire import steps_rows
from bundle.demos.words import keys, listed, state
from bundle.guiding.panel import rule
from bundle.screen import markdown
from bundle.screen.text import pad, split, width

SIDE_BY_SIDE = 80       # columns from which on there is room for two
LOW = 12                # rows below which there is room for code and wire alone
MOST_PRINTED = 5        # rows of what was printed, where there is much


class View:
    def __init__(self, style):
        self.style = style
        self.code_top = 0           # the first row of the code that is seen
        self.wire_top = None        # the first row of the wire that is seen; None: where the news are
        self.told_top = 0           # the first row of the closing remark that is seen
        self.told_room = 0          # how many of its rows are
        self.told_more = False      # whether there is not room for all of it
        self.seen = (0, 0, 0)       # of the wire as last drawn: first row, rows seen, rows there are

    def restart(self):
        self.code_top = self.told_top = 0
        self.follow()

    def follow(self):
        """Show what is new on the wire."""
        self.wire_top = None

    def scroll(self, rows):
        """Move the wire, or the introduction in its place, forth (rows > 0) or back."""
        first, room, length = self.seen
        self.wire_top = max(0, min(first + rows, length - room))

    def read_on(self):
        """Show what there was no room for of the closing remark; from its end, its beginning again."""
        self.told_top += self.told_room

    # --- the page ---------------------------------------------------------------------------------------

    def draw(self, session, columns, rows):
        """The page: [(name, lines)], `rows` lines of at most `columns` columns."""
        style = self.style
        if session.page == "list":
            middle = self.fitted(listed(session, columns - 2, style), rows - 3)
            page = [("header", [self.header(session, columns), rule(columns, style)]),
                    ("middle", [" " + line if line else "" for line in middle])]
        else:
            page = self.stage(session, columns, rows)
        page += [("keys", [" " + keys(session, columns - 1, style)])]
        return [(name, [style.cut(line, columns) for line in lines]) for name, lines in page]

    def stage(self, session, columns, rows):
        beside = columns >= SIDE_BY_SIDE
        middle = self.two_columns if beside else self.one_column
        header = [("header", [self.header(session, columns)])]
        room = rows - 3 - (not beside)      # without header, the rules with titles, keys
        if rows < LOW:
            return header + middle(session, columns, room)
        told = [" " + line if line else "" for line in self.told(session, columns - 2)]
        told = self.part_of(told, max(1, room - 7))
        out = self.printed(session, columns)
        out = out[-max(1, min(MOST_PRINTED, (room - len(told)) // 4)):] or [""]
        page = header + middle(session, columns, max(2, room - 2 - len(told) - len(out)))
        out = [self.title(columns, "printed", self.more())] + [" " + line for line in out]
        return page + [("printed", out), ("told", [self.title(columns, state(session))] + told)]

    def two_columns(self, session, columns, rows):
        longest = max(map(len, session.lines)) + listing.GUTTER + 1
        left = max(min(longest, columns * 9 // 16), columns * 2 // 5)
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

    def part_of(self, told, rows):
        """As much of the closing remark as there is room for."""
        self.told_more, self.told_room = len(told) > rows, rows
        if self.told_top >= len(told):
            self.told_top = 0
        return told[self.told_top:self.told_top + rows]

    # --- its parts --------------------------------------------------------------------------------------

    def header(self, session, columns):
        demo, style = session.demo, self.style
        right = "demonstration %d of %d" % (session.index + 1, len(session.demos))
        if session.page == "list":
            lesson, right = session.lesson, ""
            left = style("title", style.safe("Hour %d: %s" % (lesson.number, lesson.title)))
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
        return "%s %d more: d" % (self.style.glyphs.more, length - first - room)

    def printed(self, session, columns):
        text = b"".join(bytes(step.printed) for step in session.running.steps).decode("utf-8", "replace")
        lines = self.style.safe(text).rstrip("\n").split("\n") if text else []
        return [piece for line in lines[-50:] for piece in split(line, columns - 2) or [""]]

    def told(self, session, columns):
        """Below everything, once the program has ended: the closing remark."""
        if session.running.status is not None:
            return markdown.render(session.closing, min(columns, 96), self.style)
        return []

    def legend(self):
        signs = ("->", "<-") if self.style.ascii else ("→", "←")
        return "wire", "%s sent  %s received" % signs

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
        line = ":  " + session.lines[running.line - 1].strip() if running.line else ""
        intro = markdown.render(session.introduction, columns, style)
        return [("header", ["", self.header(session, columns), ""] + intro + [""])] + [
            ("%s, step %d" % (id(running), index), lines)
            for index, lines in self.told_steps(session, columns)
        ] + [("told", self.told(session, columns)),
             ("state", [style.cut(style.safe(state(session) + line), columns)]),
             ("keys", [keys(session, columns, style)])]

    def told_steps(self, session, columns):
        """(index, lines) of each step that is over and has caused anything."""
        rows = steps_rows(session.running, columns, self.style)
        for index, step in enumerate(session.running.steps):
            printed = self.style.safe(step.printed.decode("utf-8", "replace")).splitlines()
            lines = [row for row, its in rows if its == index] + ["printed: " + line for line in printed]
            if step.stop is not None and lines:
                code = "%4d  %s" % (step.line, session.lines[step.line - 1]) if step.line else "at its end"
                yield index, [self.style.cut(line, columns) for line in [self.style.safe(code)] + lines]
