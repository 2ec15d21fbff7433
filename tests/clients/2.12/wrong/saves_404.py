# mistake: saved-error
import sys, time, os, urllib.request, urllib.error, http.client
url, file = sys.argv[1:3]
form = sys.argv[4].encode() if len(sys.argv) > 4 else None
for n in range(5):
    try:
        try: r = urllib.request.urlopen(url, form, timeout=float(sys.argv[3]))
        except urllib.error.HTTPError as e:
            if e.code == 503: time.sleep(int(e.headers["Retry-After"])); continue
            r = e
        d = r.read()
        open(file + "~", "wb").write(d); os.replace(file + "~", file)
        print(len(d), "bytes, attempt", n + 1); sys.exit(0)
    except (OSError, http.client.HTTPException) as e:
        if form: sys.exit(1)
sys.exit("failed")
