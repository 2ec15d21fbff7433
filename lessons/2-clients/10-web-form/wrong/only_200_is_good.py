# mistake: lost-body
import http.client
import sys
from urllib.parse import urlencode, urljoin, urlsplit

form = urlencode({"text": sys.argv[2]})
for method, url, body in (("GET", sys.argv[1] + "?" + form, None), ("POST", sys.argv[1], form)):
    while True:
        parts = urlsplit(url)
        conn = http.client.HTTPConnection(parts.netloc)
        conn.request(method, url, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        answer = conn.getresponse()
        text = answer.read().decode(answer.headers.get_content_charset())
        if answer.status not in (302, 303, 307):
            break
        url = urljoin(url, answer.headers["Location"])
        if answer.status != 307:
            method, body = "GET", None
    if answer.status != 200:
        sys.exit(f"the server said {answer.status}")
    print(answer.status)
    print(text)
