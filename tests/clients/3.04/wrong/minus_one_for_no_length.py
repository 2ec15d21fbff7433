# mistake: length-missing
import os
import sys
from urllib.parse import parse_qs

sys.stdout.reconfigure(encoding="utf-8")
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print("<form method='post'><input name='name'><input name='message'><button>Send</button></form>")
    sys.exit()
length = os.environ.get("CONTENT_LENGTH")
length = int(length) if length else -1
if length > 10000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo long.")
    sys.exit()
form = parse_qs(sys.stdin.buffer.read(length).decode("utf-8"))
print("Content-Type: text/plain; charset=utf-8\n")
for name in "name", "message":
    print(name + ": " + form.get(name, [""])[0])
