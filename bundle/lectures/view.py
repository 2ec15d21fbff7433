"""The screen of a lecture: one section at a time, calm and in the middle of a wide window, to be read from
afar.

It makes lines for a session, a width and a height; it owns how far the section is scrolled, and nothing
else.
"""

from bundle.guiding.panel import joined, rule
from bundle.screen import markdown
from bundle.screen.text import pad, width, wrap

WIDEST = 84         # columns of text: longer lines are hard to read
NARROW = 60


class View:
    def __init__(self, style):
        self.style = style
        self.top = 0                    # the first line that is seen
        self.length = self.room = 0     # lines there are, and lines there is room for, as last drawn
        self.starts = [0]               # the lines where blocks begin: a page begins there if it can
        self.before = []                # where the pages began that were turned, in this section
        self.drawn = (None, [])         # what the lines were made of, and the lines

    @property
    def at_the_end(self):
        return self.top + self.room >= self.length

    def go(self, to_the_end=False):
        """Another section: at its beginning, or where it ends."""
        self.top, self.before = 1 << 20 if to_the_end else 0, []

    def turn(self):
        """A page further: it begins with the block that has no room on this one, such as a picture."""
        end = self.top + self.room
        fitting = [start for start in self.starts if self.top < start <= end + 1]
        self.before.append(self.top)
        self.top = fitting[-1] if fitting else end - 2

    def turn_back(self):
        if self.before:
            self.top = self.before.pop()
        else:
            self.scroll("page", -1)

    def scroll(self, step, direction):
        """By a "line", a "page" or to the "end", forth (1) or back (-1)."""
        size = {"line": 1, "page": max(1, self.room - 2), "end": self.length}[step]
        last = self.length - self.room if direction < 0 else max(self.top, self.length - self.room)
        self.top, self.before = max(0, min(self.top + size * direction, last)), []

    def draw(self, session, columns, rows):
        """The page: [(name, lines)]."""
        style = self.style
        margin, lines = self.body(session, columns)
        self.length = len(lines)
        self.room = max(1, rows - 4)
        if self.top >= self.length:
            self.top = max(0, self.length - self.room)
        seen = [" " * margin + line if line else "" for line in lines[self.top:self.top + self.room]]
        page = [("header", [self.header(session, columns), rule(columns, style)]),
                ("body", seen + [""] * (self.room - len(seen))),
                ("rule", [rule(columns, style, self.more())]),
                ("keys", [" " + self.keys(session, columns - 1)])]
        return [(name, [style.cut(line, columns) for line in lines]) for name, lines in page]

    def whole(self, session, columns):
        """For a terminal that cannot be drawn on."""
        margin, lines = self.body(session, columns)
        return [("header", ["", self.header(session, columns), rule(columns, self.style)]),
                ("body", lines + [rule(columns, self.style)]),
                ("keys", [" " + self.keys(session, columns - 1)])]

    # --- its parts --------------------------------------------------------------------------------------

    def header(self, session, columns):
        style, section, lesson = self.style, session.section, session.lesson
        left = style("dim", style.safe("Hour %d: %s" % (lesson.number, lesson.title)))
        short = style("dim", "Hour %d" % lesson.number)
        last = len(session.sections) - 1
        right = "%d of %d" % (section.number, last) if section.number and session.page == "section" else ""
        minutes = "minutes %s" % style.safe(section.minutes) if right and section.minutes else ""
        clock = self.clock(session)
        for words in ([right, minutes, clock], [minutes, clock], [clock or minutes]):
            words = "   ".join(filter(None, words))
            if width(words) + 12 < columns:
                break
        left = left if width(left) + width(words) + 4 <= columns else short
        return " " + pad(left, columns - 2 - width(words)) + words

    def clock(self, session):
        """How long the lecture has gone on; it stands out when the section should be over."""
        if session.began is None:
            return ""
        seconds, end = int(session.seconds), session.section.end
        late = end is not None and seconds >= 60 * end
        return self.style("bad" if late else "bold", "%d:%02d" % divmod(seconds, 60))

    def body(self, session, columns):
        """(margin, lines) of the section, or of what is shown instead of it."""
        made_of = session.page, session.section.number, session.marked, columns
        if self.drawn[0] != made_of:
            room = min(columns - 2, WIDEST)
            lines, self.starts = [], []
            for block in PAGES[session.page](session, room, self.style):
                lines.append("")
                self.starts.append(len(lines))
                lines += block
            self.drawn = made_of, ((columns - room) // 2, lines)
        return self.drawn[1]

    def more(self):
        below = self.length - self.top - self.room
        return "%s %d more: space" % (self.style.glyphs.more, below) if below > 0 else ""

    def keys(self, session, columns):
        if session.note:
            return self.style("busy", self.style.cut(self.style.safe(session.note), columns))
        narrow = columns < NARROW
        offers = [("space", "on", 1), ("b", "back", 4), ("n", "next", 2), ("p", "previous", 5),
                  ("l", "list", 3), ("g", "go to" if narrow else "go to a section", 6), ("c", "clock", 7),
                  ("q", "quit", 0)]
        if session.page != "section":
            offers = [("j/k", "move", 3), ("space", "go there", 2), ("l", "back", 1), ("c", "clock", 7),
                      ("q", "quit", 0)]
        kept = list(offers)
        while len(kept) > 1 and width(joined(kept, self.style, False)) > columns:
            kept.remove(max(kept, key=lambda offer: offer[2]))
        return joined(kept, self.style, False)


# --- what is shown: a list of blocks, each a list of lines ----------------------------------------------

def section_page(session, columns, style):
    section = session.section
    if section.number == 0:
        return cover(session, columns, style)
    return [headline("%d. %s" % (section.number, section.title), columns, style)] + markdown.render_apart(
        section.text, columns, style)


def cover(session, columns, style):
    """The lecture's title, what it is about, and its plan."""
    text = session.section.text or session.lesson.summary
    return [headline(session.lesson.title, columns, style)] + markdown.render_apart(text, columns, style) + [
        plan(session, columns, style, marked=None)]


def headline(words, columns, style):
    lines = wrap(style.safe(words), columns)
    rule = style.glyphs.rule * max(map(width, lines))
    return [style("heading", line) for line in lines] + [style("dim", rule)]


def plan(session, columns, style, marked):
    """The sections with their minutes."""
    room = max([len(section.minutes) for section in session.sections])
    lines = []
    for section in session.sections[1:]:
        first, *more = wrap(style.safe(section.title), columns - room - 8) or [""]
        here = style.glyphs.here if section.number == marked else " "
        name = style("bold", first) if section.number == marked else first
        lines.append("%s %s  %s  %s" % (here, style("key", "%2d" % section.number),
                                        style("dim", style.safe(section.minutes.rjust(room))), name))
        lines += [" " * (room + 8) + line for line in more]
    return lines


def list_page(session, columns, style):
    return [headline("Sections: number, minutes, title", columns, style),
            plan(session, columns, style, session.marked)]


PAGES = {"section": section_page, "list": list_page}
