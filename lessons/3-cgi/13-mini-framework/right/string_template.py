"""string.Template with other delimiters; a dictionary of patterns, each with a dictionary of methods."""

import html
import logging
import os
import re
import string
import sys

routes = {}


class Braces(string.Template):
    pattern = r"\{\{[ ]*(?:(?P<named>\w+)|(?P<escaped>!)|(?P<braced>!)|(?P<invalid>!))[ ]*\}\}"


def route(pattern, method="GET"):
    regex = "".join("(?P%s[^/]+)" % part if part.startswith("<") else re.escape(part)
                    for part in re.split("(<[^>]*>)", pattern))

    def enter(handler):
        routes.setdefault(regex, {})[method] = handler
        return handler
    return enter


def render(template, **values):
    return Braces(template).substitute({name: html.escape(str(value)) for name, value in values.items()})


def run():
    sys.stdout.reconfigure(encoding="utf-8")
    method = os.environ["REQUEST_METHOD"].replace("HEAD", "GET")
    path = os.environ.get("PATH_INFO") or "/"
    fits = [(re.match(regex + r"\Z", path), handlers) for regex, handlers in routes.items()]
    fits = [(match, handlers) for match, handlers in fits if match]
    status, extra, page = "404 Not Found", "", "<p>Nothing here</p>"
    if fits:
        allow = sorted({name for _, handlers in fits for name in handlers})
        status, extra, page = "405 Method Not Allowed", "Allow: %s\n" % ", ".join(allow), "<p>Not so</p>"
    for match, handlers in fits:
        if method in handlers:
            status, extra = "200 OK", ""
            try:
                page = handlers[method](**match.groupdict())
            except Exception:
                logging.exception("in the handler of %s", path)
                status, page = "500 Internal Server Error", "<p>Our fault</p>"
            break
    print("Status: %s\n%sContent-Type: text/html; charset=utf-8\n\n%s" % (status, extra, page))
