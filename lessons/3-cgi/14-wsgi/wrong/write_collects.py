# mistake: write-kept
import io, os, sys
def run(app):
    out = sys.stdout.buffer
    enc = sys.getfilesystemencoding()
    environ = {k: v.encode(enc, "surrogateescape").decode("latin-1") for k, v in os.environ.items()}
    n = int(environ.get("CONTENT_LENGTH") or 0)
    environ.update({"wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(sys.stdin.buffer.read(n)),
        "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": True})
    state = {"head": None, "sent": False}
    def start_response(status, headers, exc_info=None):
        if exc_info:
            try:
                if state["sent"]: raise exc_info[1].with_traceback(exc_info[2])
            finally: exc_info = None
        elif state["head"] is not None:
            raise AssertionError("start_response was called twice")
        state["head"] = (status, list(headers))
        return body.append
    body = []
    def head():
        if state["head"] is None: raise AssertionError("no start_response")
        status, headers = state["head"]
        lines = ["Status: " + status] + ["%s: %s" % h for h in headers]
        out.write("".join(l + "\r\n" for l in lines).encode("latin-1") + b"\r\n")
        state["sent"] = True
    def write(data):
        if not state["sent"]: head()
        out.write(data); out.flush()
    items = app(environ, start_response)
    try:
        for b in body: write(b)
        for item in items:
            if item: write(item)
        if not state["sent"]: head(); out.flush()
    finally:
        if hasattr(items, "close"): items.close()
