# mistake: traceback
import sys, urllib.request, urllib.parse, urllib.error
url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
def go(u, d):
    try: r = urllib.request.urlopen(u, d)
    except urllib.error.HTTPError as e:
        if e.code == 307: return go(urllib.parse.urljoin(u, e.headers["Location"]), d)
        r = e
    print(r.code); print(r.read().decode(r.headers.get_content_charset()))
go(url+"?"+form, None); go(url, form.encode())
