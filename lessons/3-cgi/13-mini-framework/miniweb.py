"""A small web framework: route() enters a handler in a table, run() calls the
one that fits the request, render() fills in a template."""

import os
import sys

ROUTES = []     # (pattern, method, handler)


def route(pattern, method="GET"):
    """A decorator: the function below it is the handler for this route."""
    def enter(handler):
        ROUTES.append((pattern, method, handler))
        return handler
    return enter


def render(template, **values):
    """`template` with a value in the place of each {{name}}."""
    return template             # 1. Nothing is filled in yet.


def run():
    """Answer this request with the page of the handler that fits."""
    path = os.environ.get("PATH_INFO") or "/"
    for pattern, method, handler in ROUTES:
        if pattern == path:     # 2. <name> and the method are not looked at.
            respond("200 OK", handler())
            return
    # 3. What if no route fits? What if the handler fails?


def respond(status, page, *headers):
    """Print the response; headers: "Allow: GET" and so on."""
    sys.stdout.reconfigure(encoding="utf-8")
    print("Status:", status)
    print("Content-Type: text/html; charset=utf-8")
    for header in headers:
        print(header)
    print()
    print(page)
