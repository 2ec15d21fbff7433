# mistake: not-sent
"""Count the visits of each visitor, who is known again by a session ID in a cookie."""

import json
import os
import secrets

STORE = "sessions.json"     # {session ID: visits}


def cookie(wanted):
    """The value of the cookie `wanted` that came with the request; None if there is none."""
    for part in os.environ.get("HTTP_COOKIE", "").split(";"):
        name, equals, value = part.strip().partition("=")
        if equals and name == wanted:
            return value
    return None


def load():
    if not os.path.exists(STORE):
        return {}
    with open(STORE, encoding="utf-8") as file:
        return json.load(file)


def save(sessions):
    with open(STORE + ".new", "w", encoding="utf-8") as file:
        json.dump(sessions, file)
    os.replace(STORE + ".new", STORE)


sessions = load()
session = cookie("session")
is_new = session not in sessions        # whatever came: only what we gave out counts
if is_new:
    session = secrets.token_urlsafe(16)
sessions[session] = sessions.get(session, 0) + 1
save(sessions)

print("Content-Type: text/html; charset=utf-8")
if is_new:
    print("Set-Cookie: session={}; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax".format(session))
print()
print("<!DOCTYPE html>")
print("<title>Visits</title>")
print('<link rel="stylesheet" href="/style.css">')
print('<p>Your visits: <b id="visits">{}</b></p>'.format(sessions[session]))
print('<p><a href="">Once more</a></p>')
