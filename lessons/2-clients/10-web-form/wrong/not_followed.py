# mistake: not-followed
import http.client
import sys
from urllib.parse import urlencode, urlsplit

url, text = urlsplit(sys.argv[1]), sys.argv[2]
form = urlencode({"text": text})
conn = http.client.HTTPConnection(url.netloc)
conn.request("GET", url.path + "?" + form)
answer = conn.getresponse()
print(answer.status)
print(answer.read().decode(answer.headers.get_content_charset()))
conn.request("POST", url.path, form, {"Content-Type": "application/x-www-form-urlencoded"})
answer = conn.getresponse()
print(answer.status)
print(answer.read().decode(answer.headers.get_content_charset()))
