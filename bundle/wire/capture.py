r"""A recorded conversation as a text file: exact to the byte, and readable in any editor.

    connection 1  127.0.0.1:52114  127.0.0.1:8021

       0.000  1  52114 ->   open
       0.001  1  <- 8021      11 | 220 ready\r\n
       0.002  1  52114 ->      5 : 00 00 00 05 01           |.....|

One line a chunk: time in seconds, connection, who sent it, how many bytes, the bytes: text in the notation of
the wire view behind "|", hex behind ":". The watched program stands on the left, as in the wire view, whoever
connected. Where the first line says "datagrams 1", each row is a datagram of UDP, and what became of it is a
note below. Rows without time go on with the chunk above; lines that begin with "#" are remarks. The file is
plain ASCII; times are kept to the millisecond.
"""
import re

from bundle.wire.escape import cells, hex_row, is_binary
from bundle.wire.transcript import Event

WIDTH = 80
WORDS = {"open": "open", "fin": "FIN", "reset": "reset", "note": "note"}
KINDS = {word: kind for kind, word in WORDS.items()}

CONNECTS = re.compile(r"(\S+:\d+) to (\S+:\d+)( by UDP)?$")     # the note of an "open" event: who connected, to whom

HEADER = re.compile(r"(?:connection|(datagrams)) (\S+(?: \S+)*)  +(\S+)  +(\S+)$")
ROW = re.compile(r" *(\d+\.\d{3})  (\S+(?: \S+)*)  +(?:(\S+) ->|<- (\S+)|--)  +"
                 r"(?:(open|FIN|reset|note)|(\d+))(?: ([|:]) (.*))?$")
MORE = re.compile(r" +([|:]) (.*)$")
ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|([rnt\\]))?")
ESCAPED = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"\\": b"\\"}


class Damaged(ValueError):
    """A capture that cannot be read; says which line and why."""

    def __init__(self, number, reason):
        super().__init__("line {} of the capture: {}".format(number, reason))


def write(transcript, remarks=(), width=WIDTH):
    """The text of a capture of `transcript` (or a list of its events), in rows of `width` columns.

    remarks: "#" lines on top.
    """
    events = list(getattr(transcript, "events", transcript))
    opened = _connections(events)
    by_udp = {str(event.connection) for event in events if event.kind == "datagram"}
    name_width = max([len(name) for name in opened] + [1])
    side_width = max([len(_port(end)) for ends in opened.values() for end in ends] + [1]) + 3
    text = ["# " + remark for remark in remarks]
    text += ["{} {}  {}  {}".format("datagrams" if name in by_udp else "connection", name, *ends)
             for name, ends in opened.items()] + [""]
    for event in events:
        left, right = opened[str(event.connection)]
        side = {"sent": _port(left) + " ->", "received": "<- " + _port(right)}.get(event.direction, "--")
        what = WORDS.get(event.kind) or str(len(event.data))
        before = "%8.3f  %-*s  %-*s  %5s" % (event.t, name_width, event.connection, side_width, side, what)
        rows = _rows(event, max(16, width - len(before) - 3))
        text.append(before + (" " + rows[0] if rows else ""))
        text += [" " * len(before) + " " + row for row in rows[1:]]
        if event.kind == "datagram" and event.note:
            text += ["%8.3f  %-*s  %-*s  %5s | %s" % (event.t, name_width, event.connection, side_width, "--", "note",
                                                     event.note)]
    return "\n".join(text) + "\n"


def _connections(events):
    """{name: (the program's end, the peer's end)}, in order."""
    found = {}
    for event in events:
        found.setdefault(str(event.connection), ("program", "peer"))
        if event.kind == "open":
            found[str(event.connection)] = _ends(event)
    return found


def _ends(event):
    """(the program's end, the peer's end) of an "open" event; its direction says who connected."""
    match = CONNECTS.match(event.note)
    if not match:
        return "program", "peer"
    return match.group(2, 1) if event.direction == "received" else match.group(1, 2)


def _port(end):
    return end.rpartition(":")[2]


