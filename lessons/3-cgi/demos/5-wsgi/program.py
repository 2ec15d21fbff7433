"""One app, two ways to run it."""
import os
import sys
from threading import Thread
from urllib.request import urlopen
from wsgiref import simple_server as ws
from wsgiref.handlers import CGIHandler

def app(environ, start_response):
    path = environ["PATH_INFO"]
    pid = str(os.getpid())
    start_response("200 OK", [
        ("Content-Type", "text/plain"),
        ("X-Process", pid)])
    return [b"You asked for ",
            path.encode("latin-1")]

if "GATEWAY_INTERFACE" in os.environ:
    CGIHandler().run(app)
    sys.exit()

host, web, port, wire = sys.argv[1:]

class Handler(ws.WSGIRequestHandler):
    def log_message(self, *words):
        pass

server = ws.make_server(
    host, int(port), app,
    handler_class=Handler)
Thread(target=server.serve_forever,
       daemon=True).start()

def visit(port, path):  # in one step
    page = urlopen("http://%s:%s%s" % (
        host, port, path))
    print(page.headers["X-Process"],
          page.read())
    page.close()

# A script: a process for each visit.
visit(web, "/program.py/tea")
visit(web, "/program.py/tea")

# A server: one process for all.
visit(wire, "/tea")
visit(wire, "/tea")

server.shutdown()
server.server_close()
