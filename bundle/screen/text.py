"""Text as a terminal shows it: how wide it is, where it is cut or wrapped, and what may be written at all.

A line may carry colour (`ESC [ … m`), which takes no room. Everything that a learner, an author or a peer
wrote goes through `clean` first, so that no control character of theirs reaches the terminal. Nothing
here knows a terminal, a colour or Markdown.
"""

import re

SGR = re.compile(r"\x1b\[[0-9;]*m")
PARTS = re.compile(r"\x1b\[[0-9;]*m|[^\x1b]|\x1b")

SUBSTITUTES = {          # what stands for a character that the terminal's encoding does not have
    "—": "--", "–": "-", "‑": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "…": "...", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "↑": "^", "↓": "v", "•": "*", "·": ".", "×": "x",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "✓": "ok", "✗": "x", "§": "section ", "©": "(c)", "µ": "u",
    "€": "EUR", "␣": "_", "\u00a0": " ", "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+",
    "┤": "+", "┬": "+", "┴": "+", "┼": "+",
}


def clean(text, keep="\n"):
    """The text with tabs expanded and control or direction characters shown escaped; those in `keep` stay."""
    text = text.replace("\r\n", "\n").expandtabs(4)
    if text.isprintable():
        return text
    return "".join(c if c in keep or not _hidden(c) else _escape(c) for c in text)


def _hidden(char):
    import unicodedata

    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _escape(char):
    return char.encode("unicode_escape").decode("ascii")


def fit(text, encoding):
    """The text in characters that `encoding` has: substitutes for arrows, dashes and quotes, the bare letter
    for an accented one, `?` for the rest."""
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        return "".join(_fit_char(char, encoding) for char in text)


def _fit_char(char, encoding):
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    for candidate in (char, SUBSTITUTES.get(char), bare):
        try:
            (candidate or "\ud800").encode(encoding)        # no candidate: like one that no encoding has
            return candidate
        except UnicodeEncodeError:
            pass
    return "" if unicodedata.combining(char) else "?"


def width(text):
    """How many columns the text takes: wide characters two, combining ones none, colour none."""
    if "\x1b" in text:
        text = SGR.sub("", text)
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char):
    if char < "\u0300":
        return 1
    import unicodedata

    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text, columns, mark="…"):
    """The text in at most `columns` columns; `mark` at its end says that something was cut off."""
    if width(text) <= columns:
        return text
    mark = mark if width(mark) <= columns else ""
    room, kept, coloured = columns - width(mark), [], False
    for part in PARTS.findall(text):
        if SGR.match(part):
            coloured = True
        else:
            room -= _cells(part)
            if room < 0:
                break
        kept.append(part)
    return "".join(kept) + mark + ("\x1b[0m" if coloured else "")


def pad(text, columns):
    """The text filled up with spaces to `columns` columns."""
    return text + " " * (columns - width(text))


def split(word, columns):
    """A word too long for a line, as pieces of at most `columns` columns (of one character at least)."""
    pieces, piece, used = [], "", 0
    for char in word:
        cells = _cells(char)
        if piece and used + cells > columns:
            pieces.append(piece)
            piece, used = "", 0
        piece += char
        used += cells
    return pieces + [piece] if piece else pieces


def fold(text, columns, mark):
    """Text that is never cut, such as code, as lines of at most `columns` columns, broken behind a space where that
    is near; `mark` begins each line that goes on."""
    lines, room = [], columns
    while width(text) > room:
        head = split(text, room)[0]
        space = head.rstrip(" ").rfind(" ") + 1
        head = head[:space] if space > len(head) // 2 else head
        lines.append(head)
        text, room = text[len(head):], max(1, columns - width(mark))
    lines.append(text)
    return lines[:1] + [mark + line for line in lines[1:]]


def wrap_path(path, columns):
    """A path as lines, broken after separators where that is possible."""
    lines = [""]
    for part in re.split(r"(?<=[/\\])", path):
        for piece in split(part, columns):
            if lines[-1] and width(lines[-1] + piece) > columns:
                lines.append("")
            lines[-1] += piece
    return lines


def wrap(text, columns):
    """Plain text as lines of at most `columns` columns, broken at spaces; newlines in it stay."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            for piece in split(word, columns):
                if line and width(line) + 1 + width(piece) > columns:
                    lines.append(line)
                    line = piece
                else:
                    line = line + " " + piece if line and piece != "" else piece
        lines.append(line)
    return lines
