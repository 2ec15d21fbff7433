import os
import sys
from urllib.parse import parse_qsl

BODY = {b"400": b"not a number", b"404": b"not found", b"405": b"not allowed", b"500": b"Sorry, sorry, sorry"}


def run():
    if os.environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return b"405", None
    item = dict(parse_qsl(os.environ.get("QUERY_STRING", ""), keep_blank_values=True)).get("item")
    if item is None:
        return b"200", b"<!DOCTYPE html><form method=get>Item <input name=item></form>"
    if not item.isascii() or not item.isdecimal():
        return b"400", None
    try:
        with open("menu.txt", "rb") as file:
            data = file.read()
        data.decode("utf-8")
    except Exception as error:
        sys.stderr.write(type(error).__name__ + "\n")
        return b"500", None
    for line in data.split(b"\n"):
        number, _, name = line.rstrip(b"\r").partition(b" ")
        if number and int(number) == int(item):
            return b"200", name
    return b"404", None


status, body = run()
head = b"Status: " + status + b" Whatever\r\nContent-Type: text/html; charset=utf-8\r\n"
if status == b"405":
    head += b"Allow: GET\r\nAllow: HEAD\r\n"
if os.environ["REQUEST_METHOD"] == "HEAD":
    body = b""
elif body is None:
    body = b"<title>Oh</title><p>" + BODY[status] + b"</p>"
sys.stdout.buffer.write(head + b"\r\n" + body)
