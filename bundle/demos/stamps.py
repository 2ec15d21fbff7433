"""The timestamp server, for a demonstration: without its notices, or with one at a moment that is known."""

import time

from bundle.servers.stamp import Stamp, stamp

NOTICE = b"* Tea is at four.\n"


class Quiet(Stamp):
    """A reply for each line, and nothing else."""

    def answer(self, line, offset=0):
        self.conn.send(stamp(line.rstrip(b"\r\n")))


class Slow(Quiet):
    """Under `drib`, its bytes are so far apart that one sees them come, on a busy machine, too."""

    GAP = 0.02      # seconds

    def greet(self):
        self.conn.pause = lambda seconds: time.sleep(self.GAP)


class Announcing(Quiet):
    """It has something to announce when it has answered for the first time."""

    def answer(self, line, offset=0):
        super().answer(line, offset)
        self.number += 1
        if self.number == 1:
            self.conn.send(NOTICE)
