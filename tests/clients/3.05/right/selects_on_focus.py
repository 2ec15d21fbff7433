import os
import sys
from html import escape
from urllib.parse import parse_qs, quote

sys.stdout.reconfigure(encoding="utf-8")
name = parse_qs(os.environ["QUERY_STRING"]).get("name", ["World"])[0]
address = "escape.py?name=" + quote(name)
print("Content-Type: text/html; charset=utf-8\n")
print(f"""<h1 id="greeting">Hello, {escape(name)}!</h1>
<form><input id="name" name="name" onfocus="this.select()" value="{escape(name)}"></form>
<a id="link" href="{escape(address)}">My page</a>""")
