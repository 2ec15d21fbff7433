# mistake: no-get
import os
import sys
import urllib.request

url, file, timeout = sys.argv[1:4]
head = urllib.request.Request(url, method="HEAD")
size = int(urllib.request.urlopen(head, timeout=float(timeout)).headers["Content-Length"])
for attempt in range(1, 6):
    body = urllib.request.urlopen(url, timeout=float(timeout)).read()
    if len(body) == size:
        with open(file + ".part", "wb") as copy:
            copy.write(body)
        os.replace(file + ".part", file)
        print(size, "bytes, attempt", attempt)
        break
