"""One run drawn: the columns of time, connection and side, then text or hex in rows that fit the width.

Long runs are folded: their first rows, how many bytes are not shown, their last rows, and the marked byte
with a caret wherever it is. Only the bytes that are drawn are looked at. Knows one run at a time.
"""
from bundle.wire.escape import cells, hex_row, is_binary, safe, text_width

HEAD, TAIL = 8, 2         # rows of a long run that are drawn from its beginning and from its end
WINDOW = 2048             # bytes looked at for the next rows; more than the widest row holds
NARROWEST, WIDEST = 20, 500

UNICODE = {"out": "→", "in": "←", "both": "↔", "more": "…"}
PLAIN = {"out": "->", "in": "<-", "both": "<>", "more": "..."}
WORDS = {"open": "connection opened", "fin": "FIN", "reset": "reset"}
LONGER = {"fin": ", no more bytes this way", "reset": ", the connection is gone"}
COLOURS = {"sent": "36", "received": "33", "fold": "2", "time": "2", "caret": "1;31", "word": "1"}


class Row:
    """A row of one run.

    text, where in the run it starts and ends, spans [(position, length, column, width)] to find a byte's
    column, the style it is painted in; caret: it is the row under the marked byte.
    """
    __slots__ = ("run", "text", "start", "end", "spans", "style", "caret")

    def __init__(self, run, text, start=0, end=0, spans=(), style=None, caret=False):
        self.run, self.text, self.start, self.end = run, text, start, end
        self.spans, self.style, self.caret = spans, style, caret


