# mistake: saved-error
import http.client
import os
import sys
from urllib.parse import urlsplit

url, file, timeout = urlsplit(sys.argv[1]), sys.argv[2], float(sys.argv[3])
form = sys.argv[4] if len(sys.argv) > 4 else None
for attempt in range(1, 6):
    try:
        conn = http.client.HTTPConnection(url.netloc, timeout=timeout)
        if form:
            conn.request("POST", url.path, form, {"Content-Type": "application/x-www-form-urlencoded"})
        else:
            conn.request("GET", url.path)
        body = conn.getresponse().read()
        break
    except (OSError, http.client.HTTPException) as error:
        if form or attempt == 5:
            sys.exit(repr(error))
with open(file + ".part", "wb") as copy:
    copy.write(body)
os.replace(file + ".part", file)
print(len(body), "bytes, attempt", attempt)
