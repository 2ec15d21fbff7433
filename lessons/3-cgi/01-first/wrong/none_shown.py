# mistake: not-shown
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
print("Content-Type: text/html; charset=utf-8")
print()
print("<p>café</p>")
print("<p>", os.environ.get("REQUEST_METHOD"), "</p>")
print("<p>", os.environ.get("HTTP_USER_AGENT"), "</p>")
