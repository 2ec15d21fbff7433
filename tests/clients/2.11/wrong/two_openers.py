# mistake: no-cookie
import sys, urllib.request, urllib.parse
url, user, password = sys.argv[1:]
def op(): return urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
op().open(url + "/login", urllib.parse.urlencode({"user": user, "password": password}).encode()).read()
print(op().open(url + "/members/diary").read().decode())
