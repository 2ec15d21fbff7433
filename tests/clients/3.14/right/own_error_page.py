import io
import os
import sys


def make():
    env = {}
    for key in os.environ:
        env[key] = os.environ[key].encode(sys.getfilesystemencoding(), "surrogateescape").decode("latin-1")
    n = os.environ.get("CONTENT_LENGTH")
    env["wsgi.version"] = (1, 0)
    env["wsgi.url_scheme"] = "http"
    env["wsgi.input"] = io.BytesIO(sys.stdin.buffer.read(int(n)) if n else b"")
    env["wsgi.errors"] = sys.stderr
    env["wsgi.multithread"] = False
    env["wsgi.multiprocess"] = True
    env["wsgi.run_once"] = True
    return env


import contextlib
import traceback


class Response:
    def __init__(self):
        self.status = self.headers = None
        self.begun = False

    def __call__(self, status, headers, exc_info=None):
        if self.status and not exc_info:
            raise ValueError("called twice")
        if exc_info and self.begun:
            raise exc_info[1]
        self.status, self.headers = status, list(headers)
        return self.send

    def send(self, data):
        block = b""
        if not self.begun:
            block = "Status: {}\n{}\n".format(self.status, "".join(
                "{}: {}\n".format(a, b) for a, b in self.headers)).encode("iso-8859-1")
            self.begun = True
        sys.stdout.buffer.raw.write(block + data) if len(data) < 4096 else (
            sys.stdout.buffer.write(block + data), sys.stdout.buffer.flush())


def run(app):
    response = Response()
    with contextlib.ExitStack() as stack:
        try:
            result = app(make(), response)
            if getattr(result, "close", None):
                stack.callback(result.close)
            for piece in filter(None, result):
                response.send(piece)
            if not response.begun:
                response.send(b"")
        except Exception as e:
            traceback.print_exc(file=sys.stderr)
            if not response.begun:
                response.status, response.headers = "500 Oh No", [("Content-Type", "text/html")]
                response.send(b"<h1>Oh no</h1>")
