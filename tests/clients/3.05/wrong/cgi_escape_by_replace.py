# mistake: quote-escaped
import os, sys
from urllib.parse import parse_qs, quote
sys.stdout.reconfigure(encoding="utf-8")
def esc(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
name = parse_qs(os.environ["QUERY_STRING"]).get("name", ["World"])[0]
print("Content-Type: text/html; charset=utf-8\n")
print('<p id="greeting">Hello, ' + esc(name) + '!</p>')
print('<form><input id="name" name="name" value="' + esc(name) + '"></form>')
print('<a id="link" href="escape.py?name=' + quote(name) + '">me</a>')
