"""A visitor that speaks HTTP: it sends one request, reads the response to its end, and leaves.

It trusts nothing of what it reads, and judges nothing: a response that breaks off or makes no sense is said
to.
"""

import re

from bundle.wire.connection import LineTooLong, Quiet

MOST_BODY = 8 * 1024 * 1024     # bytes; more is a flood
MOST_HEAD = 1024 * 1024         # bytes; whoever sends more will not end it
STATUS_LINE = re.compile(rb"HTTP/1\.[0-9] ([0-9]{3})(?: (.*))?\r\n\Z")


class Response:
    """status (0 if there was none), reason, headers [(name, value)], body (bytes), and how it ended.

    whole     the body is as long as the response promised
    flooded   there was more than MOST_BODY
    into      called with each piece of the body, which is then not kept and may be of any length; None: it is kept
    length    bytes of the body that came
    """

    def __init__(self):
        self.status = 0
        self.reason = ""
        self.headers = []
        self.body = b""
        self.whole = False
        self.flooded = False
        self.into = None
        self.length = 0

    def get(self, name, default=""):
        """The value of the header `name`."""
        values = self.all(name)
        return values[0] if values else default

    def all(self, name):
        """Every value of the header `name`."""
        return [value for each, value in self.headers if each.lower() == name.lower()]

    @property
    def text(self):
        """The body as text; what is no UTF-8 shows as U+FFFD."""
        return self.body.decode("utf-8", "replace")


def request_bytes(method, target, host, headers=(), body=None):
    """A request as it goes over the wire. body: bytes, or None for none at all. Each request is the last on
    its connection."""
    lines = ["{} {} HTTP/1.1".format(method, target), "Host: " + host]
    lines += ["{}: {}".format(name, value) for name, value in headers]
    if body is not None:
        lines.append("Content-Length: {}".format(len(body)))
    lines += ["Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1") + (body or b"")


def read_response(conn, method, response):
    """Fill in `response` from `conn`, to its end. Quiet if nothing comes for conn.idle seconds: call
    again."""
    if not response.status:
        _read_head(conn, response)
    if not response.status:
        return
    try:
        response.whole = _read_body(conn, method, response)
    except (ConnectionError, LineTooLong):
        pass    # it stays unfinished


def _read_head(conn, response):
    try:
        match = STATUS_LINE.match(conn.read_line(8192, skip=False))
        if not match:
            return
        began = conn.consumed
        while True:
            if conn.consumed - began > MOST_HEAD:
                return
            line = conn.read_line(65536, skip=False)
            if line in (b"\r\n", b"\n", b""):
                break
            name, _, value = line.decode("latin-1").partition(":")
            response.headers.append((name.strip(), value.strip()))
    except (ConnectionError, LineTooLong):
        return
    response.status = int(match.group(1))
    response.reason = (match.group(2) or b"").decode("latin-1")


def _read_body(conn, method, response):
    """Read the body; returns whether it was whole."""
    if method == "HEAD" or response.status in (204, 304):
        return not conn.recv()
    if response.get("Transfer-Encoding").lower() == "chunked":
        return _read_chunks(conn, response)
    length = response.get("Content-Length")
    while not response.flooded:
        chunk = conn.recv()
        if not chunk:
            return not length or length.isdecimal() and response.length == int(length)
        _add(response, chunk)
    return False


def _read_chunks(conn, response):
    while not response.flooded:
        line = conn.read_line(100, skip=False)
        if not re.match(rb"[0-9a-fA-F]+\r\n\Z", line):
            return False
        size = int(line, 16)
        if size > MOST_BODY:
            return False
        try:
            _add(response, conn.recv_exact(size + 2)[:size])
        except EOFError:
            return False
        if not size:
            return True
    return False


def _add(response, data):
    response.length += len(data)
    if response.into:
        response.into(data)
        return
    response.body += data
    response.flooded = len(response.body) > MOST_BODY


__all__ = ["Quiet", "Response", "read_response", "request_bytes"]
