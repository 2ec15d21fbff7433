# mistake: escaped followed-link
import os, shutil, sys
p = os.environ.get("PATH_INFO", "")
if not p:
    print("Content-Type: text/html\n")
    for f in os.listdir("files"):
        print("<a href='download.py/%s'>%s</a>" % (f, f))
elif ".." in p or not os.path.isfile(os.path.join("files", p[1:])):
    print("Status: 404 Not Found\nContent-Type: text/plain\n\nno")
else:
    path = os.path.join("files", p[1:])
    print("Content-Type: application/octet-stream")
    print("Content-Length:", os.path.getsize(path))
    print(flush=True)
    if os.environ["REQUEST_METHOD"] == "GET":
        with open(path, "rb") as f:
            shutil.copyfileobj(f, sys.stdout.buffer)
