"""http.client and http.cookies, one connection."""

import http.client
import http.cookies
import sys
from urllib.parse import urlencode, urlsplit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(conn, method, path, body=None, headers={}):
    conn.request(method, path, body, headers)
    answer = conn.getresponse()
    return answer, answer.read()


def attempt(conn, user, password):
    answer, _ = ask(conn, "POST", "/login", urlencode({"user": user, "password": password}), FORM)
    if answer.status != 303:
        sys.exit("wrong password")
    cookie = http.cookies.SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie"):
        cookie.load(line)
    session = "session=" + cookie["session"].coded_value
    answer, page = ask(conn, "GET", "/members/diary", headers={"Cookie": session})
    return page if answer.status == 200 else None


try:
    conn = http.client.HTTPConnection(urlsplit(sys.argv[1]).netloc)
    page = attempt(conn, *sys.argv[2:]) or attempt(conn, *sys.argv[2:])
    if not page:
        sys.exit("the session is over, twice")
    sys.stdout.buffer.write(page)
except (OSError, http.client.HTTPException) as problem:
    sys.exit(repr(problem))
