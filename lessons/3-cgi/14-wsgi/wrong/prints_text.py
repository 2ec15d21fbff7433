# mistake: body-changed
import io, os, sys

def run(app):
    enc = sys.getfilesystemencoding()
    environ = {k: v.encode(enc, "surrogateescape").decode("latin-1") for k, v in os.environ.items()}
    body = sys.stdin.buffer.read(int(environ.get("CONTENT_LENGTH") or 0))
    environ.update({"wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
                    "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": True,
                    "wsgi.run_once": True})
    head = []
    sys.stdout.reconfigure(encoding="latin-1")

    def start_response(status, headers, exc_info=None):
        head[:] = [status, headers]
        return print

    items = app(environ, start_response)
    for item in items:
        if head:
            print("Status:", head[0])
            for name, value in head[1]:
                print(name + ": " + value)
            print()
            head.clear()
        print(item.decode("latin-1"), flush=True)
    if hasattr(items, "close"):
        items.close()
