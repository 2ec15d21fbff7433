"""Where a program listens, when it does not listen where it should."""

import os
import socket
import sys

from bundle.checking import general
from bundle.checking.preflight import ports_in


def listens_elsewhere(program, port, guess=False):
    """Raise Proved if `program` listens on another port, or on another address, than 127.0.0.1 `port`; see listens_instead."""
    host, other = listens_instead(program, port, guess) or (None, port)
    if other != port:
        general.WRONG_PORT.proved(p=port, q=other)
    if host:
        general.ANOTHER_LOOPBACK.proved(address=host)


def listens_instead(program, port, guess=False):
    """The (host, port) that `program` listens on in place of 127.0.0.1 `port`; None if nothing tells of any.

    guess  try the ports that stand in its source too; without, only what the system tells (Linux)
    """
    for host, other in _listening_sockets(program.pid):
        if other != port or host not in ("127.0.0.1", "0.0.0.0", "::"):
            return host, other
    if guess:
        if _answers("::1", port):
            return "::1", port
        for other in ports_in(program.file):
            if other != port and _answers("127.0.0.1", other):
                return "127.0.0.1", other
    return None


def _answers(host, port):
    try:
        socket.create_connection((host, port), timeout=0.2).close()
        return True
    except OSError:
        return False


def _listening_sockets(pid):
    """The (host, port) of each socket that process `pid` listens on; none where there is no /proc."""
    found = []
    try:
        folder = "/proc/{}/fd".format(pid)
        ours = {os.readlink(os.path.join(folder, name)) for name in os.listdir(folder)}
        for family in ("tcp", "tcp6"):
            with open("/proc/{}/net/{}".format(pid, family)) as table:
                for row in list(table)[1:]:
                    fields = row.split()
                    if fields[3] == "0A" and "socket:[{}]".format(fields[9]) in ours:
                        host, _, port = fields[1].partition(":")
                        found.append((_host(host), int(port, 16)))
    except OSError:
        pass  # it has ended, or this is not Linux
    return found


def unread_bytes(pid, port, peer_port):
    """How many bytes process `pid` has not read on its connection from `port` to `peer_port`; None if nobody tells."""
    try:
        with open("/proc/{}/net/tcp".format(pid)) as table:
            for row in list(table)[1:]:
                fields = row.split()
                if [int(end.partition(":")[2], 16) for end in fields[1:3]] == [port, peer_port]:
                    return int(fields[4].partition(":")[2], 16)
    except OSError:
        pass  # it has ended, or this is not Linux
    return None


def _host(digits):
    """An address as /proc/net/tcp writes it: words of four bytes, each in the machine's own order."""
    words = [bytes.fromhex(digits[at:at + 8]) for at in range(0, len(digits), 8)]
    if sys.byteorder == "little":
        words = [word[::-1] for word in words]
    packed = b"".join(words)
    return socket.inet_ntop(socket.AF_INET if len(packed) == 4 else socket.AF_INET6, packed)
