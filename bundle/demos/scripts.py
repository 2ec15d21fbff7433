"""For a demonstration whose program is a CGI script, too: a gateway that runs it, and tells of both sides of the script.

`cgi` among the servers of a demonstration is this gateway. The program lies in the folder that it serves, as /program.py,
and finds meta-variables there when it is run as a script. On the wire stand what the visitors and the gateway say to each
other ("visitor", "visitor 2"), what each script reads and prints ("script 1"), and why one failed ("log"). With
`cgi/environ`, what the request became in the script's environment is told as well, and all three stand apart.
"""

from bundle.servers.cgi_folder import CgiFolder
from bundle.servers.gateway import Gateway, GatewayService
from bundle.servers.http_reply import REASONS

PORT = 8080
OF_THE_REQUEST = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_", "HTTP_")
OTHER_WAY = {"sent": "received", "received": "sent", None: "sent"}


def service(folder, visitors, transcript, environ):
    """The service for the scripts in `folder`; `visitors` is the transcript of its connections."""
    store = CgiFolder(folder, transcript=SeenInParts(transcript) if environ else Seen(transcript))
    gateway = GatewayService(store, PORT, visitors)
    gateway.session_class = ShownWithEnviron if environ else Shown
    return gateway


class Shown(Gateway):
    """It reads all that a script prints before it answers, and says little where it failed: both fit the wire."""

    def _first_part(self, script):
        output = bytearray()
        while True:
            piece = script.read()
            if not piece:
                return bytes(output), True
            output += piece

    def _fail(self, visit, reply, failure):
        visit.failure = failure
        self.store.transcript.note("log", None, "%s %s" % (failure.sentence, failure.advice))
        page = "%d %s\n" % (failure.status, REASONS[failure.status])
        return reply.whole(failure.status, [("Content-Type", "text/plain")], page.encode("ascii"))


class ShownWithEnviron(Shown):
    def _announce(self, visit, transcript):
        super()._announce(visit, transcript)
        for name, value in visit.variables.items():
            if name.startswith(OF_THE_REQUEST):
                words = "%s=%s" % (name, value.decode("utf-8", "replace"))
                transcript.note(visit.connection + ", environment", "sent", words)


class Seen:
    """A transcript of scripts as their visitor sees it: what they read was sent, what they print is received."""

    def __init__(self, transcript):
        self._transcript = transcript

    def add(self, connection, kind, direction=None, data=b"", note=""):
        if kind == "fin":
            if direction == "received":
                return          # how long its input is, CONTENT_LENGTH says
            kind, note = "note", "the script ends"
        self._transcript.add(connection, kind, OTHER_WAY[direction], data, note=note)

    def note(self, connection, direction, words):
        self._transcript.add(connection, "note", direction, note=words)


class SeenInParts(Seen):
    def add(self, connection, kind, direction=None, data=b"", note=""):
        parts = {"received": ", stdin", "sent": ", stdout"}
        super().add(connection + parts.get(direction, ""), kind, direction, data, note)
