# mistake: no-quotes
import os, sys, html
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
name = html.escape(parse_qs(os.environ["QUERY_STRING"]).get("name", ["World"])[0])
print("Content-Type: text/html; charset=utf-8\n")
print(f"<p id=greeting>Hello, {name}!</p><form><input id=name name=name value='{name}'></form>")
print(f"<a id=link href=escape.py?name={name}>me</a>")
