# mistake: too-often
import http.client
import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    while True:
        page = opener.open(url + "/login", form)
        text = page.read().decode()
        if page.url.endswith("/members/diary"):
            print(text, end="")
            break
        if "do not belong together" in text:
            sys.exit("wrong password")
except (OSError, http.client.HTTPException) as problem:
    sys.exit(str(problem))
