# mistake: login-page
import sys, urllib.request, urllib.parse, http.client
url, user, password = sys.argv[1:]
try:
    o = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    p = o.open(url + "/login", urllib.parse.urlencode({"user": user, "password": password}).encode())
    if p.status == 200:
        print(p.read().decode(), end="")
    else: sys.exit("login failed")
except (OSError, http.client.HTTPException) as e: sys.exit(repr(e))
