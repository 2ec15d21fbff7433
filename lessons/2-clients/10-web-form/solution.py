"""Send a form by GET and by POST, and print what comes back: python web_form.py URL TEXT"""

import http.client
import sys
import urllib.error
import urllib.parse
import urllib.request


class Redirects(urllib.request.HTTPRedirectHandler):
    """urllib follows 302 and 303 by itself, but leaves it to us whether a POST may be repeated."""

    def redirect_request(self, request, fp, code, msg, headers, url):
        if code == 307:
            return urllib.request.Request(url, request.data)
        return super().redirect_request(request, fp, code, msg, headers, url)


opener = urllib.request.build_opener(Redirects)


def show(url, data=None):
    """Ask for `url`, by POST if there are `data`, and print the status code and the body."""
    try:
        response = opener.open(url, data)
    except urllib.error.HTTPError as error:
        response = error        # an answer as good as any
    with response:
        body = response.read()  # raises IncompleteRead if it is shorter than promised
        charset = response.headers.get_content_charset("utf-8")
        print(response.code)
        print(body.decode(charset))


def main(url, text):
    form = urllib.parse.urlencode({"text": text})
    show(f"{url}?{form}")
    show(url, form.encode("ascii"))


try:
    main(*sys.argv[1:])
except (OSError, http.client.HTTPException) as problem:
    sys.exit(f"web_form: {problem}")
