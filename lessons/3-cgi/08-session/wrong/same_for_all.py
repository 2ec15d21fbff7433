# mistake: same-id
import json
import os
import secrets
import sys

sys.stdout.reconfigure(encoding="utf-8")


def cookies():
    found = {}
    for part in os.environ.get("HTTP_COOKIE", "").split(";"):
        name, _, value = part.strip().partition("=")
        found[name] = value
    return found


def load():
    try:
        with open("visits.json") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def save(visits):
    with open("visits.new", "w") as file:
        json.dump(visits, file)
    os.replace("visits.new", "visits.json")


visits = load()
session = cookies().get("session", "")
print("Content-Type: text/html; charset=utf-8")
visits.setdefault(session, 0)
fresh = not session
if fresh:
    session = "0123456789abcdef01234567"
    visits.setdefault(session, 0)
    print("Set-Cookie: session=%s; HttpOnly; SameSite=Lax" % session)
visits[session] += 1
save(visits)
print()
print("<p>Your visit number <b id=visits>%d</b></p><p><a href=''>Again</a></p>" % visits[session])
