"""Multi-line blocks: lines that end with CRLF, then a line with nothing but a dot.

A content line that begins with a dot travels with a second one in front (dot-stuffing), so that content never
looks like the end. POP3 (RFC 1939 section 3), NNTP (RFC 3977 section 3.1.1) and SMTP (RFC 5321 section
4.5.2) have the same rule. Nothing here knows a command or a reply.
"""
from bundle.servers.stores.letters import as_bytes, crlf

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


def read_block(conn, most, line_ends=(b"\r\n", b"\n")):
    """Read a block from conn to its terminator; return its content, unstuffed, its line ends as they came.

    most       the limit for the content in bytes. Too much is read to its end, then BlockTooLong is raised.
    line_ends  what ends a line, and with that the block. Where it is CRLF alone, nobody can smuggle in
               commands behind an end that others take for content (RFC 5321 section 4.1.1.4)
    A client that leaves before the terminator raises BlockCut.
    """
    kept, size, tail = [], 0, b"\r\n"
    while True:
        piece = conn.read_piece()
        if not piece:
            raise BlockCut()
        starts_a_line, tail = tail.endswith(line_ends), (tail + piece)[-2:]
        if starts_a_line and piece.startswith(b"."):
            piece = piece[1:]
            if piece in line_ends:
                break
        size += len(piece)
        if size <= most:
            kept.append(piece)
    if size > most:
        raise BlockTooLong()
    return b"".join(kept)
