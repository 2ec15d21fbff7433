"""For a demonstration whose program is a CGI script, too: a gateway that runs it.

`cgi` among the servers of a demonstration is this gateway. The program lies in the folder that it serves, as
/program.py, and finds meta-variables there when it is run as a script. On the wire stand what the visitors and
the gateway say to each other ("visitor", "visitor 2"), what each script reads and prints ("script 1"), and why
one failed ("log"). With `cgi/environ`, what the request became in the script's environment is told as well,
and all three stand apart.
"""

from bundle.servers.cgi_folder import CgiFolder
from bundle.servers.gateway import Gateway, GatewayService
from bundle.servers.http_reply import REASONS

PORT = 8080
OF_THE_REQUEST = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_", "HTTP_")


def service(folder, visitors, transcript, environ):
    """The service for the scripts in `folder`; `visitors` is the transcript of its connections."""
    gateway = GatewayService(CgiFolder(folder, transcript=Seen(transcript, environ)), PORT, visitors)
    gateway.session_class = Shown
    return gateway


class Shown(Gateway):
    """It reads all that a script prints before it answers, and says little where it failed."""

    def _announce(self, visit, transcript):
        super()._announce(visit, transcript)
        transcript.given(visit)

    def _first_part(self, script):
        output = bytearray()
        while True:
            piece = script.read()
            if not piece:
                return bytes(output), True
            output += piece

    def _fail(self, visit, reply, failure):
        visit.failure = failure
        self.store.transcript.add("log", "note", note="%s %s" % (failure.sentence, failure.advice))
        page = "%d %s\n" % (failure.status, REASONS[failure.status])
        return reply.whole(failure.status, [("Content-Type", "text/plain")], page.encode("ascii"))


class Seen:
    """The transcript of the scripts, as their visitors see it: what a script reads was sent, what it prints is
    received.

    parts  tell its environment, too, and name it, stdin and stdout
    """

    def __init__(self, transcript, parts):
        self._transcript = transcript
        self._parts = parts

    def given(self, visit):
        """What the script of `visit` will find: told before it runs, so that nothing it prints comes first."""
        for name, value in visit.variables.items():
            if self._parts and name.startswith(OF_THE_REQUEST):
                words = "%s=%s" % (name, value.decode("utf-8", "replace"))
                self._transcript.add(visit.connection + ", environment", "note", "sent", note=words)
        if visit.body:
            self._transcript.add(self._part(visit.connection, "stdin"), "data", "sent", visit.body)

    def add(self, connection, kind, direction=None, data=b"", note=""):
        """What a Script and the gateway tell."""
        if direction == "received":
            return              # its stdin, which is told already
        if direction == "sent":
            connection, direction = self._part(connection, "stdout"), "received"
        if kind == "fin":
            kind, note = "note", "the script ends"
        self._transcript.add(connection, kind, direction, data, note=note)

    def _part(self, connection, name):
        return "%s, %s" % (connection, name) if self._parts else connection
