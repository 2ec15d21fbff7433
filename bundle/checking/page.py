"""What comes of one visit to a CGI script: the response that a visitor got, and what the script did for it."""

from bundle.checking.http_visitor import Response
from bundle.checking.program import read_traceback


class Page(Response):
    """What came of one visit: the response that the visitor got, and what the script did.

    raw       all that the script printed, as bytes (of a local redirect: the last script)
    stderr    what it said there, as bytes
    environ   {name: value}: the meta-variables it was given
    fed       bytes of its input that it took
    """

    flooded = was_ended_by_us = False
    left_first = False
    last_direction = "sent"     # where evidence is looked for: what the script printed last

    def __init__(self, method, rest, headers, body):
        super().__init__()
        self.method, self.rest, self.request_headers, self.request_body = method, rest, headers, body
        self.visit = None
        self.raw = self.stderr = b""
        self.environ = {}
        self.fed = 0
        self.code = None
        self.name = ""              # in the transcript, for evidence
        self.sent = self.received = 0

    def take(self, visits, conn, path):
        """Fill in what the gateway tells of this visit."""
        self._path = path
        self.name, self.sent, self.received = conn.name, conn.sent, conn.received
        if not visits:
            return
        self.visit = visit = visits[-1]
        self.raw, self.stderr, self.code, self.fed = bytes(visit.output), visit.errors, visit.code, visit.fed
        self.environ = {name: value.decode("utf-8", "replace") for name, value in visit.variables.items()}
        self.name, self.sent, self.received = visit.connection, len(visit.body or b""), len(visit.output)
        self.was_ended_by_us = visit.failure is not None and visit.failure.kind == "out-of-time"

    @property
    def stdout(self):
        return self.raw

    @property
    def crash(self):
        """The Crash that its last traceback tells of; None if it printed none."""
        return read_traceback(self.stderr.decode("utf-8", "replace"), self._path)

    def offset_of_body(self):
        """Where in `raw` the body begins; 0 where the gateway answered itself."""
        return max(0, len(self.raw) - len(self.body))

    def end(self):
        """Nothing is left to end: the gateway has done it."""
