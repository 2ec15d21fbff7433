"""Files for download: those below files/, and nothing else."""

import html
import os
import sys

ROOT = "files"

sys.stdout.reconfigure(encoding="utf-8")

path = os.environ.get("PATH_INFO", "")      # "/hello.txt" for .../download.py/hello.txt

# Without a path: a page with links to the files. With one: the file.
print("Content-Type: text/html; charset=utf-8")
print()
print("<!DOCTYPE html>")
print("<title>Files</title>")
print('<link rel="stylesheet" href="/style.css">')
for name in sorted(os.listdir(ROOT)):
    print("<p>{}</p>".format(html.escape(name)))
