# mistake: matched-too-much
"""Regular expressions, re.sub with a function."""
import html
import os
import re
import sys
import traceback

ROUTES = []


def route(pattern, method="GET"):
    parts = re.split(r"<(\w+)>", pattern)
    source = "".join("(?P<%s>.+)" % part if i % 2 else re.escape(part) for i, part in enumerate(parts))

    def enter(handler):
        ROUTES.append((re.compile(source, re.S), method, handler))
        return handler
    return enter


def render(template, **values):
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda m: html.escape(str(values[m[1]])), template)


def run():
    path = os.environ.get("PATH_INFO") or "/"
    method = os.environ.get("REQUEST_METHOD", "GET")
    wanted = "GET" if method == "HEAD" else method
    allowed = []
    for pattern, its, handler in ROUTES:
        match = pattern.fullmatch(path)
        if not match:
            continue
        if its == wanted:
            try:
                page = handler(**match.groupdict())
            except Exception:
                traceback.print_exc(file=sys.stderr)
                respond("500 Internal Server Error", "<h1>Sorry</h1>")
            else:
                respond("200 OK", page)
            return
        if its not in allowed:
            allowed.append(its)
    if allowed:
        respond("405 Method Not Allowed", render("<h1>{{m}} is not allowed here.</h1>", m=method),
                "Allow: " + ", ".join(allowed))
    else:
        respond("404 Not Found", "<h1>Nothing here</h1>")


def respond(status, page, *headers):
    lines = ["Status: " + status, "Content-Type: text/html; charset=utf-8", *headers, "", ""]
    sys.stdout.buffer.write("\n".join(lines).encode("latin-1") + page.encode("utf-8"))
    sys.stdout.buffer.flush()
