import http.client
import os
import sys
import time
import urllib.error
import urllib.request

url, file, timeout, *rest = sys.argv[1:]
headers = {"User-Agent": "fetch/1.0"}
data = rest[0].encode() if rest else None
pause = 0.05
for attempt in range(5):
    wait = pause = min(2 * pause, 0.5)
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request, None, float(timeout)) as response, open(file + ".tmp",
                                                                                     "wb") as part:
            left = response.length
            while chunk := response.read(4096):
                part.write(chunk)
                left -= len(chunk)
        if left == 0:
            size = os.stat(file + ".tmp").st_size
            os.replace(file + ".tmp", file)
            print(f"{size} bytes, attempt {attempt + 1}")
            sys.exit(0)
        problem = f"{left} bytes are missing"
    except urllib.error.HTTPError as error:
        problem = f"{error.code} {error.reason}"
        if error.code != 503:
            break
        wait = int(error.headers.get("Retry-After", 0))
    except (http.client.HTTPException, OSError) as error:
        problem = repr(error)
    if data is not None:
        break
    if attempt < 4:
        time.sleep(wait)
if os.path.exists(file + ".tmp"):
    os.remove(file + ".tmp")
print(problem, file=sys.stderr)
sys.exit(1)
