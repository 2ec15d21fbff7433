"""The wire view: what crossed a connection, as lines for people. The one used everywhere.

       0.001  ← peer  +OK ready\\r\\n
       0.003  you →   USER alice\\r\\n

"you" is the program that is watched, "peer" its other end. No line is wider than asked, and none holds a byte
that a terminal could obey; a 5 MB transfer takes a few lines. The live view is that of a recording.
Gathering is done in runs.py, the drawing of one run in rows.py; this file puts them together.
"""
from bundle.wire.rows import Layout
from bundle.wire.runs import Gatherer, gather

MOST = 400        # lines that a whole view takes; beyond that, its middle is left out


def lines(events, width=80, colour=False, ascii=False, mark=None, encoding="utf-8", most=MOST,
          names=("you", "peer")):
    """The events as lines of at most `width` columns (20 at least).

    `mark` is the (connection, direction, offset) that gets a caret; `ascii` draws with ASCII alone; of other
    encodings give the name, and what it lacks is escaped. `names` are those of the two sides.
    """
    layout = Layout(width, colour, ascii, encoding, names)
    runs = gather(events, mark)
    layout.know(run.connection for run in runs)
    marked, place = find(runs, mark)
    head, tail, half = [], [], most // 2
    first, last = 0, len(runs)
    # From both ends, so that what is left out is never drawn.
    while first < last and len(head) <= half:
        head.append(_drawn(layout, runs, first, marked, place))
        first += 1
        if sum(map(len, head)) > half:
            break
    while first < last and sum(map(len, tail)) < half:
        last -= 1
        tail.insert(0, _drawn(layout, runs, last, marked, place))
    parts = head + _middle(layout, runs, first, last, marked, place) + tail
    return [line for part in parts for line in part]


def _drawn(layout, runs, index, marked, place):
    return layout.lines(layout.rows(runs[index], place if index == marked else None))


def _middle(layout, runs, first, last, marked, place):
    """What stands for the runs from `first` to `last`: a count, and the marked one if it is among them."""
    if first == last:
        return []
    if marked is None or not first <= marked < last:
        return [[layout.left_out(runs[first:last])]]
    return (_middle(layout, runs, first, marked, None, None) + [_drawn(layout, runs, marked, marked, place)]
            + _middle(layout, runs, marked + 1, last, None, None))


def excerpt(events, mark, before=4, after=2, width=80, colour=False, ascii=False, encoding="utf-8",
            names=("you", "peer")):
    """The marked line with its caret, `before` lines of its connection above it and `after` below."""
    layout = Layout(width, colour, ascii, encoding, names)
    layout.know(event.connection for event in events)
    family = _family(mark[0])
    runs = gather((event for event in events if _family(event.connection) == family), mark)
    marked, place = find(runs, mark)
    if marked is None:
        rows = [row for run in runs[-(before + 1 + after):] for row in layout.rows(run)]
        return layout.lines(rows[-(before + 1 + after):])
    rows = layout.rows(runs[marked], place)
    caret = next(index for index, row in enumerate(rows) if row.caret)
    above, below = rows[:caret + 1], rows[caret + 1:]
    index = marked
    while len(above) < before + 2 and index > 0:
        index -= 1
        above = layout.rows(runs[index]) + above
    index = marked
    while len(below) < after and index + 1 < len(runs):
        index += 1
        below = below + layout.rows(runs[index])
    return layout.lines(above[-before - 2:] + below[:after])


def _family(connection):
    return str(connection).split(" ")[0]


def find(runs, mark):
    """Where `mark` is: (index of its run, position in that run); (None, None) where no such connection is.

    An offset one past the last byte is where something should have come: the FIN or the reset there, or else
    behind the last byte. An offset of -1 is the opening.
    """
    if not mark:
        return None, None
    connection, direction, offset = str(mark[0]), mark[1], mark[2] or 0
    last = None
    for index, run in enumerate(runs):
        if run.connection != connection or (direction and run.direction not in (direction, None)):
            continue
        if offset < 0 and run.kind == "open":
            return index, 0
        if run.kind in ("data", "datagram"):
            if run.offset <= offset < run.offset + run.size:
                return index, offset - run.offset
            last = (index, run.size)
        elif run.kind in ("fin", "reset"):
            last = (index, 0)
        elif last is None and run.kind != "note":
            last = (index, 0)
    if last is None:
        last = next(((index, 0) for index, run in enumerate(runs) if run.connection == connection), None)
    return last or (None, None)


class Shower:
    """The same view, live: feed it each event as it happens, print the lines it gives back."""

    def __init__(self, width=80, colour=False, ascii=False, encoding="utf-8", names=("you", "peer")):
        self.layout = Layout(width, colour, ascii, encoding, names)
        self.gatherer = Gatherer(sheds=True)

    def feed(self, event):
        """Take one event; -> the lines that are complete now."""
        self.layout.know([event.connection])
        return self._lines(self.gatherer.feed(event))

    def quiet(self, now):
        """-> the lines that nothing more comes to, since it is `now` (seconds since the transcript began)."""
        return self._lines(self.gatherer.quiet(now))

    def flush(self):
        """-> the lines of everything that is still held."""
        return self._lines(self.gatherer.flush())

    def _lines(self, runs):
        return [line for run in runs for line in self.layout.lines(self.layout.rows(run))]


def follow(transcript, write, ended, shower=None, start=0, pause=0.1):
    """Show `transcript` as it grows: write(line) for each, until ended() is true and everything was shown.

    What trickles in is shown once it pauses for `pause` seconds.
    """
    shower = shower or Shower()
    while True:
        over = ended()           # asked first: what was added before it is still shown
        transcript.wait(start, 0 if over else pause)
        events = transcript.since(start)
        start += len(events)
        shown = [line for event in events for line in shower.feed(event)]
        if not events:
            shown += shower.flush()
        for line in shown:
            write(line)
        if over and not events:
            return
