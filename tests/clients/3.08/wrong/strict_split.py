# mistake: neighbour
import json
import os
import secrets

cookies = {}
if os.environ.get("HTTP_COOKIE"):
    for c in os.environ["HTTP_COOKIE"].split("; "):
        name, value = c.split("=")
        cookies[name] = value
data = json.load(open("data.json")) if os.path.exists("data.json") else {}
sid = cookies.get("session")
print("Content-Type: text/html")
if sid not in data:
    sid = secrets.token_urlsafe(16)
    data[sid] = 0
    print("Set-Cookie: session=" + sid + "; HttpOnly; SameSite=Lax")
data[sid] += 1
json.dump(data, open("data.json", "w"))
print()
print("<b id=visits>%s</b>" % data[sid])
