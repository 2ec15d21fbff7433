"""A guest book: GET shows it, POST adds an entry. Two visitors at once lose nothing, and neither does a crash."""

import html
import os
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

entries = []    # (number, name, message): read them from where you keep them

if os.environ["REQUEST_METHOD"] == "POST":
    length = int(os.environ.get("CONTENT_LENGTH") or 0)
    fields = parse_qs(sys.stdin.buffer.read(length).decode("utf-8"))
    number = clerk.next_number(len(entries))
    entries.append((number, fields.get("name", [""])[0], fields.get("message", [""])[0]))
    # Keep them, for the visits to come.

shown = [ENTRY.format(number, html.escape(name), html.escape(message)) for number, name, message in entries]
print("Content-Type: text/html; charset=utf-8")
print()
print(PAGE.format(entries="".join(shown)))
