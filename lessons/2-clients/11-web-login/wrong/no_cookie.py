# mistake: no-cookie
import http.client
import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
form = urllib.parse.urlencode({"user": user, "password": password}).encode()
try:
    for _ in range(2):
        with urllib.request.urlopen(url + "/login", form) as page:
            if not page.url.endswith("/login"):
                print(page.read().decode())
                sys.exit()
    sys.exit("not logged in")
except (OSError, http.client.HTTPException) as problem:
    sys.exit(str(problem))
