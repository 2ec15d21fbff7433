# mistake: wrong-answer
import os
import sys
from urllib.parse import parse_qs

FORM = "<form method=post><input name=name><textarea name=message></textarea><button>Send</button></form>"
sys.stdout.reconfigure(encoding="utf-8")

if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html; charset=utf-8\n\n" + FORM)
    sys.exit()

length = int(os.environ.get("CONTENT_LENGTH") or 0)
if length > 10000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo much.")
    sys.exit()
fields = parse_qs(sys.stdin.buffer.read(length).decode("utf-8"))
print("Content-Type: text/plain; charset=utf-8\n")
for name in ("name", "message"):
    print(name + ":", fields.get(name, [""])[0].partition("\r\n")[0])
