# mistake: printed-before
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
print("<html>")
print("Content-Type: text/html; charset=utf-8")
print()
print("<body>café", os.environ["REQUEST_METHOD"], os.environ.get("HTTP_USER_AGENT", "unknown"))
print("</body></html>")
