"""The standard library's bridge, with an end to its input."""

import io
import os
import sys
from wsgiref.handlers import CGIHandler


class Handler(CGIHandler):
    def get_stdin(self):
        return io.BytesIO(sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0)))


def run(app):
    Handler().run(app)
