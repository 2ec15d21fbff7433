# mistake: neighbour
import json
import os
import secrets
import sys
from http.cookies import SimpleCookie

sys.stdout.reconfigure(encoding="utf-8")


def cookies():
    jar = SimpleCookie(os.environ.get("HTTP_COOKIE", ""))
    return {name: morsel.value for name, morsel in jar.items()}


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
if session not in visits:
    session = secrets.token_urlsafe(16)
    visits[session] = 0
    print("Set-Cookie: session=%s; HttpOnly; SameSite=Lax" % session)
visits[session] += 1
save(visits)
print()
print("<p>Your visit number <b id=visits>%d</b></p><p><a href=''>Again</a></p>" % visits[session])
