# mistake: escaped-twice
import os, sys, html
from urllib.parse import parse_qs, urlencode
sys.stdout.reconfigure(encoding="utf-8")
fields = parse_qs(html.escape(os.environ["QUERY_STRING"]))
name = html.escape(fields.get("name", ["World"])[0])
print("Content-Type: text/html; charset=utf-8\n")
print('<p id="greeting">Hello, ' + html.escape(name) + '!</p>')
print('<form><input id="name" name="name" value="' + name + '"></form>')
print('<a id="link" href="escape.py?' + urlencode({"name": name}) + '">me</a>')
