# mistake: lock-left
import warnings; warnings.simplefilter("ignore")
import cgi, html, json, os, sys, time, clerk
LIMIT = 10
os.makedirs("book", exist_ok=True)
def lock():
    while True:
        try:
            os.close(os.open("book.lock", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return
        except FileExistsError:
            try:
                if time.time() - os.stat("book.lock").st_mtime > LIMIT:
                    os.unlink("book.lock")
            except FileNotFoundError:
                pass
            time.sleep(0.01)
def names():
    return sorted((n for n in os.listdir("book") if n.endswith(".json")), key=lambda n: int(n[:-5]))
if os.environ["REQUEST_METHOD"] == "POST":
    form = cgi.FieldStorage(keep_blank_values=True, encoding="utf-8")
    lock()
    try:
        n = clerk.next_number(len(names()))
        with open("new.tmp", "w") as f:
            json.dump([form.getfirst("name", ""), form.getfirst("message", "")], f)
        os.replace("new.tmp", "book/%d.json" % n)
    finally:
        os.unlink("book.lock")
out = "Content-Type: text/html; charset=utf-8\r\n\r\n<title>B</title><form method='post' accept-charset=utf-8><p><input name='name'><textarea name='message'></textarea><button>Go</button></form>"
for n in names():
    with open("book/" + n) as f:
        a, b = json.load(f)
    out += "<p id='entry-%s'><b>%s</b> says <i>%s</i></p>" % (n[:-5], html.escape(a), html.escape(b))
sys.stdout.buffer.write(out.encode("utf-8"))
