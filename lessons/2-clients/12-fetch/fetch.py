"""Download a file, however often it takes.

Usage: python fetch.py URL FILE TIMEOUT [FORM]
"""

import shutil
import sys
import urllib.request

url, file, timeout = sys.argv[1], sys.argv[2], float(sys.argv[3])

with urllib.request.urlopen(url) as response, open(file, "wb") as copy:
    shutil.copyfileobj(response, copy)

# Short, and found in many programs. What happens if the connection breaks in the middle?
