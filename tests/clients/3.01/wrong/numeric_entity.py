# mistake: not-shown
import os
from html import escape

print("Content-Type: text/html; charset=utf-8")
print()
print("<h1>caf&#233;</h1>")
print("<p>", os.environ["REQUEST_METHOD"], "<p>", escape(os.environ.get("HTTP_USER_AGENT", "unknown")))
