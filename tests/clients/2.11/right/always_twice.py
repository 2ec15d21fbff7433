import sys, urllib.request, urllib.parse, http.client
url, user, password = sys.argv[1:]
try:
    o = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    d = urllib.parse.urlencode({"user": user, "password": password}).encode()
    for i in range(2):
        o.open(url + "/login", d).read()
    p = o.open(url + "/members/diary")
    if p.url.endswith("/login"): sys.exit("no")
    print(p.read().decode())
except (OSError, http.client.HTTPException) as e: sys.exit(repr(e))
