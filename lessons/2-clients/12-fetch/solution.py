"""Download a file, however often it takes: python fetch.py URL FILE TIMEOUT [FORM]"""

import http.client
import os
import sys
import time
import urllib.error
import urllib.request

ATTEMPTS = 5


def download(url, timeout, form):
    """One attempt: the whole body, or an exception."""
    with urllib.request.urlopen(url, form, timeout=timeout) as response:
        return response.read()      # raises IncompleteRead where copyfileobj would be content with less


def fetch(url, timeout, form):
    """(body, number of the attempt that brought it)"""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return download(url, timeout, form), attempt
        except urllib.error.HTTPError as error:
            if error.code != 503 or form or attempt == ATTEMPTS:
                raise
            time.sleep(int(error.headers.get("Retry-After", 0)))
        except (OSError, http.client.HTTPException):
            if form or attempt == ATTEMPTS:     # a POST may have done its work already
                raise


def main(url, file, timeout, form=None):
    body, attempt = fetch(url, float(timeout), form and form.encode("ascii"))
    part = file + ".part"
    with open(part, "wb") as copy:
        copy.write(body)
    os.replace(part, file)          # all of it, or nothing
    print(f"{len(body)} bytes, attempt {attempt}")


try:
    main(*sys.argv[1:])
except (OSError, http.client.HTTPException) as problem:
    sys.exit(f"fetch: {problem or type(problem).__name__}")
