"""HTTP/1.1 responses, written to a connection (RFC 9112).

A reply leaves in one send where its body is at hand, and in pieces where it is not. It knows how a body is
framed: by Content-Length, in chunks, or by the end of the connection. It knows nothing of what the body says.
"""

import time

from bundle import VERSION

SERVER = "netprog/" + VERSION
REASONS = {
    100: "Continue", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
    301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect",
    308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required",
    412: "Precondition Failed", 413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
    417: "Expectation Failed", 418: "(Unused)", 421: "Misdirected Request", 422: "Unprocessable Content",
    429: "Too Many Requests", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
    501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def http_date(seconds=None):
    """A moment as HTTP writes it, whatever the locale: "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7)."""
    t = time.gmtime(seconds)
    return "{}, {:02} {} {} {:02}:{:02}:{:02} GMT".format(DAYS[t.tm_wday], t.tm_mday, MONTHS[t.tm_mon - 1],
                                                          t.tm_year,
                                                          t.tm_hour, t.tm_min, t.tm_sec)


def head(status, reason, headers):
    """The status line, the header lines and the empty line, as bytes."""
    lines = ["HTTP/1.1 {} {}".format(status, reason)]
    lines += ["{}: {}".format(name, value) for name, value in headers]
    if any("\r" in line or "\n" in line for line in lines):
        raise ValueError("a header holds a line end")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


class Reply:
    """The response to `request` (None if it could not be read) over `conn`.

    begin(…), write(…) as often as there is something, end() — or whole(…), which is all three in one send.
    `keep_alive` tells whether the connection may carry another request afterwards.
    """

    def __init__(self, conn, request, may_keep=True):
        self.conn = conn
        self.status = None
        self.sent = 0                   # bytes of the body
        self.started = False            # something has been sent
        self.keep_alive = may_keep and request is not None and request.keeps_alive()
        self._is_head = request is not None and request.method == "HEAD"
        self._knows_chunks = request is not None and request.version >= (1, 1)
        self._chunked = False
        self._left = None               # bytes still owed, where the length was promised
        self._pending = b""             # the head, until there is something to send with it

    def whole(self, status, headers, body, reason=None):
        """The whole reply in one send."""
        self.begin(status, headers, len(body), reason)
        self.write(body)
        self.end()

    def begin(self, status, headers, length=None, reason=None):
        """Prepare the head. length: of the body in bytes; None where nobody knows yet."""
        self.status = status
        self._chunked = False
        self._left = None
        headers = list(headers)
        if status == 204 or status == 304 or status < 200:
            self._left = 0              # never a body, never a length (RFC 9110, 8.6)
        elif length is not None:
            headers.append(("Content-Length", length))
            self._left = 0 if self._is_head else length
        elif self._is_head:
            self._left = 0              # the length of what a GET would bring is not known
        elif self._knows_chunks:
            headers.append(("Transfer-Encoding", "chunked"))
            self._chunked = True
        else:
            self.keep_alive = False     # the end of the connection ends the body
        if not self.keep_alive:
            headers.append(("Connection", "close"))
        given = {name.lower() for name, _ in headers}
        ours = [(name, value) for name, value in (("Date", http_date()), ("Server", SERVER))
                if name.lower() not in given]
        self._pending = head(status, REASONS.get(status, "") if reason is None else reason, ours + headers)

    def write(self, data):
        """Send a piece of the body, the head with the first one. Whatever exceeds the promised length is
        dropped."""
        if self._left is not None:
            data = data[:self._left]
            self._left -= len(data)
        if not data:
            return
        self.sent += len(data)
        if self._chunked:
            data = b"%x\r\n%s\r\n" % (len(data), data)
        self._send(data)

    def end(self):
        """Send what ends the body. A body that is shorter than promised ends the connection."""
        if self._left:
            self.keep_alive = False
        last = b"0\r\n\r\n" if self._chunked else b""
        if last or self._pending:
            self._send(last)

    def break_off(self):
        """The body will never be whole: what was sent stays, and the end of the connection tells the
        client."""
        self.keep_alive = False
        if self._pending:
            self._send(b"")

    def raw(self, data):
        """Send bytes that are a response, or a part of one, already; the connection ends with them."""
        self.keep_alive = False
        self._send(data)

    def _send(self, data):
        data, self._pending = self._pending + data, b""
        self.started = True
        self.conn.send(data)
