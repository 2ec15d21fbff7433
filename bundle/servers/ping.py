"""A server for ping by UDP: whoever sends the datagram `ping 7` gets the datagram `pong 7` back.

It remembers nothing and greets nobody: each datagram stands for itself. On the practice server some answers are lost,
doubled or late on their way, as on a long and bad network: the Way says which.
"""

import random
import re

from bundle.wire.datagrams import DOUBLED, DROPPED, ELSEWHERE, LATE, delayed

PING = re.compile(rb"ping ([1-9][0-9]{0,5})\r?\n?", re.ASCII)   # a line end is forgiven: `talk` and its likes send one


class Ping:
    """The protocol, whole."""

    name = "ping"

    def __init__(self, store=None):
        self.store = store

    def answer(self, data):
        """(the number, the answer) for one datagram. What is no ping gets none: two servers that answered each other's
        complaints would never come to an end."""
        asked = PING.fullmatch(data)
        if not asked:
            return None, None
        return int(asked.group(1)), b"pong " + asked.group(1)


class Way:
    """What happens on the way to and from this server: `script` is {number: Fate} for pings up to 10."""

    def __init__(self, seed):
        rng = random.Random(seed)
        numbers = [2, 3, 4, 5, 6, 7, 8, 9]
        fates = [DROPPED, DOUBLED, LATE, ELSEWHERE, delayed(0.2)]
        self.script = {numbers.pop(rng.randrange(len(numbers))): fate for fate in fates}


make = Way
