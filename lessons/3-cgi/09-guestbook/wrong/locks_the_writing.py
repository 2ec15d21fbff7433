# mistake: locked-late
import html
import json
import os
import sys
import time
from urllib.parse import parse_qs

import clerk

BOOK = "book.json"
LOCK = "book.lock"
LOCK_SECONDS = float(os.environ.get("LOCK_SECONDS", 10))
sys.stdout.reconfigure(encoding="utf-8")


def lock():
    while True:
        try:
            os.close(os.open(LOCK, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return
        except FileExistsError:
            try:
                if time.time() - os.path.getmtime(LOCK) > LOCK_SECONDS:
                    os.remove(LOCK)
            except FileNotFoundError:
                pass
            time.sleep(0.02)


def load():
    if not os.path.exists(BOOK):
        return []
    with open(BOOK, encoding="utf-8") as file:
        return json.load(file)


def save(entries):
    lock()
    try:
        with open(BOOK + ".new", "w", encoding="utf-8") as file:
            json.dump(entries, file)
        os.replace(BOOK + ".new", BOOK)
    finally:
        os.remove(LOCK)


entries = load()
if os.environ["REQUEST_METHOD"] == "POST":
    fields = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode("utf-8"))
    entries.append({"number": clerk.next_number(len(entries)), "name": fields.get("name", [""])[0],
                    "message": fields.get("message", [""])[0]})
    save(entries)

print("Content-Type: text/html; charset=utf-8\n")
for entry in entries:
    print("<p id=entry-{number}>{name}: {message}</p>".format(
        **{key: html.escape(str(value)) for key, value in entry.items()}))
print("<form method=post><input name=name><input name=message><button>Sign</button></form>")
