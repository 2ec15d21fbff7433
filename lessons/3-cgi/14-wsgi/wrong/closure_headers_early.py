# mistake: headers-early
import io, os, sys

def run(app):
    out = sys.stdout.buffer
    enc = sys.getfilesystemencoding()
    environ = {k: v.encode(enc, "surrogateescape").decode("latin-1") for k, v in os.environ.items()}
    body = sys.stdin.buffer.read(int(environ.get("CONTENT_LENGTH") or 0))
    environ.update({"wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
                    "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": True,
                    "wsgi.run_once": True})
    called = []

    def start_response(status, headers, exc_info=None):
        if called and not exc_info:
            raise AssertionError("called twice")
        if called:
            raise exc_info[1]
        called.append(status)
        out.write(b"Status: " + status.encode("latin-1") + b"\r\n")
        for name, value in headers:
            out.write(name.encode("latin-1") + b": " + value.encode("latin-1") + b"\r\n")
        out.write(b"\r\n")
        return out.write

    items = app(environ, start_response)
    try:
        for item in items:
            out.write(item)
            out.flush()
    finally:
        if hasattr(items, "close"):
            items.close()
