# mistake: no-clerk
import fcntl, json, os, clerk, tempfile
from html import escape
from urllib.parse import parse_qs
from wsgiref.handlers import CGIHandler

def load():
    try:
        with open("book.json", encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return []

def app(environ, start_response):
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        q = parse_qs(body.decode("utf-8"), keep_blank_values=True)
        with open("lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            entries = load()
            print(clerk.next_number(len(entries)), file=__import__("sys").stderr); entries.append({"n": clerk.next_number(len(entries)), "name": q.get("name", [""])[0], "msg": q.get("message", [""])[0]})
            with open("book.json.new", "w", encoding="utf-8") as f:
                json.dump(entries, f)
                f.flush(); os.fsync(f.fileno())
            os.replace("book.json.new", "book.json")
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    yield b"<!doctype html><title>Book</title><table>"
    for e in load():
        yield ("<tr id=entry-%d><td>%s<td>%s</tr>" % (e["n"], escape(e["name"]), escape(e["msg"]))).encode("utf-8")
    yield b"</table><form method=post><input name=name><textarea name=message></textarea><button>ok</button></form>"

CGIHandler().run(app)
