# mistake: truncated
import os
import shutil
import sys
import time
import urllib.error
import urllib.request

url, file, timeout = sys.argv[1:4]
form = sys.argv[4].encode() if len(sys.argv) > 4 else None
for attempt in range(1, 6):
    try:
        with urllib.request.urlopen(url, form, timeout=float(timeout)) as response:
            with open(file + ".part", "wb") as copy:
                shutil.copyfileobj(response, copy)
        os.replace(file + ".part", file)
        print(os.path.getsize(file), "bytes, attempt", attempt)
        break
    except urllib.error.HTTPError as error:
        if error.code != 503 or form or attempt == 5:
            sys.exit(str(error))
        time.sleep(int(error.headers["Retry-After"]))
    except OSError as error:
        if form or attempt == 5:
            sys.exit(repr(error))
