"""After the example in PEP 3333, with an end to the input."""

import io
import os
import sys

enc, esc = sys.getfilesystemencoding(), "surrogateescape"


def unicode_to_wsgi(u):
    return u.encode(enc, esc).decode("iso-8859-1")


def wsgi_to_bytes(s):
    return s.encode("iso-8859-1")


def run(application):
    environ = {k: unicode_to_wsgi(v) for k, v in os.environ.items()}
    environ["wsgi.input"] = io.BytesIO(sys.stdin.buffer.read(int(environ.get("CONTENT_LENGTH") or 0)))
    environ["wsgi.errors"] = sys.stderr
    environ["wsgi.version"] = (1, 0)
    environ["wsgi.multithread"] = False
    environ["wsgi.multiprocess"] = True
    environ["wsgi.run_once"] = True

    if environ.get("HTTPS", "off") in ("on", "1"):
        environ["wsgi.url_scheme"] = "https"
    else:
        environ["wsgi.url_scheme"] = "http"

    headers_set = []
    headers_sent = []

    def write(data):
        out = sys.stdout.buffer
        if not headers_set:
            raise AssertionError("write() before start_response()")
        elif not headers_sent:
            status, response_headers = headers_sent[:] = headers_set
            out.write(wsgi_to_bytes("Status: %s\r\n" % status))
            for header in response_headers:
                out.write(wsgi_to_bytes("%s: %s\r\n" % header))
            out.write(wsgi_to_bytes("\r\n"))
        out.write(data)
        out.flush()

    def start_response(status, response_headers, exc_info=None):
        if exc_info:
            try:
                if headers_sent:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        elif headers_set:
            raise AssertionError("Headers already set!")
        headers_set[:] = [status, response_headers]
        return write

    result = application(environ, start_response)
    try:
        for data in result:
            if data:
                write(data)
        if not headers_sent:
            write(b"")
    finally:
        if hasattr(result, "close"):
            result.close()
