# mistake: no-blank-line
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
agent = os.environ.get("HTTP_USER_AGENT", "unknown")
print("Content-Type: text/html; charset=utf-8")
print("<h1>café</h1>")
print("<p>%s</p>" % os.environ["REQUEST_METHOD"])
print("<p>%s</p>" % agent)
