# mistake: lost-update
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
# locks the data file itself, then replaces it: waiters hold a lock on the old inode
def load(f):
    f.seek(0); t = f.read(); return json.loads(t) if t else []
book = open("book.json", "a+")
if os.environ["REQUEST_METHOD"] == "POST":
    name, message = read_form()
    fcntl.flock(book, fcntl.LOCK_EX)
    entries = load(book)
    entries.append([clerk.next_number(len(entries)), name, message])
    with open("tmp.%d" % os.getpid(), "w") as f:
        json.dump(entries, f)
    os.replace("tmp.%d" % os.getpid(), "book.json")
else:
    entries = load(book)
page(entries)
