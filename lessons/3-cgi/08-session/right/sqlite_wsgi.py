import os
import re
import sqlite3
import uuid
from http.cookies import SimpleCookie
from wsgiref.handlers import CGIHandler


def app(environ, start_response):
    db = sqlite3.connect("sessions.db", isolation_level=None)
    db.execute("CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, visits INTEGER)")
    headers = [("Content-Type", "text/html; charset=utf-8")]
    found = re.search(r"(?:^|;)\s*session=([^;]*)", environ.get("HTTP_COOKIE", ""))
    session = found.group(1) if found else None
    row = db.execute("SELECT visits FROM session WHERE id = ?", (session,)).fetchone()
    if row is None:
        session = str(uuid.uuid4())
        db.execute("INSERT INTO session VALUES (?, 0)", (session,))
        row = (0,)
    count = row[0] + 1
    db.execute("UPDATE session SET visits = ? WHERE id = ?", (count, session))
    cookie = SimpleCookie()
    cookie["session"] = session
    cookie["session"]["httponly"] = True
    cookie["session"]["samesite"] = "Lax"
    headers.append(("Set-Cookie", cookie["session"].OutputString()))
    start_response("200 OK", headers)
    return ["<!DOCTYPE html><p>Visits: <span id=visits>{}</span></p>".format(count).encode()]


CGIHandler().run(app)
