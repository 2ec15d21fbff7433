import fcntl, html, json, os, sys, time
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


def lines():
    found = []
    if os.path.exists("book.txt"):
        with open("book.txt") as f:
            for line in f:
                if line.endswith("\n"):
                    found.append(json.loads(line))
    return found

if os.environ["REQUEST_METHOD"] == "POST":
    name, message = form()
    with open("book.lock", "w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        n = clerk.next_number(len(lines()))
        with open("book.txt", "a") as f:
            f.write(json.dumps({"n": n, "name": name, "message": message}) + "\n")
    print("Status: 303 See Other")
    print("Location: " + os.environ["SCRIPT_NAME"])
    print()
else:
    page(lines())
