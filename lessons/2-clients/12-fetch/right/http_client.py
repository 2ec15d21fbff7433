"""http.client, in pieces that are counted, with a pause between attempts."""

import http.client
import os
import sys
import tempfile
import time
from urllib.parse import urlsplit


class Again(Exception):
    """This attempt failed; another may not. The text says how long to wait."""


def attempt(url, timeout, form, copy):
    parts = urlsplit(url)
    conn = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        if form is None:
            conn.request("GET", parts.path or "/")
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            conn.request("POST", parts.path or "/", form, kind)
        answer = conn.getresponse()
        if answer.status == 503:
            raise Again(answer.headers.get("Retry-After", "0.1"))
        if answer.status != 200:
            raise ValueError(f"the server said {answer.status} {answer.reason}")
        total, got = int(answer.headers["Content-Length"]), 0
        while chunk := answer.read(1000):
            copy.write(chunk)
            got += len(chunk)
        if got < total:
            raise Again("0.1")
        return got
    except (OSError, http.client.HTTPException):
        raise Again("0.1")
    finally:
        conn.close()


def main(url, file, timeout, form=None):
    for number in range(1, 6):
        handle, part = tempfile.mkstemp(dir=".")
        try:
            with os.fdopen(handle, "wb") as copy:
                size = attempt(url, float(timeout), form, copy)
            os.replace(part, file)
            print(f"{size} bytes, attempt {number}")
            return
        except Again as again:
            os.unlink(part)
            if form is not None or number == 5:
                raise ValueError("it did not work")
            time.sleep(float(str(again)))
        except ValueError:
            os.unlink(part)
            raise


try:
    main(*sys.argv[1:])
except (OSError, ValueError) as problem:
    print("fetch:", problem, file=sys.stderr)
    sys.exit(1)
