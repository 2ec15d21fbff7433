"""A page that shows the method and the User-Agent of its visitor, and the word café."""

import html
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")    # whatever the pipe's encoding is, the page says UTF-8

method = os.environ["REQUEST_METHOD"]
agent = os.environ.get("HTTP_USER_AGENT", "unknown")

print("Content-Type: text/html; charset=utf-8")
print()
print("<!DOCTYPE html>")
print("<title>First</title>")
print('<link rel="stylesheet" href="/style.css">')
print("<h1>Welcome to the café</h1>")
print("<p>Your method: {}</p>".format(html.escape(method)))
print("<p>Your browser: {}</p>".format(html.escape(agent)))
