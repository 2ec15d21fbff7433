# mistake: no-type
import http.client
import sys
from urllib.parse import urlencode, urlsplit

url, text = urlsplit(sys.argv[1]), sys.argv[2]
form = urlencode({"text": text})
for method, path, body in (("GET", url.path + "?" + form, None), ("POST", url.path, form)):
    conn = http.client.HTTPConnection(url.netloc)
    conn.request(method, path, body)
    answer = conn.getresponse()
    print(answer.status)
    print(answer.read().decode(answer.headers.get_content_charset()))
