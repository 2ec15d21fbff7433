# mistake: joined
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


def run(app):
    head = []
    done = []
    out = sys.stdout.buffer

    def begin():
        if not done:
            done.append(1)
            out.write(("Status: %s\r\n" % head[0]).encode("latin-1"))
            for pair in head[1]:
                out.write(("%s: %s\r\n" % pair).encode("latin-1"))
            out.write(b"\r\n")

    def write(data):
        begin()
        out.write(data)

    def start_response(status, headers, exc_info=None):
        if exc_info and done:
            raise exc_info[1]
        if head and not exc_info:
            raise AssertionError
        head[:] = [status, headers]
        return write

    result = app(make(), start_response)
    try:
        for data in result:
            if data:
                write(data)
        begin()
        out.flush()
    finally:
        if hasattr(result, "close"):
            result.close()
