# mistake: name-changed
import os, sys, html
from urllib.parse import parse_qs, quote
sys.stdout.reconfigure(encoding="utf-8")
name = parse_qs(os.environ["QUERY_STRING"]).get("name", ["World"])[0]
name = name.replace("<script>", "").replace("</script>", "")
print("Content-Type: text/html; charset=utf-8\n")
print('<p id="greeting">Hello, ' + html.escape(name) + '!</p>')
print('<form><input id="name" name="name" value="' + html.escape(name) + '"></form>')
print('<a id="link" href="escape.py?name=' + quote(name) + '">me</a>')
