"""A stream that counts down; a page of its own for a failure; nothing leaves as an exception."""

import os
import sys
import traceback
from contextlib import closing


class Body:
    def __init__(self, stream, left):
        self.stream, self.left = stream, left

    def read(self, size=-1):
        size = self.left if size is None or size < 0 else min(size, self.left)
        data = self.stream.read(size)
        self.left -= len(data)
        return data

    def readline(self, size=-1):
        size = self.left if size is None or size < 0 else min(size, self.left)
        line = self.stream.readline(size)
        self.left -= len(line)
        return line

    def readlines(self, hint=None):
        return list(self)

    def __iter__(self):
        return iter(self.readline, b"")


class NoClose:
    def close(self):
        pass


class Gateway:
    started = sent = False

    def environ(self):
        if os.supports_bytes_environ:
            env = {k.decode("latin-1"): v.decode("latin-1") for k, v in os.environb.items()}
        else:
            env = {k: v.encode("utf-8", "surrogateescape").decode("latin-1") for k, v in os.environ.items()}
        env["wsgi.input"] = Body(sys.stdin.buffer, int(env.get("CONTENT_LENGTH", "0") or "0"))
        env["wsgi.errors"] = sys.stderr
        env["wsgi.version"] = 1, 0
        env["wsgi.url_scheme"] = "http"
        env["wsgi.multithread"], env["wsgi.multiprocess"], env["wsgi.run_once"] = False, True, True
        return env

    def start_response(self, status, headers, exc_info=None):
        if exc_info is None and self.started:
            raise RuntimeError("twice")
        if exc_info is not None and self.sent:
            raise exc_info[1]
        self.started = True
        self.status, self.headers = status, headers
        return self.send

    def send(self, data):
        if not self.sent:
            self.sent = True
            os.write(1, b"Status: " + self.status.encode("latin-1") + b"\n")
            for name, value in self.headers:
                os.write(1, (name + ": " + value + "\n").encode("latin-1"))
            os.write(1, b"\n")
        while data:
            data = data[os.write(1, data):]

    def run(self, app):
        try:
            items = app(self.environ(), self.start_response)
            with closing(items if hasattr(items, "close") else NoClose()):
                for item in items:
                    if item != b"":
                        self.send(item)
            self.send(b"")
        except Exception:
            traceback.print_exc()
            if not self.sent:
                self.status, self.headers = "500 Internal Server Error", [("Content-Type", "text/plain")]
                self.send(b"Something went wrong here.\n")


def run(app):
    Gateway().run(app)
