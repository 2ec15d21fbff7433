import os
from urllib.parse import parse_qsl

FORM = "<FORM method=post><input name=name><input name=message><button>Send</button></FORM>"


def respond(head, body):
    data = head.encode("ascii") + b"\r\n\r\n" + body.encode("utf-8")
    while data:
        data = data[os.write(1, data):]


def read(count):
    chunks = []
    while count > 0:
        chunk = os.read(0, count)
        if not chunk:
            break
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


length = os.environ.get("CONTENT_LENGTH", "")
length = int(length) if length.isdigit() else 0
if os.environ["REQUEST_METHOD"] == "GET":
    respond("Content-Type: text/html; charset=utf-8", FORM)
elif length > 10000:
    respond("Content-Type: text/html\r\nStatus: 413 Too large", "<h1>No!</h1>")
else:
    form = dict(parse_qsl(read(length).decode()))
    text = "name: " + form.get("name", "") + "\n" + "message: " + form.get("message", "") + "\n"
    respond("Content-Type: text/plain;charset=UTF-8", text)
