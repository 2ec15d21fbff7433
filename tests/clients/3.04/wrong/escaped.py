# mistake: wrong-answer
import os, sys
from urllib.parse import parse_qs
FORM = """\
<!DOCTYPE html>
<title>A form</title>
<link rel="stylesheet" href="/style.css">
<form method="post">
  <p><label>Name <input name="name"></label></p>
  <p><label>Message <textarea name="message"></textarea></label></p>
  <p><button>Send</button></p>
</form>
"""
sys.stdout.reconfigure(encoding="utf-8")
if os.environ["REQUEST_METHOD"] == "POST":
    n = int(os.environ.get("CONTENT_LENGTH") or 0)
    if n > 10000:
        print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo large.")
        sys.exit()
    f = parse_qs(sys.stdin.buffer.read(n).decode("utf-8"))
    print("Content-Type: text/plain; charset=utf-8\n")
    print("name:", f.get("name", [""])[0])
    import html; print("message:", html.escape(f.get("message", [""])[0]))
else:
    print("Content-Type: text/html; charset=utf-8\n"); print(FORM)
