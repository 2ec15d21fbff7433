import os
import sys
from html import escape
from urllib.parse import parse_qs
from wsgiref.handlers import CGIHandler

import clerk


os.makedirs("entries", exist_ok=True)


def names():
    return sorted((name for name in os.listdir("entries") if name.isdigit()), key=int)


def add(text):
    """Each entry is a file of its own, whose name is its number: whoever makes the file has the number."""
    aside = os.path.join("entries", "new-%d" % os.getpid())
    with open(aside, "w", encoding="utf-8") as file:
        file.write(text)
    while True:
        number = clerk.next_number(len(names()))
        try:
            os.link(aside, os.path.join("entries", str(number)))
        except FileExistsError:
            continue
        os.remove(aside)
        return


def app(environ, start_response):
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode("utf-8")
        fields = parse_qs(body)
        add(fields["name"][0] + ": " + fields["message"][0])
        start_response("303 See Other", [("Location", environ["SCRIPT_NAME"])])
        return [b""]
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    page = ["<form method=post><input name=name><input name=message><button>Sign</button></form>"]
    for name in names():
        with open(os.path.join("entries", name), encoding="utf-8") as file:
            page.append('<div id="entry-%s"><b>%s</b></div>' % (name, escape(file.read())))
    return [part.encode("utf-8") for part in page]


CGIHandler().run(app)
