"""HTTP/1.1 requests, read from a connection (RFC 9112).

`read_request` reads the request line and the header section, `read_body` what follows them. Whatever could be
understood in two ways is refused: two readers that disagree on where a request ends are how requests are
smuggled (RFC 9112, 11.2). This file knows neither what is asked for nor how it is answered.
"""

import re

from bundle.wire.connection import LineTooLong

REQUEST_LINE_LIMIT = 8192       # bytes; RFC 9112, 3: at least 8000
HEADER_LINE_LIMIT = 8192
HEADER_LIMIT = 65536            # bytes in all the header lines of a request
MOST_HEADERS = 100
BODY_LIMIT = 16 * 1024 * 1024

TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")                           # RFC 9110, 5.6.2
REQUEST_LINE = re.compile(rb"([^ ]+) ([\x21-\x7e]+) HTTP/([0-9])\.([0-9])\Z")   # RFC 9112, 3
TARGET = re.compile(rb"/[\x21-\x7e]*\Z")
FIELD_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*\Z")                         # RFC 9110, 5.5
DIGITS = re.compile(rb"[0-9]{1,18}\Z")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?\r\n\Z")
AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::([0-9]*))?\Z")
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Refused(Exception):
    """This request gets `status` and the sentence `why` instead of what it asks for."""

    def __init__(self, status, why, headers=()):
        super().__init__("{} {}".format(status, why))
        self.status = status
        self.why = why
        self.headers = list(headers)

    @property
    def leaves_open(self):
        """Whether the request was in order, only what it asks for is not here."""
        return self.status in (301, 404)


class Request:
    """A request line and its header section.

    method      "GET"; case matters
    target      as it came; `path` and `query` are its two parts, still percent-encoded; query is "" if there
                is none
    version     (1, 1)
    headers     [(name, value)], as they came; bytes are kept as latin-1
    host        the name of this server as the client used it, without port; "" if it gave none (HTTP/1.0)
    length      bytes in the body that follows; None if it is chunked
    """

    __slots__ = ("method", "target", "path", "query", "version", "headers", "host", "length", "offset")

    def get(self, name, default=""):
        """The value of the header `name`; several are joined by commas (RFC 9110, 5.3)."""
        values = self.all(name)
        return ", ".join(values) if values else default

    def all(self, name):
        """Every value of the header `name`, in order."""
        name = name.lower()
        return [value for each, value in self.headers if each.lower() == name]

    def has_body(self):
        """Whether the client announced a body, be it an empty one."""
        return self.length is None or bool(self.all("Content-Length"))

    def moved_to(self, target):
        """The request for another page of this server in place of this one: the same visitor, but no body.
        Refused."""
        if not TARGET.match(target.encode("latin-1")):
            raise Refused(502, "That is no address of a page here.")
        other = Request()
        other.method = "HEAD" if self.method == "HEAD" else "GET"
        other.target, other.version, other.host, other.offset = target, self.version, self.host, self.offset
        other.headers = [(name, value) for name, value in self.headers
                         if not name.lower().startswith("content-")]
        other.length = 0
        other.path, other.query, _ = _target(other)
        return other

    def keeps_alive(self):
        """Whether the client expects to send its next request on this connection (RFC 9112, 9.3)."""
        options = [option.strip().lower() for option in self.get("Connection").split(",")]
        return self.version >= (1, 1) and "close" not in options


def read_request(conn):
    """The next request; None if the client closed instead. Refused, Quiet, ConnectionError."""
    offset = conn.consumed
    line = _line(conn, REQUEST_LINE_LIMIT, 414,
                 "The request line is longer than {} bytes.".format(REQUEST_LINE_LIMIT))
    if line == b"\r\n":     # RFC 9112, 2.2: one empty line before a request is forgiven
        offset = conn.consumed
        line = _line(conn, REQUEST_LINE_LIMIT, 414, "The request line is too long.")
    if not line:
        return None
    request = Request()
    request.offset = offset
    _request_line(request, line)
    request.headers = _header_section(conn)
    request.path, request.query, authority = _target(request)
    request.host = _host(request, authority)
    request.length = _length(request)
    return request


def _line(conn, limit, status, why):
    try:
        return conn.read_line(limit)
    except LineTooLong:
        raise Refused(status, why) from None


def _request_line(request, line):
    if not line.endswith(b"\r\n"):
        raise Refused(400, "The request line ends without CR LF.")
    match = REQUEST_LINE.match(line[:-2])
    if not match:
        raise Refused(400, "The request line is not METHOD TARGET HTTP/1.1.")
    method, target, major, minor = match.groups()
    if not TOKEN.match(method):
        raise Refused(400, "The method holds a character that no method may have.")
    if major != b"1":
        raise Refused(505, "This server speaks HTTP/1.1.")
    request.method = method.decode("ascii")
    request.target = target.decode("ascii")
    request.version = (1, min(int(minor), 1))
    if request.method in ("CONNECT", "TRACE"):
        raise Refused(501, "This server does not do {}.".format(request.method))


