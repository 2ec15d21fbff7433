# mistake: undecoded
import sys, urllib.request, urllib.parse, urllib.error
url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
for u, d in ((url+"?"+form, None), (url, form.encode())):
    try: r = urllib.request.urlopen(u, d)
    except urllib.error.HTTPError as e: r = e
    print(r.code, flush=True); sys.stdout.buffer.write(r.read()); sys.stdout.flush()
