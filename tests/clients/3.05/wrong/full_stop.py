# mistake: name-changed
import os, sys, html
from urllib.parse import parse_qs, urlencode
sys.stdout.reconfigure(encoding="utf-8")
name = html.escape(parse_qs(os.environ["QUERY_STRING"]).get("name", ["World"])[0])
print("Content-Type: text/html; charset=utf-8\n")
print('<p id="greeting">Hello, ' + name + '.</p>')
print('<form><input id="name" name="name" value="' + name + '"></form>')
print('<a id="link" href="escape.py?' + urlencode({"name": name}) + '">me</a>')
