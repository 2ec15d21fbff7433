# mistake: failure-lines
import sys, time, os, urllib.request, urllib.error, http.client
url, file = sys.argv[1:3]
form = sys.argv[4].encode() if len(sys.argv) > 4 else None
for n in range(5):
    try:
        d = urllib.request.urlopen(url, form, timeout=float(sys.argv[3])).read()
        open(file + "~", "wb").write(d); os.replace(file + "~", file)
        print(len(d), "bytes, attempt", n + 1); sys.exit(0)
    except urllib.error.HTTPError as e:
        if e.code != 503: sys.exit(str(e))
        time.sleep(float(e.headers["Retry-After"]))
    except (OSError, http.client.HTTPException) as e:
        print("retry", e, file=sys.stderr)
        if form: sys.exit(1)
sys.exit("failed")
