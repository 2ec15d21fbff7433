# mistake: not-found stopped
import os, shutil, sys
from urllib.parse import quote, unquote_plus
root = os.path.realpath("files")
p = unquote_plus(os.environ.get("PATH_INFO", "")).replace("& more", "&more")
path = os.path.realpath(root + p)
if not p:
    print("Content-Type: text/html\n")
    for f in os.listdir("files"):
        print("<a href='download.py/%s'>%s</a>" % (quote(f), f))
elif os.path.commonpath([root, path]) == root and os.path.isfile(path):
    with open(path, "rb") as f:
        print("Content-Type: application/octet-stream")
        print("Content-Length:", os.path.getsize(path))
        print(flush=True)
        if os.environ["REQUEST_METHOD"] == "GET":
            shutil.copyfileobj(f, sys.stdout.buffer)
else:
    print("Status: 404 Not Found\nContent-Type: text/plain\n\nno")
