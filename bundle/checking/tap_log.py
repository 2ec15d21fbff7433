"""The log of a learner's tap (exercise 1.14), read line by line as the tap prints it.

    1 -> b'HELLO\\r\\n'     1 <- b'\\x00\\xff'     1 -> EOF

Knows the form of a line, and nothing of who connected to whom.
"""

import re
import threading
import time

LINE = re.compile(r"([1-9][0-9]*) (->|<-) (EOF|b'.*'|b\".*\")")
NO_ESCAPE = re.compile(r"\\[^\\'nrtx]|\\x(?![0-9a-f]{2})")
LONGEST = 30    # seconds; only a log without an end takes so long


class TapLog:
    """What a tap has printed so far; safe to read while it is fed from another thread.

    entries  (monotonic seconds, number, "->" or "<-", bytes; None for EOF) of each line, in order
    bad      the first line that has not the form, as text; None while all have it
    lines    how many lines there were; up to the bad one, if there is one
    """

    def __init__(self):
        self.entries = []
        self.bad = None
        self.lines = 0
        self._rest = bytearray()    # what stands after the last line end
        self._crossed = {}          # (number, way) -> bytes so far
        self._ends = {}             # (number, way) -> how many bytes had crossed at each EOF
        self._changed = threading.Condition()   # guards all of it

    def feed(self, name, chunk):
        """A chunk of the output `name` ("stdout", "stderr")."""
        if name != "stdout":
            return
        with self._changed:
            searched = len(self._rest)
            self._rest += chunk
            end = self._rest.rfind(b"\n", searched) + 1
            if end:
                whole = bytes(self._rest[:end])
                del self._rest[:end]
                for line in whole.split(b"\n")[:-1]:
                    self._take(line)
                self._changed.notify_all()

    def wait(self, ready, seconds):
        """Wait until `ready(self)` or a line is bad; `seconds` at most since the last line came, and LONGEST in all.
        Returns whether it is ready."""
        limit = time.monotonic() + LONGEST
        with self._changed:
            while not ready(self):
                lines = self.lines
                more = self._changed.wait_for(lambda: self.lines != lines, seconds)
                if self.bad is not None or not more or time.monotonic() > limit:
                    return bool(ready(self))
            return True

    def crossed(self, number, way):
        """All bytes that connection `number` (an int) carried in this way ("->" or "<-"), as the log tells it."""
        return bytes(self._crossed.get((number, way), b""))

    def count(self, way, number=None):
        """How many bytes that is; of all connections, if `number` is None."""
        return sum(len(data) for (each, its), data in list(self._crossed.items())
                   if its == way and number in (None, each))

    def ends(self, number, way):
        """How many bytes had crossed at each EOF that the log tells of: a list, of one number where all is right."""
        return list(self._ends.get((number, way), ()))

    def numbers(self):
        """The numbers of the connections that the log tells of, in order."""
        return sorted({number for number, _ in list(self._crossed) + list(self._ends)})

    def _take(self, line):
        if self.bad is not None:
            return
        self.lines += 1
        entry = read_line(line)
        if entry is None:
            self.bad = line.decode("utf-8", "replace").rstrip("\r")
            return
        number, way, data = entry
        self.entries.append((time.monotonic(), number, way, data))
        crossed = self._crossed.setdefault((number, way), bytearray())
        if data is None:
            self._ends.setdefault((number, way), []).append(len(crossed))
        else:
            crossed += data


def read_line(line):
    """(number, way, bytes; None for EOF) that one line, as bytes without its line end, tells; None for a bad line."""
    found = LINE.fullmatch(line.rstrip(b"\r").decode("ascii", "replace"))
    if not found:
        return None
    number, way, told = found.groups()
    if told == "EOF":
        return int(number), way, None
    if NO_ESCAPE.search(told.replace("\\\\", "")):
        return None
    try:
        data = told[2:-1].encode("ascii").decode("unicode_escape").encode("latin-1")
    except UnicodeError:
        return None
    return (int(number), way, data) if repr(data) == told else None
