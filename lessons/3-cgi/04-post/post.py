"""A form: GET shows it, POST answers with what was typed into it."""

import os
import sys

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

if os.environ["REQUEST_METHOD"] == "POST":
    # Read the body from standard input, and answer with its fields.
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print("name:")
    print("message:")
else:
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(FORM)
