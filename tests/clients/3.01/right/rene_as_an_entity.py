import os
import sys
from html import escape

sys.stdout.reconfigure(encoding="utf-8")
print("Content-Type: text/html; charset=utf-8\n")
print("<h1>Ren&eacute;'s café</h1>")
print("<p>", os.environ["REQUEST_METHOD"], "<p>", escape(os.environ.get("HTTP_USER_AGENT", "unknown")))
