# mistake: login-page
import http.client
import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    page = opener.open(url + "/login", form).read().decode()
    if "do not belong together" in page:
        sys.exit("wrong password")
    print(page)
except (OSError, http.client.HTTPException) as problem:
    sys.exit(str(problem))
