# mistake: counter-in-cookie
import base64
import json
import os
import secrets

jar = dict(part.strip().partition("=")[::2] for part in os.environ.get("HTTP_COOKIE", "").split(";"))
try:
    state = json.loads(base64.urlsafe_b64decode(jar["session"]))
except (KeyError, ValueError):
    state = {"id": secrets.token_hex(16), "visits": 0}
state["visits"] += 1
cookie = base64.urlsafe_b64encode(json.dumps(state).encode()).decode()
print("Content-Type: text/html")
print("Set-Cookie: session=%s; HttpOnly; SameSite=Lax" % cookie)
print()
print("<p id='visits'>%d</p>" % state["visits"])
