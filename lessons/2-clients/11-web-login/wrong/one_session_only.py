# mistake: gave-up
import http.client
import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    page = opener.open(url + "/login", form)
    if page.url.endswith("/login"):
        sys.exit("not logged in")
    print(page.read().decode(), end="")
except (OSError, http.client.HTTPException) as problem:
    sys.exit(str(problem))
