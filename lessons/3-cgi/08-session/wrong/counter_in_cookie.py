# mistake: counter-in-cookie
import os
import secrets

jar = dict(part.strip().partition("=")[::2] for part in os.environ.get("HTTP_COOKIE", "").split(";"))
count = int(jar["visits"]) + 1 if jar.get("visits", "").isdigit() else 1
session = jar.get("session") or secrets.token_urlsafe(16)
print("Content-Type: text/html")
print("Set-Cookie: session=%s; HttpOnly; SameSite=Lax" % session)
print("Set-Cookie: visits=%d; HttpOnly; SameSite=Lax" % count)
print()
print("<p id='visits'>%d</p>" % count)
