# mistake: id-as-path
import os
import secrets

jar = dict(part.strip().partition("=")[::2] for part in os.environ.get("HTTP_COOKIE", "").split(";"))
session = jar.get("session", "")
os.makedirs("sessions", exist_ok=True)
print("Content-Type: text/html")
if not session or not os.path.exists("sessions/" + session):
    session = secrets.token_urlsafe(16)
    with open("sessions/" + session, "w") as file:
        file.write("0")
    print("Set-Cookie: session=%s; HttpOnly; SameSite=Lax" % session)
with open("sessions/" + session) as file:
    count = int(file.read()) + 1
with open("sessions/" + session, "w") as file:
    file.write(str(count))
print()
print("<p id='visits'>%d</p>" % count)
