"""Events of a transcript gathered into what a reader sees as one thing.

Bytes that trickle in one at a time are one run of 212 chunks, not 212 rows; a file's 80 chunks are one run; a
long echo, bytes both ways, is one exchange. What the eye must tell apart stays apart: a run ends with the
turn of the other side, with a pause, and before a line sent on its own. Knows nothing of how a run is drawn.
"""
from bisect import bisect_right

PAUSE = 0.1       # seconds without a byte that end a run: a held-back byte shows as a chunk of its own
SLOW = 0.5        # a slow run of lines is shown at a line's end after that many seconds
SMALL = 4096      # bytes: a run beyond that is bulk, its lines are not kept apart
ALONE = 8         # so many lines sent one by one stand alone before the rest is gathered
BULK = 1024       # bytes: from this size on, turns count as bulk that goes both ways ...
TURNS = 4         # ... and are gathered into an exchange after so many
ENDS = 16384      # bytes at each end of a long run that are kept where its middle is not


class Run:
    """One event, or the chunks of one direction in a row, or (kind "exchange") bulk both ways.

    `offset` is that of the first byte in its direction; positions in a run count from there. `count` is that
    of its chunks; those in `chunks` begin at the positions in `starts`.
    """
    __slots__ = ("kind", "connection", "direction", "note", "t", "last", "offset", "size", "count", "chunks",
                 "starts", "kept", "sizes", "counts")

    def __init__(self, event, kind=None):
        self.kind = kind or event.kind
        self.connection = str(event.connection)
        self.direction = event.direction
        self.note = event.note or ""
        self.t = self.last = event.t
        self.offset = event.offset or 0
        self.size = self.count = self.kept = 0
        self.chunks, self.starts = [], []
        self.sizes, self.counts = {"sent": 0, "received": 0}, {"sent": 0, "received": 0}
        if event.kind in ("data", "datagram"):
            self.add(event)

    def add(self, event):
        self.last = event.t
        if self.kind == "exchange":
            self.sizes[event.direction] += len(event.data)
            self.counts[event.direction] += 1
            return
        self.starts.append(self.size)
        self.chunks.append(event.data)
        self.count += 1
        self.kept += len(event.data)
        self.size += len(event.data)

    def shed(self):
        """Forget the chunks in the middle of a long run; nothing there may be asked for any more."""
        if self.kept < 4 * ENDS:
            return
        first = bisect_right(self.starts, ENDS)
        last = bisect_right(self.starts, self.size - ENDS) - 1
        if first < last:
            self.kept -= sum(map(len, self.chunks[first:last]))
            del self.chunks[first:last], self.starts[first:last]

    def slice(self, start, stop):
        """The bytes from `start` to `stop`, however many chunks they came in."""
        start, stop = max(0, start), min(stop, self.size)
        parts = []
        index = bisect_right(self.starts, start) - 1
        while start < stop:
            chunk, base = self.chunks[index], self.starts[index]
            part = chunk[start - base:stop - base]
            parts.append(part)
            start += len(part)
            index += 1
        return b"".join(parts)

    def ends_line(self):
        return self.chunks[-1].endswith(b"\n")


class Gatherer:
    """Takes events one by one, gives back the runs that are complete, in the order in which they began.

    mark    (connection, direction, offset): never hidden in an exchange
    sheds   whether a long run may lose its middle, which is not drawn unless it is marked
    """

    def __init__(self, mark=None, sheds=False):
        self.mark = mark
        self.sheds = sheds
        self.growing = []         # runs that may grow, the oldest first, at most one a connection
        self.alone = {}           # connection -> (direction, lines that stood alone in a row)
        self.turns = {}           # connection -> turns of bulk in a row

    def feed(self, event):
        """Take one event; -> the runs it completed."""
        if event.kind == "data" and not event.data:
            return []
        done = self.quiet(event.t)
        name = str(event.connection)
        run = next((run for run in self.growing if run.connection == name), None)
        if run and self._belongs(run, event):
            run.add(event)
            if self.sheds:
                run.shed()
            return done
        if run:
            done += self._finish(run)
        if event.kind == "data":
            self.growing.append(self._begin(name, event))
            return done
        self.alone.pop(name, None)
        self.turns.pop(name, None)
        return done + self.flush() + [Run(event)]

    def quiet(self, now):
        """The runs that a pause up to `now` has completed."""
        ended = [run for run in self.growing if now - run.last >= PAUSE]
        return self._finish(ended[-1]) if ended else []

    def flush(self):
        """Everything gathered so far."""
        return self._finish(self.growing[-1]) if self.growing else []

    def _begin(self, name, event):
        bulk = self.turns.get(name, 0) >= TURNS and len(event.data) >= BULK and not self._marks(event)
        return Run(event, "exchange" if bulk else None)

    def _marks(self, event):
        if not self.mark:
            return False
        connection, direction, offset = self.mark
        return (event.connection == connection and direction in (None, event.direction)
                and event.offset <= offset <= event.offset + len(event.data))

    def _belongs(self, run, event):
        if event.kind != "data":
            return False
        if run.kind == "exchange":
            return not self._marks(event)
        if run.direction != event.direction or run.offset + run.size != event.offset:
            return False
        if run.size >= SMALL or not run.ends_line():
            return True
        if event.t - run.t >= SLOW:
            return False
        alone = self.alone.get(run.connection, (None, 0))[1]
        return not event.data.endswith(b"\n") or alone >= ALONE

    def _finish(self, run):
        """Complete `run` and all that began before it, so that what is shown stays in order."""
        count = self.growing.index(run) + 1
        done, self.growing = self.growing[:count], self.growing[count:]
        for run in done:
            if run.kind == "exchange":
                continue
            direction, count = self.alone.get(run.connection, (None, 0))
            self.alone[run.connection] = (run.direction, count + 1 if direction == run.direction else 1)
            self.turns[run.connection] = self.turns.get(run.connection, 0) + 1 if run.size >= BULK else 0
        return done


def gather(events, mark=None):
    """All of `events` as a list of runs."""
    gatherer = Gatherer(mark)
    runs = []
    for event in events:
        runs += gatherer.feed(event)
    return runs + gatherer.flush()
