# mistake: lookalike
import os, sys
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print("<form method=post enctype=multipart/form-data><input type=file name=file multiple><input name=note><button>ok</button></form>")
    sys.exit()
n = int(os.environ["CONTENT_LENGTH"])
if n > 1000000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo large")
    sys.exit()
import secrets, html
b = os.environ["CONTENT_TYPE"].split("boundary=")[1].strip('"').encode()
body = sys.stdin.buffer.read(n)
out = "Content-Type: text/html; charset=utf-8\n\n"
os.makedirs("uploads", exist_ok=True)
pos = body.find(b)
while True:
    start = pos + len(b) + 2
    pos = body.find(b, start)
    if pos < 0:
        break
    part = body[start:pos - 4]
    if b"\r\n\r\n" not in part:
        continue
    head, content = part.split(b"\r\n\r\n", 1)
    if b'filename=""' in head:
        continue
    elif b"filename=" in head:
        name = secrets.token_urlsafe(12)
        open("uploads/" + name, "wb").write(content)
        out += "<p class=saved>" + name + "</p>\n"
    else:
        out += "<p id=note>" + html.escape(content.decode()) + "</p>\n"
sys.stdout.buffer.write(out.encode())
