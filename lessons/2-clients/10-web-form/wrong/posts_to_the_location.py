# mistake: repeated-303
import http.client
import sys
from urllib.parse import urlencode, urljoin, urlsplit


def ask(method, url, body=None):
    while True:
        parts = urlsplit(url)
        conn = http.client.HTTPConnection(parts.netloc)
        conn.request(method, parts.path + ("?" + parts.query if parts.query else ""), body,
                     {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        answer = conn.getresponse()
        text = answer.read().decode(answer.headers.get_content_charset())
        if answer.status not in (302, 303, 307):
            print(answer.status)
            print(text)
            return
        url = urljoin(url, answer.headers["Location"])


form = urlencode({"text": sys.argv[2]})
ask("GET", sys.argv[1] + "?" + form)
ask("POST", sys.argv[1], form)
