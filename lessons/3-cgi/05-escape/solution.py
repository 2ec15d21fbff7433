"""A page that greets its visitor by name: in text, in an attribute, and in a link."""

import html
import os
import sys
from urllib.parse import parse_qs, quote

PAGE = """\
<!DOCTYPE html>
<title>Greetings</title>
<link rel="stylesheet" href="/style.css">
<h1 id="greeting">Hello, {text}!</h1>
<form>
  <p><input id="name" name="name" value="{attribute}">
     <button>That is my name</button></p>
</form>
<p><a id="link" href="{link}">My page</a></p>
"""

sys.stdout.reconfigure(encoding="utf-8")

fields = parse_qs(os.environ["QUERY_STRING"])
name = fields.get("name", ["World"])[0]
address = "escape.py?name=" + quote(name)       # the name is in an address …

print("Content-Type: text/html; charset=utf-8")
print()
print(PAGE.format(text=html.escape(name),
                  attribute=html.escape(name),
                  link=html.escape(address)))   # … and the address in an attribute
