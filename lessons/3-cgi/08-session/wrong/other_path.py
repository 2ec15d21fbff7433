# mistake: not-sent
import os, json, secrets
def load():
    try:
        with open("counts.json") as f: return json.load(f)
    except FileNotFoundError: return {}
counts = load()
sid = None
for part in os.environ.get("HTTP_COOKIE", "").split(";"):
    name, _, value = part.strip().partition("=")
    if name == "session" and value in counts:
        sid = value
print("Content-Type: text/html; charset=utf-8")
if sid is None:
    sid = secrets.token_urlsafe(16)
    counts[sid] = 0
    print("Set-Cookie: session=%s; Path=/admin; HttpOnly; SameSite=Lax" % sid)
counts[sid] += 1
with open("counts.json", "w") as f: json.dump(counts, f)
print()
print('<p>Your visits: <b id="visits">%d</b></p>' % counts[sid])
