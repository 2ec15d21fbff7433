# mistake: bytes-changed extra-crlf stripped
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
b = b"--" + os.environ["CONTENT_TYPE"].split("boundary=")[1].strip('"').encode()
lines = sys.stdin.buffer.read(n).split(b"\r\n")
print("Content-Type: text/html; charset=utf-8")
print()
if not os.path.exists("uploads"): os.makedirs("uploads")
i = 0
while i < len(lines):
    if lines[i] == b:
        head = []
        i += 1
        while lines[i]:
            head.append(lines[i].decode())
            i += 1
        content = []
        i += 1
        while not lines[i].startswith(b):
            if lines[i]:
                content.append(lines[i])
            i += 1
        data = b"\n".join(content)
        if "filename=\"" in head[0]:
            if 'filename=""' in head[0]:
                continue
            name = secrets.token_hex(10)
            with open(os.path.join("uploads", name), "wb") as f: f.write(data)
            print("<div class='saved'>%s</div>" % name)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(b"<div id='note'>" + html.escape(data.decode()).encode() + b"</div>")
            sys.stdout.buffer.flush()
    else:
        i += 1
