# mistake: in-the-way
"""A guest book: GET shows it, POST adds an entry. Two visitors at once lose nothing, and neither does a crash."""

import html
import os
import fcntl, json
import sys
from urllib.parse import parse_qs

import clerk

PAGE = """\
<!DOCTYPE html>
<title>Guest book</title>
<link rel="stylesheet" href="/style.css">
<h1>Guest book</h1>
<ol>
{entries}</ol>
<form method="post">
  <p><label>Name <input name="name"></label></p>
  <p><label>Message <textarea name="message"></textarea></label></p>
  <p><button>Sign</button></p>
</form>
"""
ENTRY = '<li id="entry-{}">{}: {}</li>\n'

sys.stdout.reconfigure(encoding="utf-8")


def read():
    try:
        with open("book.json", encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def add(name, message):
    with open("lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        book = read()
        book.append([clerk.next_number(len(book)), name, message])
        with open("book.new", "x", encoding="utf-8") as file:
            json.dump(book, file)
        os.replace("book.new", "book.json")


if os.environ["REQUEST_METHOD"] == "POST":
    length = int(os.environ.get("CONTENT_LENGTH") or 0)
    fields = parse_qs(sys.stdin.buffer.read(length).decode("utf-8"))
    add(fields.get("name", [""])[0], fields.get("message", [""])[0])
    print("Status: 303 See Other")
    print("Location:", os.environ["SCRIPT_NAME"])
    print()
else:
    rows = read()
    shown = [ENTRY.format(number, html.escape(name), html.escape(message)) for number, name, message in rows]
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(PAGE.format(entries="".join(shown)))
