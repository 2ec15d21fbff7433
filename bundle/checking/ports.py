"""Ports for the programs that checks start: nobody else on this machine is given one while it is held.

Between the moment when a free port is chosen and the moment when the program binds it, another check could choose it
too, and its visitors would come to the wrong program. So the UDP port of the same number is held meanwhile: whoever
chooses a port here tries that one first.
"""

import collections
import random
import socket
import threading

FROM, TO = 20000, 32000     # below every system's ephemeral ports, which outgoing connections are given meanwhile
MOST_HELD = 64              # ports held by this process; one more lets the oldest go

_held = collections.OrderedDict()   # port -> the socket that holds it
_guard = threading.Lock()


def free_port():
    """A port of 127.0.0.1 on which a program can listen; it is held until give_back(port). OSError."""
    for _ in range(100):
        port = random.SystemRandom().randrange(FROM, TO)
        holder = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            holder.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            holder.close()
            continue
        with _guard:
            _held[port] = holder
            oldest = _held.popitem(last=False)[1] if len(_held) > MOST_HELD else None
        if oldest:
            oldest.close()
        return port
    raise OSError("no port between {} and {} is free on 127.0.0.1".format(FROM, TO))


def give_back(port):
    """Nothing listens on `port` any more."""
    with _guard:
        holder = _held.pop(port, None)
    if holder:
        holder.close()
