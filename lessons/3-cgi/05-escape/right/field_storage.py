import cgi
import sys
from html import escape
from urllib.parse import urlencode

sys.stdout.reconfigure(encoding="utf-8")
name = cgi.FieldStorage().getfirst("name", "World")
print("Content-Type: text/html; charset=utf-8\n")
print(f"<html><body><p id=greeting>Hello, {escape(name)}!</p>")
print(f"<form action=escape.py><input type=text name=name id=name value='{escape(name)}'></form>")
print(f"<a href='?{escape(urlencode({'name': name}))}' id=link>again</a></body></html>")
