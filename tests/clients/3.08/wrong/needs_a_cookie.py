# mistake: crashed
import os
import secrets

cookies = dict(c.split("=", 1) for c in os.environ["HTTP_COOKIE"].split("; "))
print("Content-Type: text/html\n")
print("<b id=visits>1</b>")
