"""Multi-line blocks: lines that end with CRLF, then a line with nothing but a dot.

A content line that begins with a dot travels with a second one in front (dot-stuffing), so that content never
looks like the end. POP3 (RFC 1939 section 3) and NNTP (RFC 3977 section 3.1.1) have the same rule. Nothing
here knows a command or a reply.
"""
from bundle.servers.stores.letters import as_bytes, crlf
from bundle.wire.connection import LineTooLong

END = b".\r\n"


class BlockTooLong(Exception):
    """A block was longer than its limit. It has been read to its end, so the conversation can go on."""


class BlockCut(Exception):
    """The client left in the middle of a block."""


def block(data):
    """The content as it goes over the wire: stuffed, and with its terminator."""
    data = crlf(data)
    if data.startswith(b"."):
        data = b"." + data
    return data.replace(b"\r\n.", b"\r\n..") + END


def block_of(lines):
    """The same for a list of lines without line ends (str or bytes)."""
    return block(b"".join(as_bytes(line) + b"\r\n" for line in lines))


def read_block(conn, most, longest_line=65536):
    """Read a block from conn to its terminator; return its content, unstuffed, each line ending with CRLF.

    most    the limit for the content in bytes. Too much is read to its end, then BlockTooLong is raised.
    A client that leaves before the terminator raises BlockCut.
    """
    kept, size = [], 0
    while True:
        try:
            line = conn.read_line(longest_line)
        except LineTooLong:
            size = most + 1
            continue
        if not line:
            raise BlockCut()
        line = line.rstrip(b"\r\n")
        if line == b".":
            break
        if line.startswith(b"."):
            line = line[1:]
        size += len(line) + 2
        if size <= most:
            kept.append(line + b"\r\n")
    if size > most:
        raise BlockTooLong()
    return b"".join(kept)
