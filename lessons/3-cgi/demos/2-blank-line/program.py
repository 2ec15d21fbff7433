"""A script, and its visitor below."""
import sys
from os import environ
from urllib.error import HTTPError
from urllib.request import urlopen

if "REQUEST_METHOD" in environ:
    print("Content-Type: text/html")
    if "blank" in environ["PATH_INFO"]:
        print()
    print("<h1>Tea is served</h1>")
    sys.exit()

host, port = sys.argv[1:]
script = "http://%s:%s/program.py" % (
    host, port)

# Without the blank line.
try:
    urlopen(script + "/none")
except HTTPError as page:
    print(page.status, page.read())
    page.close()

# With it.
page = urlopen(script + "/blank")
print(page.status, page.read())
page.close()
