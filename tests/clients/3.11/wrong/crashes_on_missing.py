# mistake: stopped
import os, shutil, sys
from urllib.parse import quote
root = os.path.realpath("files")
p = os.environ.get("PATH_INFO", "")
path = os.path.realpath(root + p)
if not p:
    print("Content-Type: text/html\n")
    for f in os.listdir("files"):
        print("<a href='download.py/%s'>%s</a>" % (quote(f), f))
else:
    assert path.startswith(root + os.sep), "not in files/"
    with open(path, "rb") as f:
        print("Content-Type: application/octet-stream")
        print("Content-Length:", os.path.getsize(path))
        print(flush=True)
        if os.environ["REQUEST_METHOD"] == "GET":
            shutil.copyfileobj(f, sys.stdout.buffer)