def _rows(event, room):
    """What stands behind the columns of `event`: rows of text or of hex, or none."""
    data = event.data
    if event.kind not in ("data", "datagram"):
        data = b"" if event.kind == "open" else event.note.encode("utf-8", "surrogateescape")
    elif is_binary(data):
        count = max(1, min(16, (room - 3) // 4) // 4 * 4)
        return [": " + hex_row(data[start:start + count], count) for start in range(0, len(data), count)]
    rows, row, width = [], "", 3        # 3: a space at a row's end takes four columns
    for shown, columns, _, _ in cells(data, "ascii"):
        # Lines stay lines, and \r\n stays together.
        if row.endswith("\\n") or width + columns + 2 * (shown == "\\r") > room:
            rows.append(row)
            row, width = "", 3
        row += shown
        width += columns
    if row:
        rows.append(row)
    # Editors cut spaces off the end of a line.
    return ["| " + (row[:-1] + "\\x20" if row.endswith(" ") else row) for row in rows]


def read(text):
    """The events that `text`, written by write(), recorded. Damaged where it is not whole.

    An "open" event's direction says who connected; its note names both ends.
    """
    ends, events, passed = {}, [], {}
    growing = None                       # the match of the row that may go on, its event being the last one
    for number, line in enumerate(text.lstrip("\ufeff").splitlines() + [""], 1):
        line = line.rstrip()
        more = MORE.match(line)
        if more:
            if not growing or events[-1].kind not in ("data", "datagram", "note", "fin", "reset"):
                raise Damaged(number, "it continues a line that is not there")
            _append(events[-1], number, *more.groups())
            continue
        if line[:1] == "#":
            continue
        if growing:
            _complete(events[-1], growing.group(6), passed, number)
            growing = None
            if events[-1].kind == "note" and len(events) > 1 and events[-2].kind == "datagram":
                note = events.pop().note
                events[-1].note = note
        if not line:
            continue
        header = HEADER.match(line)
        row = ROW.match(line)
        if header:
            ends[header.group(2)] = header.group(3, 4, 1)
        elif row:
            event = _event(row, ends, number)
            events.append(event)
            growing = row
            if row.group(7):
                _append(event, number, *row.group(7, 8))
        else:
            raise Damaged(number, "this is no line of a capture: " + line[:40])
    return events


def _event(row, ends, number):
    time, name, left, right, word, _, _, _ = row.groups()
    if name not in ends:
        raise Damaged(number, "no connection {} is named above".format(name))
    direction = "sent" if left else "received" if right else None
    left, right, by_udp = ends[name]
    event = Event(float(time), name, KINDS.get(word, "datagram" if by_udp else "data"), direction)
    if event.kind == "open" and direction and ":" in left:
        event.note = " to ".join((left, right) if direction == "sent" else (right, left)) + " by UDP" * bool(by_udp)
    return event


def _append(event, number, sign, rest):
    if sign == ":":
        try:
            event.data += bytes.fromhex(rest.partition("  ")[0])
        except ValueError:
            raise Damaged(number, "this is no hex: " + rest[:40]) from None
    else:
        try:
            event.data += ESCAPE.sub(_unescape, rest.encode("ascii"))
        except ValueError:
            raise Damaged(number, "not in the notation of a capture: " + ascii(rest[:40])) from None


def _unescape(match):
    code, letter = match.groups()
    if code:
        return bytes([int(code, 16)])
    if letter:
        return ESCAPED[letter]
    raise ValueError("a lone backslash")


def _complete(event, announced, passed, number):
    """All rows of `event` have been read: check its length and give it its offset, or make a note of it."""
    if event.kind not in ("data", "datagram"):
        event.note += event.data.decode("utf-8", "surrogateescape")
        event.data = b""
    elif len(event.data) != int(announced):
        raise Damaged(number - 1, "{} bytes were announced, {} are there".format(announced, len(event.data)))
    key = event.connection, event.direction
    event.offset = passed.get(key, 0)
    passed[key] = event.offset + len(event.data)
