"""What the systems do differently with a socket: to wait for one, and to reset a connection."""

import select
import socket
import struct

# SO_LINGER with a time of zero makes close() reset. Windows has two shorts there, the others two ints.
LINGER_ZERO = struct.pack("hh" if hasattr(socket, "SIO_RCVALL") else "ii", 1, 0)


def readable(sock, seconds):
    """Whether `sock` has bytes, EOF or an error to read, or will have within `seconds`."""
    if getattr(sock, "pending", bool)():
        return True
    if not hasattr(select, "poll"):
        return bool(select.select([sock], [], [], seconds)[0])
    poll = select.poll()  # select() cannot watch a socket whose number is above 1023
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
