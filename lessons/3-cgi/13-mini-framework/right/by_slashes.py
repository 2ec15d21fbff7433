"""Paths cut at their slashes where that is enough; classes; a template read from left to right."""

import os
import sys
import traceback


class Route:
    def __init__(self, pattern, method, handler):
        self.pattern, self.method, self.handler = pattern, method, handler

    def fit(self, path):
        wanted, given = self.pattern.split("/"), path.split("/")
        if len(wanted) != len(given):
            return None
        found = {}
        for want, part in zip(wanted, given):
            before, mark, rest = want.partition("<")
            if not mark:
                if want != part:
                    return None
                continue
            name, _, after = rest.partition(">")
            value = part[len(before):len(part) - len(after)]
            if not (part.startswith(before) and part.endswith(after) and value):
                return None
            found[name] = value
        return found


class Table(list):
    def find(self, method, path):
        allowed = []
        for route in self:
            parts = route.fit(path)
            if parts is None:
                continue
            if route.method == method or (route.method, method) == ("GET", "HEAD"):
                return route.handler, parts, []
            allowed.append(route.method)
        return None, None, allowed


table = Table()


def route(pattern, method="GET"):
    return lambda handler: table.append(Route(pattern, method, handler)) or handler


def escaped(value):
    return "".join({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}.get(char, char) for char in str(value))


def render(template, **values):
    out = []
    while True:
        before, mark, template = template.partition("{{")
        out.append(before)
        if not mark:
            return "".join(out)
        name, _, template = template.partition("}}")
        out.append(escaped(values[name.strip()]))


def run():
    handler, parts, allowed = table.find(os.environ["REQUEST_METHOD"], os.environ.get("PATH_INFO", "") or "/")
    head = []
    if handler:
        try:
            page = handler(**parts)
        except Exception:
            sys.stderr.write(traceback.format_exc())
            head, page = ["Status: 500 Internal Server Error"], "Sorry."
    elif allowed:
        head = ["Status: 405 Method Not Allowed", "Allow: " + ",".join(sorted(set(allowed) | {"HEAD"}))]
        page = "Not allowed."
    else:
        head, page = ["Status: 404 Not Found"], "Not here."
    text = "\n".join(head + ["Content-Type: text/html; charset=utf-8", "", page])
    sys.stdout.buffer.write(text.encode("utf-8"))
