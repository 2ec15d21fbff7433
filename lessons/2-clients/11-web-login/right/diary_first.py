"""urllib: asks for the diary, and logs in only where that leads to the login form."""

import http.client
import http.cookiejar
import sys
import urllib.error
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
jar = http.cookiejar.CookieJar()
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
form = urllib.parse.urlencode([("password", password), ("user", user)]).encode()


def main():
    for attempt in range(3):
        if attempt:
            opener.open(url + "/login", form).read()
        with opener.open(url + "/members/diary") as response:
            page = response.read().decode("utf-8")
            if not response.geturl().endswith("/login"):
                return page
        if attempt and not len(jar):
            raise OSError("login refused")
    raise OSError("not logged in")


try:
    print(main())
except (urllib.error.URLError, http.client.HTTPException, OSError) as problem:
    print("failed:", problem, file=sys.stderr)
    sys.exit(1)