class Layout:
    """The width, the signs and the colours of a view; draws runs into rows, rows into lines."""

    head, tail = HEAD, TAIL

    def __init__(self, width=80, colour=False, ascii=False, encoding="utf-8", names=("you", "peer")):
        self.width = min(max(width, NARROWEST), WIDEST)
        self.colour = colour
        self.encoding = "ascii" if ascii else (encoding or "ascii").lower().replace("_", "-")
        self.signs = PLAIN if ascii or not _has(self.encoding, "".join(UNICODE.values())) else UNICODE
        self.names = [safe(name, self.encoding) for name in names]
        self.first = None               # the first connection; once there are two, a column names them
        self.longest = 0                # of the names in that column
        self._measure()

    def know(self, connections):
        """Give these connections room in the column that names them."""
        for name in map(str, connections):
            self.first = self.first or name
            if name != self.first and max(len(name), len(self.first)) > self.longest:
                self.longest = max(len(name), len(self.first))
                self._measure()

    def _measure(self):
        signs = self.signs
        sides = {"sent": self.names[0] + " " + signs["out"], "received": signs["in"] + " " + self.names[1],
                 "exchange": signs["both"], None: ""}
        self.named = min(12, self.longest)
        room = self.width - 2 * bool(self.named) - self.named
        self.timed = True
        if room - 10 - max(map(text_width, sides.values())) - 2 < 24:
            self.timed = False
            if room - max(map(text_width, sides.values())) - 2 < 20:
                sides = {"sent": signs["out"], "received": signs["in"], "exchange": signs["both"], None: ""}
                self.named = min(self.named, 8)
        self.sides, self.side = sides, max(map(text_width, sides.values()))
        self.gap = 2 if self.timed else 1
        self.indent = 10 * self.timed + (self.named + self.gap) * bool(self.named) + self.side + self.gap
        self.room = self.width - self.indent
        self.count = next(count for count in (16, 8, 4, 2, 1) if count == 1 or count * 4 + 3 <= self.room)

    # rows -> lines

    def lines(self, rows):
        """The rows as they are printed: time, connection and side stand before the first row of each run."""
        result, run = [], None
        for row in rows:
            before = " " * self.indent if row.run is run or row.caret else self._before(row.run)
            run = row.run
            result.append((before + self._paint(row.text, row.style)).rstrip(" "))
        return result

    def _before(self, run):
        parts = []
        if self.timed:
            parts.append(self._paint("%8.3f" % run.t, "time"))
        if self.named:
            name = self._clip(safe(run.connection, self.encoding), self.named)
            parts.append(name + " " * (self.named - text_width(name)))
        side = self.sides["exchange" if run.kind == "exchange" else run.direction]
        parts.append(self._paint(side, run.direction) + " " * (self.side - text_width(side)))
        return (" " * self.gap).join(parts) + " " * self.gap

    def _paint(self, text, style):
        code = self.colour and text and COLOURS.get(style)
        return "\x1b[%sm%s\x1b[0m" % (code, text) if code else text

    def _clip(self, text, room):
        if text_width(text) <= room:
            return text
        more = self.signs["more"]
        while text and text_width(text) > room - len(more):
            text = text[:-1]
        return text + more

    def left_out(self, runs):
        """The line that stands for many runs."""
        size = sum(run.size + sum(run.sizes.values()) for run in runs)
        return self._paint(self._clip("{0} {1:,} more lines, {2:,} bytes {0}".format(
            self.signs["more"], len(runs), size), self.width), "fold")

    # runs -> rows

    def rows(self, run, place=None):
        """The rows of `run`; with `place`, a position in it, a caret's row follows the one that holds it."""
        if run.kind in ("data", "datagram"):
            rows = self._data_rows(run, place)
        else:
            rows = [Row(run, text, style="word") for text in self._words(run)]
        if place is None:
            return rows
        return self._with_caret(rows, place)

    def _words(self, run):
        room, note = self.room, safe(" ".join(run.note[:1000].split()), self.encoding)
        if run.kind == "exchange":
            more, sizes, counts = self.signs["more"], run.sizes, run.counts
            return self._fill("{0} {1:,} more bytes sent in {2:,} {5}, {3:,} received in {4:,} {0}".format(
                more, sizes["sent"], counts["sent"], sizes["received"], counts["received"],
                "chunk" if counts["sent"] == 1 else "chunks"))
        if run.kind == "note":
            return self._fill(note)
        text = WORDS.get(run.kind) or safe(run.kind, self.encoding)
        if note:
            text = note if run.kind == "open" else "%s (%s)" % (text, note)
        elif run.kind in LONGER and text_width(text + LONGER[run.kind]) <= self.room:
            text += LONGER[run.kind]
        return self._fill(text)

    def _fill(self, text):
        """`text`, already safe, in rows of at most `room` columns; cut after four."""
        rows, row = [], ""
        for word in text.split(" "):
            if row and text_width(row) + 1 + text_width(word) > self.room:
                rows.append(row)
                row = ""
            row = row + " " + word if row else word
            while text_width(row) > self.room:
                fit = self._clip(row, self.room)[:-len(self.signs["more"])] or row[:1]
                rows.append(fit)
                row = row[len(fit):]
        rows.append(row)
        return rows if len(rows) <= 4 else rows[:3] + [self._clip(rows[3] + " " + "." * self.room, self.room)]

    def _data_rows(self, run, place):
        rows, hexed = self._draw(run, 0, run.size, self.head + self.tail + 1) if run.size else ([Row(run, "")], None)
        if rows[-1].end < run.size or len(rows) > self.head + self.tail:
            rows = self._folded(run, rows[:self.head if hexed is None else self.head // 2], hexed, place)
        if run.count > 1:
            self._count_chunks(rows, run)
        if run.kind == "datagram":
            self._name_datagram(rows, run)
        return rows

    def _folded(self, run, head, hexed, place):
        if hexed is not None and hexed >= head[-1].end:
            hexed = None
        parts = [head, self._tail(run, head[-1].end, hexed)]
        if place is not None and head[-1].end <= place < parts[-1][0].start:
            parts.insert(1, self._around(run, place, head[-1].end, parts[-1][0].start, hexed))
        rows = list(head)
        for part in parts[1:]:
            hidden = part[0].start - rows[-1].end
            if hidden > 0:
                text = self._fitting(hidden, "{0} {1:,} more byte{2} {0}", "{0} {1:,} more {0}",
                                     "{0}{1:,}{0}")
                rows.append(Row(run, text, rows[-1].end, part[0].start, style="fold"))
            rows += part
        return rows

    def _tail(self, run, low, hexed):
        """The last rows of a run, nothing before `low`."""
        if hexed is not None:
            start = hexed + (run.size - 1 - hexed) // self.count * self.count
            return self._draw(run, max(low, start), run.size, self.tail, hexed=True)[0]
        start = max(low, run.size - self.room * self.tail)
        window = run.slice(start, run.size)
        newline = window.find(b"\n", 0, -1)
        start += newline + 1 if newline >= 0 else _boundary(window)
        return self._draw(run, start, run.size, 1000)[0][-self.tail:]

    def _around(self, run, place, low, high, hexed):
        """The rows of a run that hold the byte at `place`, between `low` and `high`."""
        if hexed is not None:
            start = hexed + (place - hexed) // self.count * self.count
            return self._draw(run, start, min(high, start + self.count), 1, hexed=True)[0]
        start = max(low, place - self.room)
        window = run.slice(start, place)
        newline = window.rfind(b"\n")
        start += newline + 1 if newline >= 0 else _boundary(window)
        rows = self._draw(run, start, high, self.room + 2)[0]
        last = next(index for index, row in enumerate(rows) if row.end > place)
        return rows[max(0, last - 1):last + 1]

    def _draw(self, run, start, stop, most, hexed=False):
        """-> (at most `most` rows of the bytes from `start` to `stop`, where hex began or None).

        Text until the first line that is not; from there on hex, as a file's header may be text by chance.
        """
        rows, began = [], start if hexed else None
        while start < stop and len(rows) < most:
            if began is not None:
                piece = run.slice(start, min(stop, start + self.count))
                spans = [(start + index, 1, index * 3, 2) for index in range(len(piece))]
                rows.append(Row(run, hex_row(piece, self.count), start, start + len(piece), spans))
            else:
                piece = run.slice(start, min(stop, start + WINDOW))
                newline = piece.find(b"\n")
                whole = newline >= 0 or start + len(piece) == stop
                piece = piece[:newline + 1] if newline >= 0 else piece
                if is_binary(piece):
                    began = start
                    continue
                drawn = self._text_rows(run, piece, start)
                rows += drawn if whole else drawn[:-1]      # the last one of a cut piece may not be full
            start = rows[-1].end
        return rows[:most], began

    def _text_rows(self, run, piece, base):
        rows, text, spans, column = [], [], [], 0
        for shown, width, position, length in cells(piece, self.encoding):
            # A line's end stays together.
            needed = 4 if shown == "\\r" and piece[position + 1:position + 2] == b"\n" else width
            if column + needed > self.room:
                rows.append(_row(run, text, spans))
                text, spans, column = [], [], 0
            text.append(shown)
            spans.append((base + position, length, column, width))
            column += width
        rows.append(_row(run, text, spans))
        return rows

    def _count_chunks(self, rows, run):
        last, text = rows[-1], "({:,} bytes in {:,} chunks)".format(run.size, run.count)
        if text_width(last.text) + 2 + len(text) <= self.room:
            last.text += "  " + text
        else:
            text = self._fitting(run.count, text, "({1:,} chunks)", "({1:,})")
            rows.append(Row(run, text, run.size, run.size, style="fold"))

    def _name_datagram(self, rows, run):
        """A datagram looks like bytes of a stream; it is said that it is none, and what became of it."""
        note = safe(run.note[:200], self.encoding)
        text = "(datagram: {})".format(note) if note else "(datagram)"
        if not run.size:
            rows[0].text = self._clip("(datagram of no bytes{})".format(": " + note if note else ""), self.room)
        elif text_width(rows[-1].text) + 2 + text_width(text) <= self.room:
            rows[-1].text += "  " + text
        else:
            rows += [Row(run, line, run.size, run.size, style="fold") for line in self._fill(text)]

    def _fitting(self, count, *forms):
        """The first of `forms` that fits the room, with `count` in it."""
        texts = [form.format(self.signs["more"], count, "" if count == 1 else "s") for form in forms]
        fitting = [text for text in texts if text_width(text) <= self.room]
        return fitting[0] if fitting else self._clip(texts[-1], self.room)

    def _with_caret(self, rows, place):
        """A row with `^` under the byte at `place`; behind the last byte when there is none there."""
        drawn = [index for index, row in enumerate(rows) if row.spans]
        index = next((index for index in drawn if rows[index].start <= place < rows[index].end), None)
        if index is None:
            index = drawn[-1] if drawn else 0
            spans = rows[index].spans
            column, width = (spans[-1][2] + spans[-1][3], 1) if spans else (0, 1)
        else:
            column, width = next((span[2], span[3]) for span in rows[index].spans
                                 if span[0] <= place < span[0] + span[1])
        column = min(column, self.room - 1)
        text = " " * column + "^" * min(width, self.room - column)
        caret = Row(rows[index].run, text, style="caret", caret=True)
        return rows[:index + 1] + [caret] + rows[index + 1:]


def _row(run, text, spans):
    return Row(run, "".join(text), spans[0][0], spans[-1][0] + spans[-1][1], spans)


def _boundary(window):
    """How many bytes at the beginning of `window` belong to a character that began before it (at most 3)."""
    count = 0
    while count < min(3, len(window)) and window[count] & 0xC0 == 0x80:
        count += 1
    return count


def _has(encoding, text):
    try:
        text.encode(encoding)
        return True
    except (UnicodeError, LookupError):
        return False
