# mistake: not-404
import os, shutil, sys
from urllib.parse import quote
root = os.path.realpath("files")
p = os.environ.get("PATH_INFO", "")
path = os.path.realpath(root + p)
if not p:
    print("Content-Type: text/html\n")
    for f in os.listdir("files"):
        print("<a href='download.py/%s'>%s</a>" % (quote(f), f))
elif not path.startswith(root + os.sep):
    print("Status: 403 Forbidden\nContent-Type: text/plain\n\nno")
elif not os.path.isfile(path):
    print("Status: 404 Not Found\nContent-Type: text/plain\n\nno")
else:
    print("Content-Type: application/octet-stream")
    print("Content-Length:", os.path.getsize(path))
    print(flush=True)
    if os.environ["REQUEST_METHOD"] == "GET":
        with open(path, "rb") as f:
            shutil.copyfileobj(f, sys.stdout.buffer)
