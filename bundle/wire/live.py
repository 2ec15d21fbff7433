"""A transcript for what may go on for hours: an event is kept until it has been shown, and no longer.

Whoever adds to it waits while too much is waiting to be shown. So a connection goes no faster than its view,
and takes no more memory.
"""

from bundle.wire.transcript import Transcript

MOST_WAITING = 1024 * 1024      # bytes that wait to be shown
EVENT = 256                     # an event without data counts as so many of them

OTHER_WAY = {"sent": "received", "received": "sent"}


class LiveTranscript(Transcript):
    """Events on their way to one reader, who calls wait() and since() with indexes that rise, as
    show.follow() does.

    ours  the connections are the learner's own: what our end of them sends is "sent"
    """

    def __init__(self, ours=False):
        super().__init__(keep=float("inf"))
        self._ours = ours
        self._forgotten = 0     # so many events were there before those in `events`
        self._waiting = 0       # what the events that are there count
        self._closed = False

    def add(self, connection, kind, direction=None, data=b"", note=""):
        """Record one event; waits while there is no room. After close() nothing is recorded."""
        if self._ours:
            direction = OTHER_WAY.get(direction)
        with self._changed:
            self._changed.wait_for(lambda: self._waiting < MOST_WAITING or self._closed)
            if self._closed:
                return None
            self._waiting += len(data) + EVENT
            return super().add(connection, kind, direction, data, note)

    def wait(self, index, timeout=None):
        """Wait until there are more than `index` events, `timeout` seconds at most; returns the events from
        there. Those before it are forgotten."""
        with self._changed:
            self._forget(index)
            self._changed.wait_for(lambda: self._forgotten + len(self.events) > index, timeout)
            return list(self.events)

    def since(self, index):
        """The events from `index` on, as a list. Those before it are forgotten."""
        with self._changed:
            self._forget(index)
            return list(self.events)

    def _forget(self, index):
        shown = self.events[:index - self._forgotten]
        if shown:
            del self.events[:len(shown)]
            self._forgotten += len(shown)
            self._waiting -= sum(len(event.data) + EVENT for event in shown)
            self._changed.notify_all()

    def over(self, connection):
        """Nothing more will be added about `connection`: its counts are forgotten."""
        with self._changed:
            for key in [key for key in self._passed if key[0] == connection]:
                del self._passed[key]

    def close(self):
        """Nobody reads any more: let go of whoever waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
