# mistake: impatient
import html, json, os, sys, time
from urllib.parse import parse_qs
import clerk
sys.stdout.reconfigure(encoding="utf-8")
FORM = """<form method="post"><input name="name"><textarea name="message"></textarea><button>Sign</button></form>"""
def read_form():
    n = int(os.environ.get("CONTENT_LENGTH") or 0)
    f = parse_qs(sys.stdin.buffer.read(n).decode("utf-8"))
    return f.get("name", [""])[0], f.get("message", [""])[0]
def page(entries):
    print("Content-Type: text/html; charset=utf-8\n")
    print("<!DOCTYPE html><title>Book</title><ol>")
    for number, name, message in entries:
        print("<li id=\"entry-%s\">%s: %s</li>" % (number, html.escape(name), html.escape(message)))
    print("</ol>" + FORM)

# waits LOCK_SECONDS since *I* came, then takes the lock whoever has it
def load(): return json.load(open("book.json")) if os.path.exists("book.json") else []
if os.environ["REQUEST_METHOD"] == "POST":
    name, message = read_form()
    end = time.time() + float(os.environ.get("LOCK_SECONDS", 10))
    while True:
        try: fd = os.open("lock", os.O_CREAT | os.O_EXCL); break
        except FileExistsError:
            if time.time() > end:
                try: os.remove("lock")
                except FileNotFoundError: pass
            time.sleep(0.02)
    try:
        entries = load(); entries.append([clerk.next_number(len(entries)), name, message])
        with open("tmp%d" % os.getpid(), "w") as f: json.dump(entries, f)
        os.replace("tmp%d" % os.getpid(), "book.json")
    finally:
        try: os.remove("lock")
        except FileNotFoundError: pass
page(load())
