"""What crossed the wire, in the order in which it happened.

A transcript belongs to one check (or one practice session). Connections add events to it from their threads; the
wire view, the verdict and the captures read it. It does not know what the bytes mean, nor why they were sent.
"""

import threading
import time

MOST_KEPT = 64 * 1024 * 1024    # bytes of data that a transcript keeps; of more, it only counts


class Event:
    """One thing that happened on one connection.

    t           seconds since the transcript began
    connection  its name: "1", "2", "1 data 1"
    kind        "open", "data", "fin" (this direction has ended), "reset", or "note" (a remark of ours); "datagram" where
                there is no connection: one of UDP, whole
    direction   "sent" or "received", always as the learner's program sees it; None where there is none
    data        the bytes of a "data" or "datagram" event
    offset      how many bytes had passed in this direction before this event
    note        words, for "open" (who connected to whom) and "note"; what became of a datagram ("dropped")
    """

    __slots__ = ("t", "connection", "kind", "direction", "data", "offset", "note")

    def __init__(self, t, connection, kind, direction=None, data=b"", offset=0, note=""):
        self.t = t
        self.connection = connection
        self.kind = kind
        self.direction = direction
        self.data = data
        self.offset = offset
        self.note = note

    def __repr__(self):
        return "<{0.t:.3f} {0.connection} {0.kind} {0.direction} {0.data!r} at {0.offset} {0.note}>".format(self)


class Transcript:
    """Events of any number of connections; safe to add to from many threads.

    keep  the bytes of data to keep at most; with 0, nobody will look, and no event is kept at all
    """

    def __init__(self, keep=MOST_KEPT):
        self.keep = keep
        self.events = []
        self.last_change = self.began = time.monotonic()  # last_change: monotonic seconds, to tell how long it is quiet
        self._passed = {}  # (connection, direction) -> bytes so far
        self._numbers = 0
        self._kept = 0
        self._changed = threading.Condition()

    def number(self):
        """The name of the next connection: "1", "2", …"""
        with self._changed:
            self._numbers += 1
            return str(self._numbers)

    def add(self, connection, kind, direction=None, data=b"", note=""):
        """Record one event now; returns it."""
        with self._changed:
            self.last_change = time.monotonic()
            offset = self._passed.get((connection, direction), 0)
            self._passed[connection, direction] = offset + len(data)
            if self._kept + len(data) > self.keep:
                data, note = b"", "{} bytes, too many to keep".format(len(data))
            self._kept += len(data)
            event = Event(self.last_change - self.began, connection, kind, direction, bytes(data), offset, note)
            if self.keep:
                self.events.append(event)
            self._changed.notify_all()
            return event

    def since(self, index):
        """The events from `index` on, as a list."""
        return self.events[index:]

    def wait(self, index, timeout=None):
        """Wait until there are more than `index` events, `timeout` seconds at most; returns the events from there."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.events) > index, timeout)
            return self.events[index:]

    def over(self, connection):
        """Nothing more will be added about `connection`."""

    def passed(self, connection, direction):
        """How many bytes have crossed `connection` in `direction`; all connections together if it is None."""
        with self._changed:
            return sum(count for (name, way), count in self._passed.items()
                       if way == direction and connection in (None, name))
