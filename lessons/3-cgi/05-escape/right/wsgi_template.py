from html import escape
from string import Template
from urllib.parse import parse_qs, quote
from wsgiref.handlers import CGIHandler

PAGE = Template("""<!doctype html>
<html lang=en><title>Hello, $name!</title>
<div id='greeting'>
  Hello, $name!
</div>
<form><label>Name: <INPUT ID='name' NAME='name' VALUE='$name'></label></form>
<ul><li><a href=escape.py?name=$quoted id=link>$name</a></ul>""")


def application(environ, start_response):
    name = parse_qs(environ["QUERY_STRING"]).get("name", ["World"])[0]
    start_response("200 OK", [("Content-Type", "text/html; charset=UTF-8")])
    return [PAGE.substitute(name=escape(name), quoted=quote(name, safe="")).encode("utf-8")]


CGIHandler().run(application)
