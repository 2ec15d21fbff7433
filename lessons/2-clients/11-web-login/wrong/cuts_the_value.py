# mistake: wrong-cookie
import http.client
import sys
from urllib.parse import urlencode, urlsplit

conn = http.client.HTTPConnection(urlsplit(sys.argv[1]).netloc)
conn.request("POST", "/login", urlencode({"user": sys.argv[2], "password": sys.argv[3]}),
             {"Content-Type": "application/x-www-form-urlencoded"})
answer = conn.getresponse()
answer.read()
if answer.status != 303:
    sys.exit("wrong password")
session = answer.getheader("Set-Cookie").split(";")[0].split("=")[1]
conn.request("GET", "/members/diary", headers={"Cookie": "session=" + session})
answer = conn.getresponse()
print(answer.read().decode())
