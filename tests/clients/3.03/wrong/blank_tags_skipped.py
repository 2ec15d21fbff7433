# mistake: wrong-answer
import os, sys
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
    f = parse_qs(query, keep_blank_values=True)
    print("Content-Type: text/plain; charset=utf-8\n")
    print("q:", f["q"][0] if "q" in f else "(not sent)")
    for t in f.get("tag", []): 
        if t: print("tag:", t)
    print("n:", f.get("n", [""])[0] or 10)
else:
    print("Content-Type: text/html; charset=utf-8\n"); print(FORM)
