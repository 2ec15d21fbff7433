# mistake: no-500
"""The bridge from CGI to WSGI: run(app) answers this request with the WSGI application `app`."""

import io
import os
import sys


def run(app):
    answer = Answer(sys.stdout.buffer)
    try:
        run_it(app, answer)
    except Exception:
        import traceback
        traceback.print_exc()
        if not answer.is_begun:
            if not answer.head:
                answer.head = "500 Internal Server Error", [("Content-Type", "text/plain")]
            answer.write(b"")


def run_it(app, answer):
    items = app(make_environ(), answer.start_response)
    try:
        for item in items:
            if item:                    # an empty one may be followed by another status
                answer.write(item)
        if not answer.is_begun:
            answer.write(b"")
    finally:
        if hasattr(items, "close"):
            items.close()


def make_environ():
    """The meta-variables as WSGI wants them: each character stands for a byte."""
    encoding = sys.getfilesystemencoding()
    environ = {name: value.encode(encoding, "surrogateescape").decode("latin-1")
               for name, value in os.environ.items()}
    length = int(environ.get("CONTENT_LENGTH") or 0)
    environ.update({
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(sys.stdin.buffer.read(length)),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": True,
    })
    return environ


class Answer:
    """What is printed: a header block that waits for the first bytes of the body, then the body."""

    def __init__(self, out):
        self.out = out
        self.head = None        # status and headers, as the application gave them last
        self.is_begun = False   # the header block is out: nobody can take it back

    def start_response(self, status, headers, exc_info=None):
        if exc_info:
            try:
                if self.is_begun:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None         # it holds this frame, and this frame it
        elif self.head:
            raise AssertionError("start_response was called twice")
        self.head = status, headers
        return self.write

    def write(self, data):
        if not self.is_begun:
            status, headers = self.head
            self.is_begun = True
            lines = ["Status: " + status] + ["{}: {}".format(*header) for header in headers]
            self.out.write("\r\n".join(lines + ["", ""]).encode("latin-1"))
        self.out.write(data)
        self.out.flush()
