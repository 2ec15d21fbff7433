import http.client
import sys
from urllib.parse import quote_plus, urljoin
from urllib.request import HTTPErrorProcessor, Request, build_opener


class Calm(HTTPErrorProcessor):
    def http_response(self, request, response):
        return response


def ask(url, data):
    request = Request(url, data, method="POST" if data else "GET")
    while True:
        with build_opener(Calm).open(request) as answer:
            body = answer.read()
        if answer.status not in {302, 303, 307}:
            return answer.status, body.decode(answer.headers.get_content_charset())
        there = urljoin(request.full_url, answer.headers["Location"])
        request = Request(there, request.data if answer.status == 307 else None)


try:
    form = "text=" + quote_plus(sys.argv[2])
    for target, data in [(sys.argv[1] + "?" + form, None), (sys.argv[1], form.encode())]:
        status, text = ask(target, data)
        print(status)
        print()
        for line in text.splitlines():
            print(line)
except (OSError, http.client.HTTPException) as error:
    sys.exit("no answer: %s" % error)
