# mistake: wrong-port
import sys, urllib.request, urllib.parse
form = urllib.parse.urlencode({"text": sys.argv[2]})
for r in (urllib.request.urlopen("http://127.0.0.1:8079/form?"+form),
          urllib.request.urlopen("http://127.0.0.1:8079/form", form.encode())):
    print(r.status); print(r.read().decode())
