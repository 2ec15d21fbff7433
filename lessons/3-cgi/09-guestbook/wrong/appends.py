# mistake: same-number
import html
import json
import os
import sys
from urllib.parse import parse_qs

import clerk

sys.stdout.reconfigure(encoding="utf-8")
lines = open("book.txt").readlines() if os.path.exists("book.txt") else []
if os.environ["REQUEST_METHOD"] == "POST":
    fields = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode("utf-8"))
    entry = json.dumps([clerk.next_number(len(lines)), fields["name"][0], fields["message"][0]]) + "\n"
    with open("book.txt", "a") as file:
        file.write(entry)
    lines.append(entry)
print("Content-Type: text/html; charset=utf-8\n")
for line in lines:
    number, name, message = json.loads(line)
    print("<p id='entry-%s'>%s: %s</p>" % (number, html.escape(name), html.escape(message)))
print("<form method=post><input name=name><input name=message><button>Sign</button></form>")
