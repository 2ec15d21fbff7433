"""A list of entries: GET shows it, with a form; POST adds to it, and sends the browser on."""

import html
import os
import re
import sys
from urllib.parse import parse_qs

PAGE = """\
<!DOCTYPE html>
<title>Entries</title>
<link rel="stylesheet" href="/style.css">
<form method="post">
  <p><label>Entry <input name="entry" required></label></p>
  <p><label>Then go to <input name="next"></label></p>
  <p><button>Save</button></p>
</form>
<ul id="entries">
{}</ul>
"""


def entries():
    """All that was saved, the oldest first."""
    if not os.path.exists("entries.txt"):
        return []
    with open("entries.txt", encoding="utf-8") as file:
        return file.read().splitlines()


def save(entry):
    with open("entries.txt", "a", encoding="utf-8") as file:
        file.write(" ".join(entry.split()) + "\n")


def is_local_path(address):
    """Whether it leads to a page of this server, in every browser, and is no more than one header long."""
    return re.fullmatch(r"/(?![/\\])[!-~]*", address) is not None


sys.stdout.reconfigure(encoding="utf-8")

if os.environ["REQUEST_METHOD"] == "POST":
    body = sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0))
    fields = parse_qs(body.decode("utf-8"))
    save(fields.get("entry", [""])[0])
    address = fields.get("next", [""])[0]
    print("Status: 303 See Other")
    print("Location:", address if is_local_path(address) else os.environ["SCRIPT_NAME"])
    print()
else:
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(PAGE.format("".join(
        "  <li>{}</li>\n".format(html.escape(entry)) for entry in entries())))
