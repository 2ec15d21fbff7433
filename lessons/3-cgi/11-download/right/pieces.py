import html
import mimetypes
import os
import sys
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE / "files"
out = sys.stdout.buffer


def not_found():
    out.write(b"Status: 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>Not found</h1>")
    sys.exit()


path_info = os.environ.get("PATH_INFO") or ""
if not path_info.strip("/"):
    out.write(b"Content-Type: text/html; charset=utf-8\r\n\r\n<ul>")
    for path in sorted(ROOT.rglob("*")):
        if path.is_file():
            name = path.relative_to(ROOT).as_posix()
            href = "download.py/" + urllib.parse.quote(name)
            out.write("<li><a href='{}'>{}</a>".format(href, html.escape(name)).encode("utf-8", "surrogateescape"))
    sys.exit()
target = (ROOT / path_info.lstrip("/")).resolve()
if ROOT.resolve() not in target.parents or not target.is_file():
    not_found()
with target.open("rb") as file:
    length = os.fstat(file.fileno()).st_size
    kind = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
    out.write("Content-Type: {}\r\nContent-Length: {}\r\n\r\n".format(kind, length).encode())
    if os.environ["REQUEST_METHOD"] == "GET":
        for piece in iter(lambda: file.read(1 << 16), b""):
            out.write(piece)
