# mistake: miscounted
import os
import secrets

counts = {}
cookies = dict(c.strip().partition("=")[::2] for c in os.environ.get("HTTP_COOKIE", "").split(";"))
sid = cookies.get("session")
print("Content-Type: text/html")
if not sid:
    sid = secrets.token_urlsafe(16)
    print("Set-Cookie: session=" + sid + "; HttpOnly; SameSite=Lax")
counts[sid] = counts.get(sid, 0) + 1
print()
print("<b id=visits>%d</b>" % counts[sid])
