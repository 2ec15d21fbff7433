from urllib.parse import parse_qs
from wsgiref.handlers import CGIHandler


def app(environ, start_response):
    if environ["REQUEST_METHOD"] == "GET":
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"<form method='post'><input name='name'><input name='message'><button>Send</button></form>"]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > 10000:
        start_response("413 Content Too Large", [("Content-Type", "text/plain")])
        return [b"Too large."]
    form = parse_qs(environ["wsgi.input"].read(length).decode("utf-8"))
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return ["{}: {}\n".format(name, form.get(name, [""])[0]).encode("utf-8") for name in ("name", "message")]


CGIHandler().run(app)
