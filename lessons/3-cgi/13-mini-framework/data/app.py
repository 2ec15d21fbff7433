"""A tea shop on top of your miniweb.py: an application to try it with. Change it as you like; a check brings its own."""

import os
import sys
from urllib.parse import parse_qs

from miniweb import render, route, run

HERE = os.environ["SCRIPT_NAME"]        # /13-mini-framework/app.py; what follows it in an address is the path
TEAS = {"assam": "strong & malty", "oolong": "between green and black", "sencha": "green, \u201ctoasted\u201d <lightly>"}

TOP = """<!DOCTYPE html>
<title>{{title}}</title>
<link rel="stylesheet" href="/style.css">
<h1>{{title}}</h1>
"""
TEA = '<li><a href="{{here}}/tea/{{name}}">{{name}}</a></li>'
FORM = """
<form method="post" action="{{here}}/order">
  <p>A cup for <input name="who" value="Zo\xeb"> <button>Order</button></p>
</form>
<p><a href="{{here}}/broken">a handler with a mistake</a>, <a href="{{here}}/nowhere">an address without a handler</a></p>
"""


@route("/")
def home():
    teas = "".join(render(TEA, here=HERE, name=name) for name in TEAS)
    return render(TOP, title="Tea") + "<ul>" + teas + "</ul>" + render(FORM, here=HERE)


@route("/tea/<name>")
def tea(name):
    return render(TOP + '<p id="tea">{{taste}}</p>', title=name, taste=TEAS.get(name, "We do not have that."))


@route("/order", "POST")
def order():
    body = sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0))
    who = parse_qs(body.decode("utf-8")).get("who", ["nobody"])[0]
    return render(TOP + '<p id="order">A cup for {{who}}!</p>', title="Ordered", who=who)


@route("/broken")
def broken():
    return render(TOP, title=TEAS["coffee"])


run()
