"""The clerk is imported where he is asked: the second script waits for the first before it comes to that."""

import html
import os
import sqlite3
import sys
from urllib.parse import parse_qs

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


def open_book():
    # isolation_level=None: a transaction begins where we say so; a locked book is waited for.
    book = sqlite3.connect("guestbook.db", timeout=60, isolation_level=None)
    book.execute("CREATE TABLE IF NOT EXISTS entries (number INTEGER, name TEXT, message TEXT)")
    return book


def add(book, name, message):
    book.execute("BEGIN IMMEDIATE")         # the lock, before anything is read
    import clerk
    (count,) = book.execute("SELECT count(*) FROM entries").fetchone()
    number = clerk.next_number(count)
    book.execute("INSERT INTO entries VALUES (?, ?, ?)", (number, name, message))
    book.execute("COMMIT")                  # all of it, or nothing


book = open_book()
if os.environ["REQUEST_METHOD"] == "POST":
    length = int(os.environ.get("CONTENT_LENGTH") or 0)
    fields = parse_qs(sys.stdin.buffer.read(length).decode("utf-8"))
    add(book, fields.get("name", [""])[0], fields.get("message", [""])[0])
    print("Status: 303 See Other")
    print("Location:", os.environ["SCRIPT_NAME"])
    print()
else:
    rows = book.execute("SELECT number, name, message FROM entries ORDER BY number")
    shown = [ENTRY.format(number, html.escape(name), html.escape(message)) for number, name, message in rows]
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(PAGE.format(entries="".join(shown)))
