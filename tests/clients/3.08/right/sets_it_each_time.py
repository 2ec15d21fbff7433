import os
import secrets

ID = ""
for part in os.environ.get("HTTP_COOKIE", "").split(";"):
    if part.strip().startswith("session="):
        ID = part.strip().split("=", 1)[1]

lines = []
if os.path.exists("visits.txt"):
    lines = [line.split() for line in open("visits.txt")]
counts = {key: int(value) for key, value in lines}
if ID not in counts:
    ID = secrets.token_urlsafe()
    counts[ID] = 0
counts[ID] += 1
with open("visits.txt", "w") as f:
    for key in counts:
        f.write(key + " " + str(counts[key]) + "\n")
print("Set-Cookie: session=" + ID + "; HttpOnly; SameSite=Strict; Max-Age=3600")
print("Content-Type: text/html; charset=utf-8")
print()
print("<p>Visits:<br><b id='visits'> " + str(counts[ID]) + " </b> 99")
