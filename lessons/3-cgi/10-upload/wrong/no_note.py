# mistake: note
import html
import os
import re
import sys
import uuid

sys.stdout.reconfigure(encoding="utf-8")
length = int(os.environ.get("CONTENT_LENGTH") or 0)
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print('<form method=post enctype="multipart/form-data"><input type=file name=file multiple>')
    print('<input name=note><button>Send</button></form>')
    sys.exit()
if length > 1000000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo much.")
    sys.exit()

boundary = os.environ["CONTENT_TYPE"].split("boundary=")[1].strip('"')
body = sys.stdin.buffer.read(length)
print("Content-Type: text/html; charset=utf-8\n")
os.makedirs("uploads", exist_ok=True)
for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
    head, _, content = part.partition(b"\r\n\r\n")
    head = head.decode("utf-8")
    filename = re.search('filename="(.*)"', head)
    if filename is None:
        print("<p>" + html.escape(content.decode("utf-8")) + "</p>")
    elif filename.group(1):
        name = uuid.uuid4().hex
        with open("uploads/" + name, "wb") as file:
            file.write(content)
        print("<p class=saved>" + name + "</p>")