def _header_section(conn):
    """[(name, value)] up to the empty line. A line is NAME ":" VALUE, nothing else (RFC 9112, 5)."""
    headers = []
    size = 0
    while True:
        line = _line(conn, HEADER_LINE_LIMIT, 431,
                     "A header line is longer than {} bytes.".format(HEADER_LINE_LIMIT))
        if line == b"\r\n":
            return headers
        if not line:
            raise ConnectionAbortedError("the client left in the header section")
        size += len(line)
        if size > HEADER_LIMIT or len(headers) == MOST_HEADERS:
            raise Refused(431, "There are too many headers.")
        headers.append(_field(line))


def _field(line):
    if not line.endswith(b"\r\n"):
        raise Refused(400, "A header line ends without CR LF.")
    if line[:1] in (b" ", b"\t"):
        # RFC 9112, 5.2
        raise Refused(400, "A header line begins with a space: folded lines are obsolete.")
    name, colon, value = line[:-2].partition(b":")
    if not colon or not TOKEN.match(name):      # a space before the colon is refused too: RFC 9112, 5.1
        raise Refused(400, "A header line is not NAME: VALUE.")
    value = value.strip(b" \t")
    if not FIELD_VALUE.match(value):
        raise Refused(400, "A header value holds a control character.")
    return name.decode("ascii"), value.decode("latin-1")


def _target(request):
    """(path, query, authority or None) of the request's target (RFC 9112, 3.2)."""
    target, authority = request.target, None
    if target == "*" and request.method == "OPTIONS":
        return "*", "", None
    if target[:7].lower() == "http://":
        authority, slash, rest = target[7:].partition("/")
        authority, mark, query = authority.partition("?")
        target = slash + rest if slash else "/" + mark + query
    if not target.startswith("/"):
        raise Refused(400, "The target of a request is a path that starts with a slash.")
    if "#" in target:
        raise Refused(400, "The part of an address after # stays in the browser.")
    path, _, query = target.partition("?")
    return path, query, authority


def _host(request, authority):
    """The name by which the client calls this server; only a name of loopback will do.

    A page from elsewhere can have its own name point at 127.0.0.1, and so make a browser ask us on its
    behalf; then it is the Host that gives it away. RFC 9112, 3.2: one Host, no more; RFC 9110, 15.5.20: 421.
    """
    hosts = request.all("Host")
    if len(hosts) > 1:
        raise Refused(400, "There is more than one Host header.")
    if not hosts and request.version >= (1, 1):
        raise Refused(400, "An HTTP/1.1 request needs a Host header.")
    host = hosts[0] if authority is None and hosts else authority
    if host is None:
        return ""
    match = AUTHORITY.match(host)
    if not match:
        raise Refused(400, "The Host header is not a name with an optional port.")
    if match.group(1).lower() not in LOOPBACK_NAMES:
        raise Refused(421, "This server answers to 127.0.0.1 and localhost only.")
    return match.group(1).lower()


def _length(request):
    """Bytes in the body; None if chunked. Two statements about the length are one too many (RFC 9112,
    6.3)."""
    lengths = request.all("Content-Length")
    codings = request.all("Transfer-Encoding")
    if codings:
        if lengths:
            raise Refused(400, "Content-Length and Transfer-Encoding contradict each other.")
        if request.version < (1, 1):
            raise Refused(400, "HTTP/1.0 has no Transfer-Encoding.")
        if len(codings) > 1 or codings[0].lower() != "chunked":
            raise Refused(501, "The only transfer coding here is chunked.")
        return None
    if len(lengths) > 1:
        raise Refused(400, "There is more than one Content-Length.")
    if lengths and not DIGITS.match(lengths[0].encode("latin-1")):
        raise Refused(400, "Content-Length is not a number.")
    return int(lengths[0]) if lengths else 0


def read_body(conn, request, most=BODY_LIMIT):
    """The body, as bytes: all of it or Refused; an empty one if there is none. ConnectionError if the client
    leaves."""
    if request.length is not None and request.length > most:
        raise Refused(413, "The body has {} bytes; at most {} are read.".format(request.length, most))
    _continue(conn, request)
    try:
        if request.length is not None:
            return conn.recv_exact(request.length)
        return _chunked(conn, most)
    except EOFError:
        raise ConnectionAbortedError("the client left in the body") from None


def _continue(conn, request):
    """Tell a client that waits with its body to go on (RFC 9110, 10.1.1)."""
    expected = request.get("Expect").lower()
    if not expected or request.version < (1, 1):
        return
    if expected != "100-continue":
        raise Refused(417, "This server cannot meet that expectation.")
    if request.length != 0:
        conn.send(b"HTTP/1.1 100 Continue\r\n\r\n")


def _chunked(conn, most):
    """The body in chunks, each behind its size in hexadecimal; size 0 is the last (RFC 9112, 7.1)."""
    body = bytearray()
    while True:
        line = _line(conn, 256, 400, "The line with the size of a chunk is too long.")
        if not line:
            raise EOFError
        match = CHUNK_SIZE.match(line)
        if not match:
            raise Refused(400, "The size of a chunk is not a hexadecimal number.")
        size = int(match.group(1), 16)
        if len(body) + size > most:
            raise Refused(413, "The body has more than {} bytes.".format(most))
        if size == 0:
            _header_section(conn)       # the trailer section: read, and not believed
            return bytes(body)
        body += conn.recv_exact(size)
        if conn.recv_exact(2) != b"\r\n":
            raise Refused(400, "A chunk is longer than its size.")
