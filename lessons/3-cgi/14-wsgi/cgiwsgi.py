"""The bridge from CGI to WSGI: run(app) answers this request with the WSGI application `app`."""

import os
import sys


def run(app):
    environ = dict(os.environ)
    # 1. What else has to be in environ?

    def start_response(status, headers, exc_info=None):
        # 2. Keep the status and the headers for later; return a function
        #    that writes bytes.
        pass

    for item in app(environ, start_response):
        # 3. Print the header block before the first bytes; then the bytes.
        pass
