# mistake: no-timeout
import sys, time, os, urllib.request, urllib.error, http.client
url, file = sys.argv[1:3]
for n in range(5):
    try:
        d = urllib.request.urlopen(url, timeout=30).read()
        open(file, "wb").write(d)
        print(len(d), "bytes, attempt", n + 1); sys.exit(0)
    except urllib.error.HTTPError as e:
        if e.code != 503: sys.exit(str(e))
        time.sleep(float(e.headers["Retry-After"]))
    except Exception as e: pass
sys.exit("failed")
