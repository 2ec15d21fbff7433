# mistake: false-success
import sys
import urllib.error
import urllib.parse
import urllib.request


class Repeat(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if code == 307:
            return urllib.request.Request(newurl, req.data)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
opener = urllib.request.build_opener(Repeat)
for target, data in ((url + "?" + form, None), (url, form.encode())):
    body = b""
    try:
        try:
            answer = opener.open(target, data)
        except urllib.error.HTTPError as error:
            answer = error
        while chunk := answer.read(1000):
            body += chunk
    except OSError as error:
        sys.exit(str(error))
    print(answer.code)
    print(body.decode(answer.headers.get_content_charset()))
