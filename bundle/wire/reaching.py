"""Where a connection leads, and why there is none: words for the people who asked for it."""

import socket
import time


def written(address):
    """A (host, port) as the wire view writes it."""
    host, port = address[:2]
    return ("[%s]:%d" if ":" in host else "%s:%d") % (host, port)


def is_loopback(host):
    """Whether `host`, as it was typed, is this machine by a name or address of its own."""
    return host.lower() in ("localhost", "::1") or host.startswith("127.")


def why_not(problem, address):
    """What an OSError or UnicodeError from connecting says, in words that can begin a sentence."""
    if isinstance(problem, ConnectionRefusedError):
        return "nobody listens at " + written(address)
    if isinstance(problem, (socket.gaierror, UnicodeError)):
        return "no address is known for the host " + address[0]
    if isinstance(problem, (socket.timeout, TimeoutError)):
        return "there is no answer from " + written(address)
    return "there is no way to %s (%s)" % (written(address), problem.strerror or problem)


def connect(address, seconds, starts=False, stop=None):
    """A connected socket. OSError, or UnicodeError for what cannot be the name of a host.

    starts  the server has only been started: until `seconds` are over, refused means not yet
    stop    an Event that ends such waiting
    """
    limit = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(address, timeout=seconds)
        except OSError:
            if not starts or time.monotonic() > limit or stop.wait(ATTEMPT):
                raise


ATTEMPT = 0.05      # seconds between two attempts
