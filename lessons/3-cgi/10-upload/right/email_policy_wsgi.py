import email
import email.policy
import html
import os
import sys
from wsgiref.handlers import CGIHandler


def app(environ, start_response):
    if environ["REQUEST_METHOD"] != "POST":
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<form method=post enctype=multipart/form-data><input name=file type=file><input name=note>"
                b"<button>Send</button></form>"]
    length = int(environ["CONTENT_LENGTH"])
    if length > 1_000_000:
        start_response("413 Content Too Large", [("Content-Type", "text/plain")])
        return [b"Too large"]
    body = environ["wsgi.input"].read(length)
    message = email.message_from_bytes(b"Content-Type: " + environ["CONTENT_TYPE"].encode() + b"\r\n\r\n" + body,
                                       policy=email.policy.HTTP)
    os.makedirs("uploads", exist_ok=True)
    page = []
    for part in message.iter_parts():
        if part.get_filename() is None:
            page.append("<p id=note>{}</p>".format(html.escape(part.get_payload(decode=True).decode())))
        elif part.get_filename():
            number = len(os.listdir("uploads")) + 1
            with open("uploads/{:06}".format(number), "wb") as file:
                file.write(part.get_payload(decode=True))
            page.append("<p class=saved>{:06}</p>".format(number))
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return ["".join(page).encode()]


CGIHandler().run(app)
