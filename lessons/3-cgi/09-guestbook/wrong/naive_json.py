# mistake: lost-update
import html
import json
import os
import sys
from urllib.parse import parse_qs

import clerk

sys.stdout.reconfigure(encoding="utf-8")
try:
    with open("book.json", encoding="utf-8") as file:
        entries = json.load(file)
except FileNotFoundError:
    entries = []

if os.environ["REQUEST_METHOD"] == "POST":
    fields = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode("utf-8"))
    number = clerk.next_number(len(entries))
    entries.append([number, fields.get("name", [""])[0], fields.get("message", [""])[0]])
    with open("book.new", "w", encoding="utf-8") as file:
        json.dump(entries, file)
    os.replace("book.new", "book.json")

print("Content-Type: text/html; charset=utf-8\n")
for number, name, message in entries:
    print("<p id='entry-%d'>%s: %s" % (number, html.escape(name), html.escape(message)))
print("<form method=post><input name=name><input name=message><button>Sign</button></form>")
