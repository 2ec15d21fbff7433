# mistake: not-your-page
import os
import sys
from html import escape
from urllib.parse import parse_qs

sys.stdout.reconfigure(encoding="utf-8")


def is_local_path(path):
    return path[:1] == "/" and path[1:2] not in ("/", "\\") and path.isascii() and not set(path) & set(" \t\r\n")


if os.environ["REQUEST_METHOD"] == "POST":
    form = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode("utf-8"))
    with open("entries.txt", "a", encoding="utf-8") as file:
        file.write(form.get("entry", [""])[0] + "\n")
    path = form.get("next", [""])[0]
    print("Status: 303 See Other")
    print("Location:", path if is_local_path(path) else os.environ["SCRIPT_NAME"])
    print()
else:
    open("entries.txt", "a").close()
    with open("entries.txt", encoding="utf-8") as file:
        items = ["<li>" + escape(line.strip()) for line in file]
    print("Content-Type: text/html; charset=utf-8\n")
    print("<form method=post><input name=entry><input name=next><button>Save</button></form>")
    print("<ul id=entries>", *items, "</ul>")
