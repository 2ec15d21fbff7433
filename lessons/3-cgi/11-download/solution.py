"""Files for download: those below files/, and nothing else."""

import html
import os
import shutil
import sys
from urllib.parse import quote

ROOT = os.path.realpath("files")
IS_HEAD = os.environ["REQUEST_METHOD"] == "HEAD"        # the header block, and no body

sys.stdout.reconfigure(encoding="utf-8")


def find(path_info):
    """Where the file lies that PATH_INFO names; None if it is not one of ours."""
    path = os.path.realpath(ROOT + path_info)       # without any .. or link
    try:
        is_inside = os.path.commonpath([ROOT, path]) == ROOT
    except ValueError:
        is_inside = False       # on another drive
    return path if is_inside and os.path.isfile(path) else None


def send(path):
    print("Content-Type: application/octet-stream")
    print("Content-Length:", os.path.getsize(path))
    print(flush=True)           # the header block goes first; the bytes take another way
    if not IS_HEAD:
        with open(path, "rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)


def show_list():
    print("Content-Type: text/html; charset=utf-8")
    print()
    if IS_HEAD:
        return
    print("<!DOCTYPE html>")
    print("<title>Files</title>")
    print('<link rel="stylesheet" href="/style.css">')
    for folder, _, names in os.walk(ROOT):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, "/")
            address = os.environ["SCRIPT_NAME"] + "/" + quote(path)
            print('<p><a href="{}">{}</a></p>'.format(html.escape(address), html.escape(path)))


path_info = os.environ.get("PATH_INFO", "")
if path_info in ("", "/"):
    show_list()
else:
    path = find(path_info)
    if path:
        send(path)
    else:
        print("Status: 404 Not Found")
        print("Content-Type: text/plain; charset=utf-8")
        print()
        if not IS_HEAD:
            print("There is no such file.")
