import os
import sqlite3
import sys
from html import escape
from urllib.parse import parse_qs


def main():
    out = sys.stdout.buffer
    db = sqlite3.connect("entries.txt")
    db.execute("CREATE TABLE IF NOT EXISTS entries (number INTEGER PRIMARY KEY, text TEXT)")
    if os.environ["REQUEST_METHOD"] == "POST":
        data = sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"]))
        form = parse_qs(data.decode(), keep_blank_values=True)
        with db:
            db.execute("INSERT INTO entries (text) VALUES (?)", form["entry"][:1])
        path = form.get("next", [""])[0].encode("utf-8")
        good = path[:1] == b"/" and path[1:2] not in (b"/", b"\\") and not [c for c in path if c < 33 or c > 126]
        where = path.decode() if good else os.environ["SCRIPT_NAME"]
        address = "http://%s:%s%s" % (os.environ["SERVER_NAME"], os.environ["SERVER_PORT"], where)
        out.write(b"Status: 303 See Other\r\nLocation: " + address.encode() + b"\r\n\r\n")
    else:
        out.write(b"Content-Type: text/html; charset=utf-8\r\n\r\n")
        out.write(b"<form method=post><p>entry <input name=entry><p>next <input name=next></form>\n<ul id=entries>")
        for text, in db.execute("SELECT text FROM entries ORDER BY number"):
            out.write("<li><em>{}</em></li>".format(escape(text)).encode("utf-8"))
        out.write(b"</ul>")
    db.close()


main()
