# mistake: form-again
FORM = """\
<!DOCTYPE html>
<title>A form</title>
<form method="post">
  <p><label>Name <input name="name"></label></p>
  <p><label>Message <textarea name="message"></textarea></label></p>
  <p><button>Send</button></p>
</form>
"""
import os, sys, urllib.parse
sys.stdout.reconfigure(encoding="utf-8")
if os.environ["REQUEST_METHOD"] == "post":
    n = int(os.environ.get("CONTENT_LENGTH") or 0)
    if n > 10000:
        print("Status: 413 Content Too Large")
        print("Content-Type: text/plain; charset=utf-8")
        print()
        print("Too long.")
    else:
        f = urllib.parse.parse_qs(sys.stdin.buffer.read(n).decode("utf-8"))
        print("Content-Type: text/plain; charset=utf-8")
        print()
        print("name:", f.get("name", [""])[0])
        print("message:", f.get("message", [""])[0])
else:
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(FORM)
