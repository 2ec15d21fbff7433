import os, sys
from html import escape as e
from urllib.parse import parse_qsl, quote
out = open(1, "w", encoding="utf-8", closefd=False)
name = dict(parse_qsl(os.environ["QUERY_STRING"])).get("name") or "World"
shown = e(name)
print("Content-Type: text/html; charset=utf-8", file=out)
print("", file=out)
print("<!DOCTYPE html><html><head><title>", shown, "</title></head><body>", sep="", file=out)
print("<!-- for", shown, "--><span id='greeting'>Hello,", file=out)
print(shown + "!</span>", file=out)
print('<form method="get" action="escape.py"><input type="text" value="%s" id="name" name="name"/></form>' % shown, file=out)
print('<a title="%s" href="escape.py?name=%s#top" id="link">%s</a></body></html>' % (shown, quote(name), shown), file=out)
out.close()
