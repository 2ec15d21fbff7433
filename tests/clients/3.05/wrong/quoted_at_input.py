# mistake: quoted-in-html name-changed
import os, sys
from urllib.parse import parse_qs, quote_plus
sys.stdout.reconfigure(encoding="utf-8")
name = quote_plus(parse_qs(os.environ["QUERY_STRING"]).get("name", ["World"])[0])
print("Content-Type: text/html; charset=utf-8\n")
print(f'<p id="greeting">Hello, {name}!</p><input id="name" name="name" value="{name}">')
print(f'<a id="link" href="escape.py?name={name}">me</a>')
