# mistake: impatient
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


def load():
    try:
        with open(BOOK, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def save(entries):
    with open(BOOK + ".new", "w", encoding="utf-8") as file:
        json.dump(entries, file)
    os.replace(BOOK + ".new", BOOK)


def lock():
    until = time.time() + LOCK_SECONDS
    while True:
        try:
            os.close(os.open(LOCK, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return
        except (FileExistsError, PermissionError):
            if time.time() > until:
                remove()
            time.sleep(0.01)


def remove():
    try:
        os.remove(LOCK)
    except OSError:
        pass


def add(name, message):
    lock()
    try:
        entries = load()
        entries.append([clerk.next_number(len(entries)), name, message])
        save(entries)
    finally:
        remove()


if os.environ["REQUEST_METHOD"] == "POST":
    fields = parse_qs(sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0)).decode("utf-8"))
    add(fields.get("name", [""])[0], fields.get("message", [""])[0])

print("Content-Type: text/html; charset=utf-8\n")
for number, name, message in load():
    print("<p id=entry-%d>%s: %s" % (number, html.escape(name), html.escape(message)))
print("<form method=post><input name=name><textarea name=message></textarea><button>Sign</button></form>")
