# mistake: retried-404
import http.client
import os
import sys
import time
import urllib.error
import urllib.request

url, file, timeout = sys.argv[1:4]
form = sys.argv[4].encode() if len(sys.argv) > 4 else None
for attempt in range(1, 6):
    try:
        with urllib.request.urlopen(url, form, timeout=float(timeout)) as response:
            body = response.read()
        break
    except urllib.error.HTTPError as error:
        if form or attempt == 5:
            sys.exit(str(error))
        time.sleep(int(error.headers.get("Retry-After", 0)))
    except (OSError, http.client.HTTPException) as error:
        if form or attempt == 5:
            sys.exit(repr(error))
with open(file + ".part", "wb") as copy:
    copy.write(body)
os.replace(file + ".part", file)
print(len(body), "bytes, attempt", attempt)
