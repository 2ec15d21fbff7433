# mistake: form-again
import os
import sys
from urllib.parse import parse_qs

FORM = """<!DOCTYPE html>
<title>Drinks</title>
<form><input name="q"> <input type="checkbox" name="tag" value="hot">hot
<input type="checkbox" name="tag" value="cold">cold <input name="n"> <button>Search</button></form>"""

sys.stdout.reconfigure(encoding="utf-8")
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html; charset=utf-8\n\n" + FORM)
else:
    fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
    print("Content-Type: text/plain; charset=utf-8\n")
    print("q:", fields.get("q", ["(not sent)"])[0])
    for tag in fields.get("tag", []):
        print("tag:", tag)
    print("n:", fields.get("n", [""])[0] or "10")
