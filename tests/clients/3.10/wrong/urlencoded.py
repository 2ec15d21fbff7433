# mistake: not-listed decoded
import os, sys
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print("<form method=post enctype=multipart/form-data><input type=file name=file multiple><input name=note><button>ok</button></form>")
    sys.exit()
n = int(os.environ["CONTENT_LENGTH"])
if n > 1000000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo large")
    sys.exit()
from urllib.parse import parse_qs
fields = parse_qs(sys.stdin.buffer.read(n))
print("Content-Type: text/html; charset=utf-8\n")
for data in fields.get(b"file", []):
    open("uploads/x", "wb").write(data)
    print("<p class=saved>x</p>")
