# mistake: no-login
import base64
import sys
import urllib.request

url, user, password = sys.argv[1:]
request = urllib.request.Request(url + "/members/diary")
request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
page = urllib.request.urlopen(request)
print(page.url)
