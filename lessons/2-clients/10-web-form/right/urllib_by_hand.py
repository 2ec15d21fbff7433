"""urllib, 307 caught where it is raised."""

import http.client
import sys
from urllib import error, parse, request


def fetch(url, data=None):
    try:
        return request.urlopen(url, data, timeout=30)
    except error.HTTPError as answer:
        if answer.code == 307:
            return fetch(parse.urljoin(url, answer.headers["Location"]), data)
        return answer


def main():
    url, text = sys.argv[1], sys.argv[2]
    query = parse.urlencode([("text", text)], quote_via=parse.quote)
    for answer in (fetch(url + "?" + query), fetch(url, query.encode("ascii"))):
        page = answer.read()
        print(answer.getcode(), end="\n\n")
        print(page.decode(answer.info().get_param("charset")))


try:
    main()
except (http.client.HTTPException, error.URLError, ConnectionError) as failed:
    print("web_form:", failed, file=sys.stderr)
    sys.exit(1)
