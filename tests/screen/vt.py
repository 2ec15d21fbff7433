"""A terminal for tests: it understands exactly the control sequences that netprog may send, and fails on
any other.

`Terminal(columns, rows).feed(text)`; then `.lines` are what is on the screen, `.history` what the main
screen holds, `.alternate`, `.cursor_hidden`, `.pastes_marked` its modes, `.writes_to(row)` how often a
row was written.
"""

import re
import unicodedata

SEQUENCE = re.compile(r"\x1b\[(\?)?([0-9;]*)([A-Za-z])")


class Terminal:
    def __init__(self, columns=80, rows=24):
        self.columns, self.rows = columns, rows
        self.modes = set()
        self.main = Page(columns, rows)
        self.page = self.main
        self.written = {}
        self.coloured = False
        self.resized = False        # since then, what was written for the old size may still arrive, even a whole page …
        self.fits = False           # … but this one, from its beginning, is for the new one
        self.pending = ""

    alternate = property(lambda self: "1049" in self.modes)
    cursor_hidden = property(lambda self: "hidden" in self.modes)
    pastes_marked = property(lambda self: "2004" in self.modes)
    lines = property(lambda self: self.page.lines)
    text = property(lambda self: "\n".join(self.lines))
    history = property(lambda self: "\n".join(self.main.gone + self.main.lines))

    def resize(self, columns, rows):
        self.columns, self.rows, self.resized, self.fits = columns, rows, True, False
        self.page.resize(columns, rows)
        if self.page is not self.main:
            self.main.resize(columns, rows)

    def feed(self, text):
        text, self.pending = self.pending + text, ""
        at = 0
        while at < len(text):
            if text[at] == "\x1b":
                found = SEQUENCE.match(text, at)
                if not found:
                    if len(text) - at < 12:
                        self.pending = text[at:]
                        return
                    raise AssertionError("no sequence that we send: %r" % text[at:at + 12])
                self.obey(*found.groups())
                at = found.end()
            else:
                self.put(text[at])
                at += 1

    def obey(self, private, numbers, letter):
        if private:
            assert letter in "hl" and numbers in ("1049", "25", "2004"), (private, numbers, letter)
            name = "hidden" if numbers == "25" else numbers
            on = (letter == "h") != (numbers == "25")
            (self.modes.add if on else self.modes.discard)(name)
            if numbers == "1049":
                self.page = Page(self.columns, self.rows) if on else self.main
        elif letter == "H":
            row, column = [int(number) for number in numbers.split(";")]
            inside = 1 <= row <= self.rows and 1 <= column <= self.columns
            assert inside or self.resized, "outside the screen: %s" % numbers
            self.fits = self.fits and inside
            self.resized = self.resized and not (self.fits and row == self.rows)
            self.page.row, self.page.column = min(row, self.rows) - 1, min(column, self.columns) - 1
            self.written[row] = self.written.get(row, 0) + 1
        elif letter == "K" and not numbers:
            row = self.page.cells[self.page.row]
            row[self.page.column:] = [" "] * (self.columns - self.page.column)
        elif letter == "J" and numbers == "2":
            self.page.cells = Page(self.columns, self.rows).cells
            self.fits = True
        elif letter == "m":
            self.coloured = self.coloured or numbers != "0"
        else:
            raise AssertionError("no sequence that we send: %s%s" % (numbers, letter))

    def put(self, char):
        page = self.page
        if char == "\r":
            page.column = 0
        elif char == "\n":
            page.down()
        else:
            assert char.isprintable() or unicodedata.category(char) == "Mn", "raw control character %r" % char
            if unicodedata.combining(char):
                return
            size = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if page.column + size > page.columns and self.resized:
                self.fits = False
                return
            if page.column + size > page.columns:
                assert not self.alternate, "a line ran over the edge: %r in %r" % (char, self.lines[page.row])
                page.column = 0
                page.down()
            page.cells[page.row][page.column] = char
            if size == 2:
                page.cells[page.row][page.column + 1] = ""
            page.column += size


class Page:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.gone = []
        self.row = self.column = 0

    lines = property(lambda self: ["".join(row).rstrip() for row in self.cells])

    def down(self):
        if self.row + 1 < self.rows:
            self.row += 1
        else:
            self.gone.append("".join(self.cells.pop(0)).rstrip())
            self.cells.append([" "] * self.columns)

    def resize(self, columns, rows):
        cells = [(row + [" "] * columns)[:columns] for row in self.cells]
        self.cells = (cells + [[" "] * columns for _ in range(rows)])[:rows]
        self.columns, self.rows = columns, rows
        self.row, self.column = min(self.row, rows - 1), min(self.column, columns - 1)
