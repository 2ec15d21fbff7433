"""The table is a WSGI application, which wsgiref runs; it logs what a handler raises."""

import html
import re
from wsgiref.handlers import CGIHandler

ROUTES = []


def route(pattern, method="GET"):
    def enter(handler):
        ROUTES.append((re.compile(re.sub(r"\\?<(\w+)\\?>", r"(?P<\1>[^/]+)", re.escape(pattern))), method, handler))
        return handler
    return enter


def render(template, **values):
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda m: html.escape(format(values[m[1]])), template)


def application(environ, start_response):
    path = (environ.get("PATH_INFO") or "/").encode("latin-1").decode("utf-8")
    method = environ["REQUEST_METHOD"]
    status, page, headers = "404 Not Found", "No.", []
    for pattern, wanted, handler in ROUTES:
        match = pattern.fullmatch(path)
        if match and method in (wanted, "HEAD" if wanted == "GET" else wanted):
            status, page, headers = "200 OK", handler(**match.groupdict()), []
            break
        if match:
            status, page = "405 Method Not Allowed", "Not this way."
            headers.append(("Allow", wanted))
    start_response(status, [("Content-Type", "text/html; charset=utf-8"), *headers])
    return [page.encode("utf-8")]


def run():
    CGIHandler().run(application)
