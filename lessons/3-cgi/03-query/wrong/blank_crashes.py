# mistake: blank-dropped
import os
import sys
from urllib.parse import parse_qs

FORM = """<!DOCTYPE html>
<title>Drinks</title>
<form><input name="q"> <input type="checkbox" name="tag" value="hot">hot
<input type="checkbox" name="tag" value="cold">cold <input name="n"> <button>Search</button></form>"""

sys.stdout.reconfigure(encoding="utf-8")
query = os.environ["QUERY_STRING"]
if not query:
    print("Content-Type: text/html; charset=utf-8\n\n" + FORM)
    sys.exit()
fields = parse_qs(query)
print("Content-Type: text/plain; charset=utf-8\n")
print("q:", fields["q"][0])
for tag in fields.get("tag", []):
    print("tag:", tag)
print("n:", fields.get("n", [""])[0] or "10")
