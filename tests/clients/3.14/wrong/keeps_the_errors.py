# mistake: environ
"""Closures."""
import io
import os
import sys
import traceback


class Body(io.RawIOBase):
    """At most `left` bytes of a stream."""

    def __init__(self, stream, left):
        self.stream, self.left = stream, left

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.stream.read(min(self.left, len(buffer)))
        self.left -= len(data)
        buffer[:len(data)] = data
        return len(data)


def run(app):
    encoding = sys.getfilesystemencoding()
    environ = {name: value.encode(encoding, "surrogateescape").decode("latin-1") for name, value in os.environ.items()}
    length = environ.get("CONTENT_LENGTH", "")
    environ["wsgi.version"] = (1, 0)
    environ["wsgi.url_scheme"] = "http"
    environ["wsgi.input"] = io.BufferedReader(Body(sys.stdin.buffer, int(length) if length.isdigit() else 0))
    environ["wsgi.errors"] = io.StringIO()
    environ["wsgi.multithread"] = False
    environ["wsgi.multiprocess"] = True
    environ["wsgi.run_once"] = True
    out = sys.stdout.buffer
    kept = []
    sent = False

    def send_head():
        nonlocal sent
        if not kept:
            raise RuntimeError("start_response was not called")
        sent = True
        status, headers = kept
        lines = ["Status: " + status] + [name + ": " + value for name, value in headers]
        out.write("".join(line + "\n" for line in lines + [""]).encode("latin-1"))

    def write(data):
        if not data and not sent:
            return
        if not sent:
            send_head()
        out.write(data)
        out.flush()

    def start_response(status, headers, exc_info=None):
        if exc_info:
            try:
                if sent:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        elif kept:
            raise AssertionError("start_response was called twice")
        kept[:] = [status, list(headers)]
        return write

    try:
        items = app(environ, start_response)
        try:
            for item in items:
                if item:
                    write(item)
            if not sent:
                send_head()
                out.flush()
        finally:
            if hasattr(items, "close"):
                items.close()
    except Exception:
        traceback.print_exc()
        if not sent:
            kept[:] = ["500 Internal Server Error", [("Content-Type", "text/plain")]]
            write(b"Sorry.\n")
