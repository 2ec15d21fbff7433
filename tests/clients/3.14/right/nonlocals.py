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
    stored = None
    sent = False

    def start_response(status, headers, exc_info=None):
        nonlocal stored
        if exc_info is not None and sent:
            raise exc_info[1].with_traceback(exc_info[2])
        if exc_info is None and stored is not None:
            raise Exception("start_response again?")
        stored = (status, headers)
        return write

    def write(data):
        nonlocal sent
        if not sent:
            sys.stdout.reconfigure(encoding="latin-1")
            print("Status: " + stored[0])
            for h, v in stored[1]:
                print(h + ": " + v)
            print(flush=True)
            sent = True
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    body = app(make(), start_response)
    try:
        iterator = iter(body)
        while True:
            try:
                chunk = next(iterator)
            except StopIteration:
                break
            if chunk == b"":
                continue
            write(chunk)
        if not sent:
            write(b"")
    finally:
        try:
            close = body.close
        except AttributeError:
            pass
        else:
            close()
