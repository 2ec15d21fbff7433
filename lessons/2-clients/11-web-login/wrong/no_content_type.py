# mistake: no-type
import http.client
import sys
from urllib.parse import urlencode, urlsplit

conn = http.client.HTTPConnection(urlsplit(sys.argv[1]).netloc)
conn.request("POST", "/login", urlencode({"user": sys.argv[2], "password": sys.argv[3]}))
answer = conn.getresponse()
if answer.status != 303:
    sys.exit("not logged in")
