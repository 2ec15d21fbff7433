# mistake: bad-request
import sys, urllib.request, urllib.parse
url, user, password = sys.argv[1:]
o = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
p = o.open(url + "/members/diary", urllib.parse.urlencode({"user": user, "password": password}).encode())
print(p.read().decode())
