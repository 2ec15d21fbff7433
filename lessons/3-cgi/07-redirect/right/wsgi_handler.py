import json
import string
from html import escape
from urllib.parse import parse_qsl
from wsgiref.handlers import CGIHandler
from wsgiref.util import application_uri

ALLOWED = set(string.ascii_letters + string.digits + string.punctuation)


class Entries:
    """The file holds a line of JSON for each entry."""

    def all(self):
        try:
            with open("entries.txt", encoding="ascii") as file:
                return [json.loads(line) for line in file]
        except FileNotFoundError:
            return []

    def add(self, entry):
        with open("entries.txt", "a", encoding="ascii") as file:
            file.write(json.dumps(entry) + "\n")


def application(environ, start_response):
    entries = Entries()
    if environ["REQUEST_METHOD"] != "POST":
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        items = "".join("<li>%s</li>" % escape(entry) for entry in entries.all())
        page = "<form method='POST'><input name='entry'><input type='hidden' name='next' value=''></form><ul id='entries'>%s</ul>"
        return [(page % items).encode("utf-8")]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    form = dict(parse_qsl(body.decode("ascii")))
    entries.add(form.get("entry", ""))
    path = form.get("next", "")
    if path[:1] != "/" or path[1:2] in ("/", "\\") or not set(path) <= ALLOWED:
        path = "/" + application_uri(environ).split("/", 3)[3]
    start_response("303 See Other", [("Location", path)])
    return []


CGIHandler().run(application)
