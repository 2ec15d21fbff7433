import io
import os
import sys
from wsgiref.headers import Headers


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


def run(application):
    state = {"begun": False, "head": None}

    def begin():
        if not state["begun"]:
            status, headers = state["head"]
            os.write(1, b"Status: %s\r\n" % status.encode("latin-1") + bytes(Headers(list(headers))))
            state["begun"] = True

    def write(data):
        begin()
        view = memoryview(data)
        while view:
            view = view[os.write(1, view):]

    def start_response(status, headers, exc_info=None):
        if state["head"] and not exc_info:
            raise RuntimeError
        if state["begun"]:
            raise exc_info[0](exc_info[1])
        state["head"] = status, headers
        return write

    result = None
    try:
        result = application(make(), start_response)
        for data in result:
            if data:
                write(data)
        begin()
    finally:
        if result is not None and hasattr(result, "close"):
            result.close()
