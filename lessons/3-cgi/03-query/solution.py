"""A search form: without a query it is shown, with one its fields are answered."""

import os
import sys
from urllib.parse import parse_qs

FORM = """\
<!DOCTYPE html>
<title>Drinks</title>
<link rel="stylesheet" href="/style.css">
<form>
  <p><label>Search for <input name="q"></label></p>
  <p><label><input type="checkbox" name="tag" value="hot"> hot</label>
     <label><input type="checkbox" name="tag" value="cold"> cold</label>
     <label><input type="checkbox" name="tag" value="sweet"> sweet</label></p>
  <p><label>Show at most <input name="n"></label></p>
  <p><button>Search</button></p>
</form>
"""

sys.stdout.reconfigure(encoding="utf-8")

query = os.environ["QUERY_STRING"]

if query:
    fields = parse_qs(query, keep_blank_values=True)    # {name: [value, ...]}: a name may come twice
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print("q:", fields.get("q", ["(not sent)"])[0])
    for tag in fields.get("tag", []):
        print("tag:", tag)
    print("n:", fields.get("n", [""])[0] or "10")       # missing and blank are the same here
else:
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(FORM)
