"""How text is dressed: colour where it is wanted, box characters where the encoding has them.

A Style is handed to whatever makes lines, and says what becomes of one that is too wide. It knows no terminal;
`plain()` is the one without colour.
"""

from bundle.screen import text as plain_text


class Glyphs:
    """The few characters a screen is drawn with. Each takes one column."""

    __slots__ = ("rule", "bar", "passed", "failed", "started", "new", "bullets", "cut", "on", "here", "dot",
                 "more", "less")

    def __init__(self, **characters):
        for name, char in characters.items():
            setattr(self, name, char)

    def all(self):
        return "".join(getattr(self, name) for name in self.__slots__)


BOX = Glyphs(rule="─", bar="│", passed="✓", failed="✗", started="◦", new="·", bullets="•◦▪", cut="…",
             on="↳", here="▸", dot="·", more="↓", less="↑")
ASCII = Glyphs(rule="-", bar="|", passed="+", failed="x", started="~", new=".", bullets="*-+", cut=">",
               on="+", here=">", dot="-", more="v", less="^")

COLOURS = {
    "heading": "1", "bold": "1", "dim": "2", "code": "36", "link": "4", "emphasis": "3",
    "good": "32", "bad": "31", "busy": "33", "key": "1", "title": "1",
    "now": "7", "text": "32",
}


class Style:
    """`.colour` and `.ascii` say what is allowed, `.glyphs` what to draw with; a call dresses a text. `.endless`: a
    pipe or a file, in which a line may be as long as it is."""

    def __init__(self, colour=False, encoding="utf-8", ascii=False, endless=False):
        self.colour = colour
        self.endless = endless
        self.encoding = "ascii" if ascii else encoding
        self.ascii = ascii or not _has(BOX.all(), self.encoding)
        self.glyphs = ASCII if self.ascii else BOX

    def __call__(self, role, text):
        code = self.colour and text and COLOURS.get(role)
        return "\x1b[%sm%s\x1b[0m" % (code, text) if code else text

    def safe(self, text):
        """What somebody else wrote, in characters that may be written to this terminal."""
        return plain_text.fit(plain_text.clean(text), self.encoding)

    def cut(self, text, columns):
        """The text in at most `columns` columns; a sign at its end where something was cut off."""
        return text if self.endless else plain_text.cut(text, columns, self.glyphs.cut)

    def fold(self, text, columns):
        """Text that must be there whole, code or what a program printed, as lines; a sign begins each that goes on."""
        return [text] if self.endless else plain_text.fold(text, columns, self.glyphs.on + " ")


def plain(encoding="utf-8"):
    """No colour, and only what the encoding has."""
    return Style(False, encoding)


def _has(characters, encoding):
    try:
        characters.encode(encoding)
        return True
    except (UnicodeEncodeError, LookupError):
        return False
