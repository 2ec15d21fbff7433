"""Log in to a web site and print a private page: python web_login.py URL USER PASS"""

import http.client
import sys
import urllib.parse
import urllib.request

opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())     # it keeps the cookies


def log_in(url, user, password):
    """Log in, and follow the redirect; returns the diary, or None where that leads to the login form."""
    form = urllib.parse.urlencode({"user": user, "password": password}).encode("ascii")
    with opener.open(url + "/login", form) as response:
        page = response.read().decode("utf-8")
        return None if urllib.parse.urlsplit(response.url).path == "/login" else page


def main(url, user, password):
    diary = log_in(url, user, password) or log_in(url, user, password)  # the session may be over once
    if diary is None:
        sys.exit("web_login: this name and password are not accepted")
    print(diary, end="")


try:
    main(*sys.argv[1:])
except (OSError, http.client.HTTPException) as problem:
    sys.exit(f"web_login: {problem}")
