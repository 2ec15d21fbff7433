"""http.client, one connection for all, redirects followed by hand."""

import http.client
import sys
from urllib.parse import urlencode, urljoin, urlsplit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(conn, method, url, body=None):
    for _ in range(10):
        parts = urlsplit(url)
        target = parts.path + ("?" + parts.query if parts.query else "")
        conn.request(method, target, body, FORM if body else {})
        answer = conn.getresponse()
        page = answer.read()
        if answer.status not in (302, 303, 307):
            print(answer.status, page.decode(answer.headers.get_content_charset()), sep="\n")
            return
        url = urljoin(url, answer.headers["Location"])
        if answer.status != 307:
            method, body = "GET", None
    raise OSError("redirects without end")


url = sys.argv[1]
form = urlencode({"text": sys.argv[2]})
conn = http.client.HTTPConnection(urlsplit(url).netloc)
try:
    ask(conn, "GET", url + "?" + form)
    ask(conn, "POST", url, form)
except (http.client.HTTPException, OSError) as problem:
    print("cannot ask:", repr(problem), file=sys.stderr)
    sys.exit(1)
