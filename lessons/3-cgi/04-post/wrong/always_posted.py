# mistake: no-form
import os
import sys
from urllib.parse import parse_qs

sys.stdout.reconfigure(encoding="utf-8")
length = int(os.environ.get("CONTENT_LENGTH") or 0)
if length > 10000:
    print("Status: 413 Content Too Large")
    print("Content-Type: text/plain")
    print()
else:
    form = parse_qs(sys.stdin.buffer.read(length).decode())
    print("Content-Type: text/plain; charset=utf-8")
    print()
    for key in ("name", "message"):
        print(key + ":", *form.get(key, []))
