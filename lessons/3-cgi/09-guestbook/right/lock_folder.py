import html
import json
import os
import tempfile
import sys
import time
from urllib.parse import parse_qs

import clerk

BOOK = "book.json"
LOCK = "book.lock"
LOCK_SECONDS = float(os.environ.get("LOCK_SECONDS", 10))
sys.stdout.reconfigure(encoding="utf-8")


def load():
    try:
        with open(BOOK, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def save(entries):
    with tempfile.NamedTemporaryFile("w", dir=".", delete=False, encoding="utf-8") as file:
        json.dump(entries, file)
    os.replace(file.name, BOOK)


class Lock:
    def __enter__(self):
        while True:
            try:
                os.mkdir(LOCK)
                return self
            except OSError:
                try:
                    if os.stat(LOCK).st_mtime + LOCK_SECONDS < time.time():
                        os.rmdir(LOCK)
                except OSError:
                    pass
                time.sleep(0.02)

    def __exit__(self, *error):
        os.rmdir(LOCK)


def add(name, message):
    with Lock():
        entries = load()
        entries.insert(0, [clerk.next_number(len(entries)), name, message])
        save(entries)


if os.environ["REQUEST_METHOD"] == "POST":
    fields = parse_qs(sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0)).decode("utf-8"))
    add(fields.get("name", [""])[0], fields.get("message", [""])[0])

print("Content-Type: text/html; charset=utf-8\n")
for number, name, message in load():
    print("<p id=entry-%d>%s: %s" % (number, html.escape(name), html.escape(message)))
print("<form method=post><input name=name><textarea name=message></textarea><button>Sign</button></form>")
