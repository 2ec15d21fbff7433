import cgi
import os
import sys
from html import escape

sys.stdout.reconfigure(encoding="utf-8")
FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "entries.txt")


def local(path):
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return False
    return all(33 <= ord(letter) <= 126 for letter in path)


if os.environ["REQUEST_METHOD"] == "POST":
    form = cgi.FieldStorage()
    with open(FILE, "a", encoding="utf-8", newline="\n") as file:
        print(form.getfirst("entry", ""), file=file)
    target = form.getfirst("next", "")
    if not local(target):
        target = os.environ["SCRIPT_NAME"]
    print(f"Location: {target}\nStatus: 303\nContent-Type: text/html; charset=utf-8\n")
    print(f"<a href='{escape(target)}'>Go on</a>")
else:
    print("Content-Type: text/html; charset=utf-8\n\n<form method=post><input name=entry><input name=next>")
    print("<input type=submit></form><ol id=entries>")
    if os.path.isfile(FILE):
        with open(FILE, encoding="utf-8") as file:
            for line in file:
                print("<li>" + escape(line.rstrip("\n")))
    print("</ol>")
