# mistake: no-match
"""A small web framework: route() enters a handler in a table, run() calls the
one that fits the request, render() fills in a template."""

import html
import os
import re
import sys
import traceback

ROUTES = []     # (regular expression, method, handler)


def route(pattern, method="GET"):
    """A decorator: the function below it is the handler for this route."""
    def enter(handler):
        ROUTES.append((expression(pattern), method, handler))
        return handler
    return enter


def expression(pattern):
    """/tea/<name> as a regular expression."""
    parts = re.split(r"<(\w+)>", pattern)       # text, name, text, name, text
    for index, part in enumerate(parts):
        parts[index] = "(?P<%s>[^/]+)" % part if index % 2 else part.replace(".", "[.]")
    return re.compile("".join(parts))


def render(template, **values):
    """`template` with a value, escaped, in the place of each {{name}}."""
    def value(match):
        return html.escape(str(values[match.group(1)]))
    return re.sub(r"\{\{ *(\w+) *\}\}", value, template)


def run():
    """Answer this request with the page of the handler that fits."""
    method = os.environ["REQUEST_METHOD"]
    path = os.environ.get("PATH_INFO") or "/"
    try:
        answer = dispatch("GET" if method == "HEAD" else method, path)
    except Exception:
        traceback.print_exc()                   # for the log
        answer = ("500 Internal Server Error", "<h1>Something went wrong here.</h1>")
    respond(*answer)


def dispatch(wanted, path):
    """The status, the page and more headers."""
    allowed = []
    for pattern, method, handler in ROUTES:
        match = pattern.fullmatch(path)
        if match and method == wanted:
            return "200 OK", handler(**match.groupdict())
        if match:
            allowed.append(method)
    if allowed:
        page = render("<h1>{{method}} is not allowed here.</h1>", method=wanted)
        return "405 Method Not Allowed", page, "Allow: " + ", ".join(allowed)
    return "404 Not Found", render("<h1>There is no {{path}}.</h1>", path=path)


def respond(status, page, *headers):
    """Print the response; headers: "Allow: GET" and so on."""
    sys.stdout.reconfigure(encoding="utf-8")
    print("Status:", status)
    print("Content-Type: text/html; charset=utf-8")
    for header in headers:
        print(header)
    print()
    print(page)
