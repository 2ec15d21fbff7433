# mistake: not-found
import os, sys, shutil, html
from string import Template
from urllib.parse import quote
ROOT = os.path.realpath("files") + os.sep
PAGE = Template("Content-Type: text/html; charset=utf-8\r\n\r\n<!DOCTYPE html>\n<title>Files</title>\n<ul>$items</ul>\n")
out = sys.stdout.buffer
path = os.environ.get("PATH_INFO", "")
head = os.environ["REQUEST_METHOD"] == "HEAD"
if not path:
    items = ""
    for name in os.listdir(ROOT):
        if os.path.isfile(ROOT + name) and os.path.realpath(ROOT + name).startswith(ROOT):
            items += '<li><a href="%s/%s" download>%s</a></li>' % (os.environ["SCRIPT_NAME"], quote(os.fsencode(name)), html.escape(name))
    page = PAGE.substitute(items=items).encode("utf-8", "surrogateescape")
    out.write(page.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if head else page)
    sys.exit()
real = os.path.realpath(ROOT + path[1:]) if "\0" not in path else ""
if ".." not in path and path[1:2] != "/" and real.startswith(ROOT) and os.path.isfile(real):
    out.write(("Status: 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment\r\nContent-Length: %d\r\n\r\n" % os.path.getsize(real)).encode())
    if not head:
        with open(real, "rb") as f:
            shutil.copyfileobj(f, out)
else:
    out.write(b"Status: 404 Not Found\r\nContent-Type: text/plain\r\n\r\n")
    if not head:
        out.write(b"There is no such file.\n")
