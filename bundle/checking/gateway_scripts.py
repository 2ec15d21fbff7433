"""The scripts that a check gives the learner's gateway to run, and what they report while they run.

A text has {fields}, which whoever writes it to a file fills in (gateway_visits.Site.put). It knows no HTTP.
"""

import time

from bundle.wire.connection import readable

LOGGED = "a line for the log"       # what PAGE writes on stderr

# It notes its CONTENT_LENGTH, and how much of its input it has read; its page is that input, reversed.
PAGE = """\
import os, sys
length = os.environ.get("CONTENT_LENGTH")
open({mark!r}, "w").write(repr(length) + "\\n")
body = sys.stdin.buffer.read(int(length or 0))
open({mark!r}, "a").write("%d" % len(body))
print("Content-Type: text/plain")
print()
print("{word}", body.decode("ascii")[::-1], flush=True)
""" + "print(%r, file=sys.stderr)\n" % LOGGED
OTHER = "print('Content-Type: text/plain\\n\\n{word}')\n"

# Its environment and its folder, a line each: the name, and the value as hex.
SHOW = """\
import os, sys
print("Content-Type: text/plain\\n")
known = getattr(os, "environb", os.environ)
for name in known:
    value = known[name]
    if not isinstance(value, bytes):
        name, value = name.encode("utf-8"), value.encode("utf-8", "surrogateescape")
    print(name.decode("latin-1"), value.hex(), sep="=")
print("the folder", os.path.realpath(".").encode("utf-8", "surrogateescape").hex(), sep="=")
"""
CALLS = """\
import os, socket, sys
runner = socket.create_connection(("127.0.0.1", {port}))
"""
# It prints what it reads, and tells how far it is.
ECHO = CALLS + """\
left = length = int(os.environ["CONTENT_LENGTH"])
sys.stdout.buffer.write(b"Content-Type: application/octet-stream\\r\\n\\r\\n")
while left:
    piece = sys.stdin.buffer.read1(min(left, 20000))
    if not piece:
        break
    left -= len(piece)
    runner.sendall(b"%d " % (length - left))
    sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
"""
# It waits until it is told to go on; its page is its QUERY_STRING.
WAITS = CALLS + """\
runner.sendall(b"waits ")
runner.recv(1)
print("Content-Type: text/plain\\n\\n" + os.environ["QUERY_STRING"])
"""


def printing(output, status=0):
    """A script that prints these bytes and ends with this exit status."""
    ending = "sys.exit({})\n".format(status) if status else ""
    return "import sys\nsys.stdout.buffer.write({!r})\n".format(output) + ending


class Running:
    """A script that has reported: `said` so far, and whether it `ended`."""

    def __init__(self, sock):
        self._sock = sock
        self.said = b""
        self.ended = False

    def hear(self, seconds=0.0):
        """Whether it says anything, or ends, within `seconds`."""
        if self.ended or not readable(self._sock, seconds):
            return False
        try:
            said = self._sock.recv(65536)
        except OSError:
            said = b""      # it was killed
        self.said += said
        self.ended = not said
        return True

    def hear_all(self):
        """Whether it has said anything since; all of it is heard."""
        moved = self.hear()
        while self.hear():
            pass
        return moved

    def ends_within(self, seconds):
        """Whether it ends within `seconds`."""
        limit = time.monotonic() + seconds
        while not self.ended and time.monotonic() < limit:
            self.hear(max(0, limit - time.monotonic()))
        return self.ended

    def has_read(self):
        """How many bytes of its input ECHO has read."""
        return int((self.said.split() or [0])[-1])

    def go_on(self):
        """Let WAITS print its page."""
        try:
            self._sock.sendall(b".")
        except OSError:
            pass    # it has ended

    def close(self):
        self._sock.close()
