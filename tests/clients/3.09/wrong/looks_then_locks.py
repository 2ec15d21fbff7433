# mistake: lost-update same-number locked-late crashed
import html, json, os, sys, time
from urllib.parse import parse_qs
import clerk
sys.stdout.reconfigure(encoding="utf-8")

def page(entries):
    print("Content-Type: text/html; charset=utf-8")
    print()
    print("<html><body><h1>Guests</h1>")
    for e in entries:
        print("<div id='entry-%d'><b>%s</b><br>%s</div>" % (e["n"], html.escape(e["name"]), html.escape(e["message"])))
    print("<form method=post action=''><input name=name><textarea name=message></textarea><input type=submit></form>")

def form():
    f = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode())
    return f["name"][0], f["message"][0]

def read():
    if not os.path.exists("book.json"):
        return []
    with open("book.json") as f:
        return json.load(f)

def write(entries):
    with open("tmp.json", "w") as f:
        json.dump(entries, f)
    os.replace("tmp.json", "book.json")


def acquire():
    pass


if os.environ["REQUEST_METHOD"] == "POST":
    name, message = form()
    acquire()
    entries = read()
    entries.append({"n": clerk.next_number(len(entries)), "name": name, "message": message})
    write(entries)
page(read())
