# mistake: path
import http.client
import sys
import urllib.parse
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


url, user, password = sys.argv[1:]
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    for _ in range(2):
        try:
            urllib.request.build_opener(Stay).open(url + "/login", form).read()
            sys.exit("wrong password")
        except urllib.error.HTTPError as answer:
            cookie = answer.headers["Set-Cookie"].split(";")[0]
        request = urllib.request.Request(url + "/members/diary", headers={"Cookie": cookie})
        page = urllib.request.urlopen(request)
        if page.url.endswith("diary"):
            sys.stdout.write(page.read().decode())
            sys.exit()
    sys.exit("the session is over twice")
except (OSError, http.client.HTTPException) as problem:
    sys.exit(str(problem))
