"""Log in as a browser does."""
import sys
from http.cookiejar import CookieJar
from urllib import request
from urllib.parse import urlencode

host, port = sys.argv[1:3]
site = "http://%s:%s" % (host, port)

jar = CookieJar()
keep = request.HTTPCookieProcessor(jar)
browser = request.build_opener(keep)

form = {"user": "alice",
        "password": "wonderland"}
body = urlencode(form).encode("ascii")
login = site + "/login"
page = browser.open(login, body)
print(page.status, page.url)
print(page.readline())

diary = site + "/members/diary"
page = request.urlopen(diary)
print(page.status, page.url)
