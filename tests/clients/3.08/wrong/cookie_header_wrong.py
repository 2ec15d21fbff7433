# mistake: no-cookie
import secrets

print("Content-Type: text/html")
print("Cookie: session=" + secrets.token_urlsafe(16) + "; HttpOnly; SameSite=Lax")
print()
print("<b id=visits>1</b>")
