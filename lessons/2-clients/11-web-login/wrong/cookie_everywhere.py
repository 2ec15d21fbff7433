# mistake: path
import http.client
import sys
from urllib.parse import urlencode, urlsplit

headers = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(method, path, body=None):
    conn = http.client.HTTPConnection(urlsplit(sys.argv[1]).netloc)
    conn.request(method, path, body, headers)
    answer = conn.getresponse()
    if answer.headers["Set-Cookie"]:
        headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
    return answer.status, answer.read()


try:
    for _ in range(2):
        status, page = ask("POST", "/login", urlencode({"user": sys.argv[2], "password": sys.argv[3]}))
        if status != 303:
            sys.exit("wrong password")
        status, page = ask("GET", "/members/diary")
        if status == 200:
            print(page.decode())
            break
    else:
        sys.exit("the session is over")
except (OSError, http.client.HTTPException) as problem:
    sys.exit(repr(problem))
