import html
import os
import pickle
import sys
import urllib.parse


class App:
    path = "entries.txt"

    def __init__(self):
        self.entries = []
        if os.path.exists(self.path):
            with open(self.path, "rb") as f:
                self.entries = pickle.load(f)

    def POST(self):
        body = os.read(0, int(os.environ["CONTENT_LENGTH"]))
        form = dict(urllib.parse.parse_qsl(body.decode("utf-8")))
        self.entries.append(form["entry"])
        with open(self.path + ".new", "wb") as f:
            pickle.dump(self.entries, f)
        os.replace(self.path + ".new", self.path)
        self.header("Status", "303 See Other")
        self.header("Location", self.safe(form.get("next", "")))
        self.header("Content-Type", "text/plain")
        self.write("\nSaved.\n")

    def safe(self, path):
        second = path[1:2]
        if path.startswith("/") and second != "/" and second != "\\":
            for c in path:
                if not "!" <= c <= "~":
                    break
            else:
                return path
        return "redirect.py?saved=yes"

    def GET(self):
        self.header("Content-Type", "text/html; charset=utf-8")
        self.write("\n<!doctype html><title>x</title><form method=POST action=redirect.py><label>Entry: <input name=entry>"
                   "<select name=next><option>/</select></form>")
        self.write("<ul class=x id='entries'>")
        for e in self.entries:
            self.write("<li><p>%s</p>\n" % html.escape(e))
        self.write("</ul>")

    def header(self, name, value):
        self.write("%s: %s\n" % (name, value))

    def write(self, text):
        sys.stdout.buffer.write(text.encode("utf-8"))


app = App()
getattr(app, os.environ["REQUEST_METHOD"])()
