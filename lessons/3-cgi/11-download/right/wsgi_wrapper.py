import os
from urllib.parse import quote
from wsgiref.handlers import CGIHandler
from wsgiref.util import FileWrapper

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "files"))


def allowed(path_info):
    names = path_info.replace("\\", "/").split("/")[1:]
    if any(name in ("", ".", "..") or ":" in name for name in names):
        return None
    path = os.path.join(ROOT, *names)
    return path if os.path.realpath(path) == path and os.path.isfile(path) else None


def app(environ, start_response):
    # wsgiref has read PATH_INFO as Latin-1
    path_info = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
    if not path_info:
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return ['<a href="{0}/{1}">{1}</a><br>'.format(environ["SCRIPT_NAME"], quote(name)).encode()
                for name in os.listdir(ROOT)]
    path = allowed(path_info)
    if path is None:
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"no such file"]
    start_response("200 OK", [("Content-Type", "application/octet-stream"),
                              ("Content-Length", str(os.stat(path).st_size))])
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    return environ.get("wsgi.file_wrapper", FileWrapper)(open(path, "rb"))


CGIHandler().run(app)
