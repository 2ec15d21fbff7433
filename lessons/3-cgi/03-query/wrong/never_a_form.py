# mistake: no-form
import os
import sys
from urllib.parse import parse_qs

sys.stdout.reconfigure(encoding="utf-8")
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
print("Content-Type: text/plain; charset=utf-8\n")
print("q:", fields.get("q", ["(not sent)"])[0])
for tag in fields.get("tag", []):
    print("tag:", tag)
print("n:", fields.get("n", [""])[0] or "10")
