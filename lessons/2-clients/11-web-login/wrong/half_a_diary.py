# mistake: false-success
import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    for _ in range(2):
        page = opener.open(url + "/login", form)
        if page.url.endswith("/members/diary"):
            while line := page.readline():
                print(line.decode(), end="")
            sys.exit()
    sys.exit("not logged in")
except OSError as problem:
    sys.exit(str(problem))
