# mistake: out-of-order
import os, shutil, sys
p = os.environ.get("PATH_INFO", "")
if not p:
    print("Content-Type: text/html\n")
    for f in os.listdir("files"):
        print("<a href='download.py/%s'>%s</a>" % (f, f))
elif os.path.isfile("files" + p):
    print("Content-Type: application/octet-stream")
    print("Content-Length:", os.path.getsize("files" + p))
    print()
    with open("files" + p, "rb") as f:
        shutil.copyfileobj(f, sys.stdout.buffer)
else:
    print("Status: 404 Not Found\nContent-Type: text/plain\n\nno")
