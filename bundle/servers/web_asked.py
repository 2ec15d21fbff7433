"""A request as the practice web site looks at it: fields and cookies decoded, and what it was answered."""

import time
from urllib.parse import parse_qsl, unquote_to_bytes

from bundle.servers.http_message import Refused

MOST_FIELDS = 100
FORM = "application/x-www-form-urlencoded"


class Asked:
    """One request.

    request   the http_message.Request; None if it could not be read
    method    "GET"; "" if it could not be read
    target    as it came; `path` is decoded, without the query
    fields    of the form, [(name, value)] decoded: of the body where there is one, else of the query
    body      bytes
    cookies   [(name, value)], in the order in which they came
    offset    of its first byte, in all that the program sent on this connection
    moment    time.monotonic() when all of it had come
    status    of the answer; None before, and for ever if there was none
    headers   of the answer, [(name, value)]
    page      the body of the answer, in bytes; for HEAD, too
    why       the sentence of a refusal
    """

    __slots__ = ("request", "method", "target", "path", "query", "fields", "body", "cookies", "offset",
                 "moment", "status", "headers", "page", "why")

    def __init__(self, request, offset, body=b""):
        self.request = request
        self.offset = offset
        self.body = body
        self.moment = time.monotonic()
        self.method = request.method if request else ""
        self.target = request.target if request else ""
        self.path = unquote_to_bytes(request.path).decode("utf-8", "surrogateescape") if request else ""
        self.query = request.query if request else ""
        self.cookies = cookies(request) if request else []
        self.fields = []
        self.status = None
        self.headers = []
        self.page = b""
        self.why = ""

    def __repr__(self):
        return "<{0.method} {0.target} at {0.offset}: {0.status}>".format(self)

    def get(self, name, default=""):
        """The value of the header `name` of the answer."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), default)

    def cookie(self, name):
        """The value of the first cookie of that name; "" if there is none."""
        return dict(reversed(self.cookies)).get(name, "")

    def field(self, name):
        """The value of the first field of that name; "" if there is none."""
        return dict(reversed(self.fields)).get(name, "")

    def read_form(self):
        """Fill in `fields`. Refused for a body that is no form, or one with too many fields."""
        data = self.query.encode("ascii")
        if self.method == "POST":
            kind = self.request.get("Content-Type").partition(";")[0].strip().lower()
            if kind != FORM:
                kind = kind or "of no type at all"
                raise Refused(415, "A form comes as {}; this is {}.".format(FORM, kind))
            data = self.body
        try:
            # Not even one byte of the body need be ASCII; what is no UTF-8 shows as U+FFFD.
            self.fields = parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True, errors="replace",
                                    max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Refused(413, "The form has more than {} fields.".format(MOST_FIELDS)) from None


def cookies(request):
    """[(name, value)] of the Cookie header (RFC 6265, 4.2.1)."""
    found = []
    for pair in ";".join(request.all("Cookie")).split(";"):
        name, equals, value = pair.partition("=")
        if equals and name.strip():
            found.append((name.strip(), value.strip()))
    return found
