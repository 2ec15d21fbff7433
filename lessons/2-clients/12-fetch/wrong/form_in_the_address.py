# mistake: no-post
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
        address = url + "?" + form.decode() if form else url
        with urllib.request.urlopen(address, None, timeout=float(timeout)) as response:
            body = response.read()
        break
    except urllib.error.HTTPError as error:
        if error.code != 503 or form or attempt == 5:
            sys.exit(str(error))
        time.sleep(int(error.headers["Retry-After"]))
    except (OSError, http.client.HTTPException) as error:
        if form or attempt == 5:
            sys.exit(repr(error))
with open(file + ".part", "wb") as copy:
    copy.write(body)
os.replace(file + ".part", file)
print(len(body), "bytes, attempt", attempt)
