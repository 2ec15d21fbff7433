from wsgiref.handlers import CGIHandler


def page(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    for text in ("café", environ["REQUEST_METHOD"], environ.get("HTTP_USER_AGENT", "unknown")):
        yield "<p>{}</p>\n".format(text).encode("utf-8")


CGIHandler().run(page)
