"""A timestamp server: each line that a client sends comes back with the time in front of it.

Now and then it has a notice for everybody: a line that begins with "* " and answers nothing.
"""

import random
import time

from bundle.servers.session import Session

NOTICES = ["Tea is at four.", "The clock on the tower is two minutes slow.", "Please wind the cuckoo.",
           "Nobody has overslept.", "The sundial is out of order today.", "A second was found; whose is it?",
           "The hourglass has been turned.", "It is later than you think."]


class Notices:
    """What a server of this kind has to say unasked, and when: notices in an order of their own."""

    def __init__(self, seed):
        rng = random.Random(seed)
        left = list(NOTICES)
        self.lines = [("* %s\n" % left.pop(rng.randrange(len(left)))).encode("ascii") for _ in NOTICES]

    def before(self, number):
        """What is said before the reply to a client's line `number`, counted from 1; b"" for nothing."""
        return self.lines[0] if number == 1 else b""

    def behind(self, number):
        """What is said together with that reply, behind it."""
        return self.lines[number // 2 % len(self.lines)] if number % 2 == 0 else b""


make = Notices


def stamp(line):
    """The reply to `line` (bytes, without its line end)."""
    return ("[%s]" % time.strftime("%H:%M:%S")).encode("ascii") + (b" " + line if line else b"") + b"\n"


class Stamp(Session):
    """A reply for each line, until the client closes."""

    name = "stamp"
    LINE_LIMIT = 65536

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.number = 0         # of the client's lines

    @property
    def TOO_LONG(self):
        return stamp(b"(a line of more than 65536 bytes)")

    def greet(self):
        """It waits to be spoken to."""

    def answer(self, line, offset=0):
        self.number += 1
        self.say_before(self.store.before(self.number))
        self.conn.send(stamp(line.rstrip(b"\r\n")) + self.store.behind(self.number))

    def say_before(self, notice):
        """A notice that the client gets while it waits for its reply."""
        if notice:
            self.conn.send(notice)
