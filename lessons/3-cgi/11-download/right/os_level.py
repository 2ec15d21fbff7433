import os
import sys
import html
import urllib.parse


def head(*lines):
    data = "\n".join(lines + ("", "")).encode()
    os.write(1, data)


def copy(path):
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        while True:
            piece = os.read(fd, 100000)
            if not piece:
                return
            while piece:
                piece = piece[os.write(1, piece):]
    except BrokenPipeError:
        pass
    finally:
        os.close(fd)


def catalogue():
    """Every file that may be served: what is not in here does not exist."""
    found = {}
    for folder, _, names in os.walk("files", followlinks=False):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                found[path[len("files"):].replace(os.sep, "/")] = path
    return found


files = catalogue()
wanted = os.environ.get("PATH_INFO", "")
if wanted == "":
    head("Content-Type: text/html; charset=utf-8")
    for name in files:
        os.write(1, ("<a href=" + os.environ["SCRIPT_NAME"] + urllib.parse.quote(name) + ">" + html.escape(name) + "</a>\n").encode())
elif wanted in files:
    head("Content-Type: application/x-download", "Content-Length: " + str(os.path.getsize(files[wanted])))
    if os.environ["REQUEST_METHOD"] != "HEAD":
        copy(files[wanted])
else:
    head("Status: 404 Not Found", "Content-Type: text/plain")
