# mistake: no-type
import sys, json, urllib.request, urllib.parse
url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
r = urllib.request.urlopen(url+"?"+form); print(r.status); print(r.read().decode())
r = urllib.request.urlopen(urllib.request.Request(url, json.dumps({"text": text}).encode(), {"Content-Type": "application/json"})); print(r.status); print(r.read().decode())
