# mistake: field
import sys, urllib.request, urllib.parse
url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
for r in (urllib.request.urlopen(url+"?"+form), urllib.request.urlopen(urllib.request.Request(url+"?"+form, method="POST"))):
    print(r.status); print(r.read().decode())
