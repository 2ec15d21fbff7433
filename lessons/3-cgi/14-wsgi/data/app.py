"""Small WSGI applications, one for each address: app.py/page, app.py/lazy and so on.

They run under the run() of your cgiwsgi.py. A check visits them too, in a copy of its own. Most are wrapped in wsgiref's
validator, which raises an AssertionError where one side breaks the rules of PEP 3333.
"""

import json
import os
import sys
import time
from urllib.parse import parse_qs
from wsgiref.validate import validator

PLAIN = ("Content-Type", "text/plain; charset=utf-8")
HTML = ("Content-Type", "text/html; charset=utf-8")
INDEX = """<!DOCTYPE html>
<title>Applications</title>
<link rel="stylesheet" href="/style.css">
<h1>Applications for your run()</h1>
<ul>%s</ul>
<form method="post" action="%s/echo">
  <p><textarea name="text"></textarea> <button>Echo it</button></p>
</form>
"""


class Closing:
    """Items with a close(), which says on wsgi.errors that it was called."""

    def __init__(self, items, environ):
        self.items = items
        self.errors = environ["wsgi.errors"]

    def __iter__(self):
        return iter(self.items)

    def close(self):
        self.errors.write("closed\n")
        self.errors.flush()


def index(environ, start_response):
    here = environ["SCRIPT_NAME"]
    links = ['<li><a href="%s/%s">%s</a></li>' % (here, name, name) for name in APPLICATIONS]
    start_response("200 OK", [HTML])
    return [(INDEX % ("".join(links), here)).encode("utf-8")]


def show_environ(environ, start_response):
    """Each value with its type; of an object, what one can call."""
    def shown(value):
        return [name for name in dir(value) if name[0] != "_"] + ["__iter__"] * hasattr(value, "__iter__")
    values = {str(name): [type(value).__name__, value] for name, value in environ.items()}
    try:
        environ["wsgi.errors"].write("a line for the log\n")
        environ["wsgi.errors"].flush()
    except Exception:
        pass        # the page shows what it is
    page = {"type": type(environ).__name__, "values": values}
    start_response("200 OK", [PLAIN])
    return [json.dumps(page, indent=1, default=shown).encode("ascii")]


def page(environ, start_response):
    """?status=404 Not Found&text=...: a page like that, with headers that one may lose; &raw=1: with all kinds of bytes."""
    asked = fields(environ)
    start_response(asked.get("status", "200 OK"), [
        PLAIN, ("Set-Cookie", "tea=black"), ("Set-Cookie", "milk=no"), ("X-Author", "Zo\xeb")])
    items = [asked.get("text", "Hello!").encode("utf-8"), b"\n"]
    if "raw" in asked:
        items += [b"\r\n \n\r", bytes(range(256))]
    return Closing([] if environ["REQUEST_METHOD"] == "HEAD" else items, environ)


def echo(environ, start_response):
    """The body of the request, which may be read in several ways."""
    start_response("200 OK", [PLAIN])
    stream, how = environ["wsgi.input"], fields(environ).get("how")
    if how == "lines":
        return list(iter(stream.readline, b""))
    if how == "loop":
        return list(stream)
    if how == "pieces":
        return list(iter(lambda: stream.read(5), b""))
    if how == "all":
        return [stream.read(1000000)]       # gives what there is
    return [stream.read(int(environ.get("CONTENT_LENGTH") or 0))]


def generator(environ, start_response):
    """Called, it does nothing yet; it begins when its first item is asked for."""
    start_response("200 OK", [PLAIN])
    for word in fields(environ).get("text", "one two three").split():
        yield word.encode("utf-8") + b"\n"


def lazy(environ, start_response):
    """The second item is made when there is a file named go, or some seconds have passed."""
    start_response("200 OK", [PLAIN])
    yield b"first\n"
    until = time.monotonic() + float(fields(environ).get("seconds", "3"))
    while not os.path.exists("go") and time.monotonic() < until:
        time.sleep(0.01)
    yield b"second\n"


def write(environ, start_response):
    """The old way: start_response returns a function that writes."""
    write = start_response("200 OK", [PLAIN])
    write(b"one ")
    write(b"two ")
    return [b"three\n"]


def nothing(environ, start_response):
    """Headers, and no body."""
    start_response("303 See Other", [HTML, ("Location", environ["SCRIPT_NAME"] + "/page")])
    return [b""] * int(fields(environ).get("items", "0"))


def replaced(environ, start_response):
    """It fails before there was a byte (?empty=1: behind an empty item): another status and other headers take the place."""
    start_response("200 OK", [PLAIN, ("X-First", "yes")])
    if "empty" in fields(environ):
        yield b""
    try:
        raise RuntimeError("the tea is out")
    except RuntimeError:
        start_response("503 Service Unavailable", [PLAIN], sys.exc_info())
    yield b"Sorry.\n"


def too_late(environ, start_response):
    """It fails behind the first item (?write=1: behind a write()): start_response has to raise what it is given."""
    write = start_response("200 OK", [PLAIN])
    if "write" in fields(environ):
        write(b"first\n")
    else:
        yield b"first\n"
    try:
        raise RuntimeError("the tea is out")
    except RuntimeError as failure:
        try:
            start_response("503 Service Unavailable", [PLAIN], sys.exc_info())
        except Exception as raised:
            if str(raised) != str(failure):
                environ["wsgi.errors"].write("start_response raised another exception\n")
            raise
    yield b"never\n"


def twice(environ, start_response):
    """A mistake of the application, which start_response should not let pass."""
    start_response("200 OK", [PLAIN])
    try:
        start_response("404 Not Found", [PLAIN])
    except Exception:
        return [b"refused\n"]
    return [b"not refused\n"]


def raises(environ, start_response):
    """It fails before anything else (?started=1: before the first byte)."""
    if "started" in fields(environ):
        start_response("200 OK", [PLAIN])
    raise RuntimeError("the tea is out")


def breaks(environ, start_response):
    """It fails behind the first item."""
    def items():
        yield b"first\n"
        raise RuntimeError("the tea is out")
    start_response("200 OK", [PLAIN])
    return Closing(items(), environ)


def fields(environ):
    return {name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}


APPLICATIONS = {"environ": show_environ}
for each in page, echo, generator, lazy, write, nothing, replaced, too_late, twice, raises:
    APPLICATIONS[each.__name__] = validator(each)
APPLICATIONS["breaks"] = breaks     # not wrapped: its items and their iterator are two objects


def application(environ, start_response):
    name = environ.get("PATH_INFO", "").strip("/").partition("/")[0]
    return APPLICATIONS.get(name, index)(environ, start_response)


if __name__ == "__main__":
    import cgiwsgi
    cgiwsgi.run(application)
