import io
import os
import sys
from urllib.parse import parse_qs

length = int(os.environ.get("CONTENT_LENGTH") or 0)
out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", write_through=True)
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html; charset=utf-8", "", "<form method=post>", sep="\n", file=out)
    print("<input name=name><input name=message><button>OK</button></form>", file=out)
    raise SystemExit
if length > 10000:
    print("Status: 413 Content Too Large", "Content-Type: text/plain", "", "No.", sep="\n", file=out)
    raise SystemExit
body = io.BytesIO(sys.stdin.buffer.read(length))
form = parse_qs(io.TextIOWrapper(body, encoding="utf-8").read())
print("Content-Type: text/plain; charset=utf-8", "", sep="\n", file=out)
for name in "name", "message":
    print(name, " ".join(form.get(name, [])), sep=": ", file=out)
