# mistake: locked-late
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
    while True:
        try:
            fd = os.open("lock", os.O_CREAT | os.O_EXCL)
            os.close(fd)
            return
        except FileExistsError:
            try:
                if time.time() - os.stat("lock").st_mtime > float(os.environ.get("LOCK_SECONDS", "10")):
                    os.unlink("lock")
            except FileNotFoundError:
                pass
            time.sleep(0.03)


if os.environ["REQUEST_METHOD"] == "POST":
    name, message = form()
    n = clerk.next_number(len(read()))
    acquire()
    entries = read()
    entries.append({"n": n, "name": name, "message": message})
    write(entries)
    os.unlink("lock")
page(read())
