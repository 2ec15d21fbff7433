# mistake: crashed
import html, json, os, sys, time
from urllib.parse import parse_qs
import clerk
sys.stdout.reconfigure(encoding="utf-8")
FORM = """<form method="post"><input name="name"><textarea name="message"></textarea><button>Sign</button></form>"""
def read_form():
    n = int(os.environ.get("CONTENT_LENGTH") or 0)
    f = parse_qs(sys.stdin.buffer.read(n).decode("utf-8"))
    return f.get("name", [""])[0], f.get("message", [""])[0]
def page(entries):
    print("Content-Type: text/html; charset=utf-8\n")
    print("<!DOCTYPE html><title>Book</title><ol>")
    for number, name, message in entries:
        print("<li id=\"entry-%s\">%s: %s</li>" % (number, html.escape(name), html.escape(message)))
    print("</ol>" + FORM)

import fcntl
# lock right, append right, but a half line of a killed script is glued to the next / breaks the reader
def load():
    return [l.rstrip("\n").split("\t") for l in open("book.txt")] if os.path.exists("book.txt") else []
if os.environ["REQUEST_METHOD"] == "POST":
    name, message = read_form()
    with open("lock", "w") as l:
        fcntl.flock(l, fcntl.LOCK_EX)
        number = clerk.next_number(len(load()))
        with open("book.txt", "a") as f:
            print(number, name, message, sep="\t", file=f)
page(load())
