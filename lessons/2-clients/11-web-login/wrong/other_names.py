# mistake: fields
import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
form = urllib.parse.urlencode({"username": user, "password": password}).encode()
print(opener.open(url + "/login", form).read().decode())
