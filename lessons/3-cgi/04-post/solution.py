"""A form: GET shows it, POST answers with what was typed into it."""

import os
import sys
from urllib.parse import parse_qs

MOST = 10000    # bytes that a body may have

FORM = """\
<!DOCTYPE html>
<title>A form</title>
<link rel="stylesheet" href="/style.css">
<form method="post">
  <p><label>Name <input name="name"></label></p>
  <p><label>Message <textarea name="message"></textarea></label></p>
  <p><button>Send</button></p>
</form>
"""

sys.stdout.reconfigure(encoding="utf-8")

length = int(os.environ.get("CONTENT_LENGTH") or 0)

if os.environ["REQUEST_METHOD"] != "POST":
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(FORM)
elif length > MOST:
    print("Status: 413 Content Too Large")
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print("At most", MOST, "bytes, please.")
else:
    body = sys.stdin.buffer.read(length)        # bytes: the length does not count characters
    fields = parse_qs(body.decode("utf-8"))
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print("name:", fields.get("name", [""])[0])
    print("message:", fields.get("message", [""])[0])
