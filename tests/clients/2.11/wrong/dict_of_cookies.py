# mistake: path
import sys, http.client, urllib.parse
url, user, password = sys.argv[1:]
c = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
jar = {}
def ask(m, p, b=None):
    h = {"Cookie": "; ".join(k + "=" + v for k, v in jar.items())} if jar else {}
    if b: h["Content-Type"] = "application/x-www-form-urlencoded"
    c.request(m, p, b, h)
    r = c.getresponse(); d = r.read()
    for line in r.headers.get_all("Set-Cookie") or []:
        k, _, v = line.split(";")[0].partition("="); jar[k] = v
    if r.status in (302, 303): return ask("GET", r.headers["Location"])
    return p, d
try:
    p, d = ask("POST", "/login", urllib.parse.urlencode({"user": user, "password": password}))
    if p == "/login": p, d = ask("POST", "/login", urllib.parse.urlencode({"user": user,
                                                                           "password": password}))
    if p == "/login": sys.exit("no")
    print(d.decode())
except (OSError, http.client.HTTPException) as e: sys.exit(repr(e))
