# mistake: no-diary
import http.client
import sys
from urllib.parse import urlencode, urlsplit

conn = http.client.HTTPConnection(urlsplit(sys.argv[1]).netloc)
conn.request("POST", "/login", urlencode({"user": sys.argv[2], "password": sys.argv[3]}),
             {"Content-Type": "application/x-www-form-urlencoded"})
answer = conn.getresponse()
if answer.status != 303:
    sys.exit("wrong password")
print(answer.read().decode())
