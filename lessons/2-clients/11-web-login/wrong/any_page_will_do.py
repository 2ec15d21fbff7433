# mistake: login-page
import http.client
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

url, user, password = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    opener.open(url + "/login", form).close()
    with opener.open(url + "/members/diary") as page:
        if page.status == 200:
            print(page.read().decode(), end="")
except (OSError, http.client.HTTPException) as problem:
    sys.exit(str(problem))
