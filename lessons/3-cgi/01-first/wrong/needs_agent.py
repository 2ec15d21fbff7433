# mistake: needs-user-agent
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
print("Content-Type: text/html; charset=utf-8")
print()
print("<p>café</p>")
print("<p>" + os.environ["REQUEST_METHOD"] + "</p>")
print("<p>" + os.environ["HTTP_USER_AGENT"] + "</p>")
