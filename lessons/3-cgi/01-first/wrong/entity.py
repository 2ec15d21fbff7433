# mistake: not-shown
import os

print("Content-Type: text/html; charset=utf-8")
print()
print("<p>caf&eacute;</p>")
print("<p>%s</p><p>%s</p>" % (os.environ["REQUEST_METHOD"], os.environ.get("HTTP_USER_AGENT", "unknown")))
