import hashlib
import os
import re
import sys
from html import escape


class Part:
    def __init__(self, head, content):
        text = head.decode("utf-8")
        self.name = self._parameter(text, "name")
        self.filename = self._parameter(text, "filename")
        self.content = content

    def _parameter(self, text, name):
        found = re.search(r';\s*%s="([^"]*)"' % name, text)
        return found and found.group(1)


def read_parts(stdin, length, boundary):
    """A line at a time, as a mail program would."""
    left = length
    head, content, where = [], [], None
    while left:
        line = stdin.readline(left)
        left -= len(line)
        bare = line.rstrip(b"\r\n")
        at_line_start = not content or content[-1].endswith(b"\r\n")
        if bare in (boundary, boundary + b"--") and (where != "content" or at_line_start):
            if where == "content":
                yield Part(b"".join(head), b"".join(content)[:-2])
            head, content, where = [], [], "head"
        elif where == "head":
            if bare:
                head.append(line)
            else:
                where = "content"
                content = [b"\r\n"]
        elif where == "content":
            content.append(line)


def save(content, number):
    name = "%s-%d" % (hashlib.sha256(content).hexdigest()[:16], number)
    while os.path.exists("uploads/" + name):
        number += 1
        name = "%s-%d" % (hashlib.sha256(content).hexdigest()[:16], number)
    with open("uploads/" + name, "wb") as file:
        file.write(content)
    return name


def main():
    out = sys.stdout.buffer
    length = int(os.environ.get("CONTENT_LENGTH") or 0)
    if os.environ["REQUEST_METHOD"] == "GET":
        out.write(b"Content-Type: text/html\n\n<form method='post' enctype='multipart/form-data'>"
                  b"<input type='file' name='file'><input name='note'><button>Go</button></form>")
        return
    if length > 1000 * 1000:
        out.write(b"Status: 413 Content Too Large\nContent-Type: text/plain\n\nno\n")
        return
    os.makedirs("uploads", exist_ok=True)
    boundary = re.search('boundary="?([^";]+)', os.environ["CONTENT_TYPE"]).group(1)
    page = []
    for part in read_parts(sys.stdin.buffer, length, b"--" + boundary.encode()):
        if part.name == "note":
            page.append("<i id='note'>%s</i>" % escape(part.content.decode("utf-8")))
        elif part.filename:
            page.append("<td class='saved'>%s</td>" % save(part.content[2:] if part.content else b"", 1))
    out.write(b"Content-Type: text/html; charset=utf-8\n\n" + "".join(page).encode("utf-8"))


main()
