"""One WSGI application, three servers, the same bytes: the bridge of 3.14 and wsgiref's own, each behind our gateway, and wsgiref's
HTTP server."""

import http.client
import importlib.util
import shutil
import threading
import wsgiref.simple_server

import pytest

from bundle import course
from bundle.servers.gateway import practice

EXERCISE = course.find("3.14")
OF_THE_SERVER = {"date", "server", "connection", "content-length", "transfer-encoding"}
UNDER_WSGIREF = "from wsgiref.handlers import CGIHandler\nimport app\nCGIHandler().run(app.application)\n"
REQUESTS = [
    pytest.param("GET", "/page?text=Zo%C3%AB+%26+tea&raw=1", None, id="every byte"),
    pytest.param("GET", "/page?status=418+Short+and+Stout", None, id="a status, headers of one name, latin-1"),
    pytest.param("HEAD", "/page", None, id="HEAD"),
    pytest.param("GET", "/generator?text=one+two+%C3%A9", None, id="a generator"),
    pytest.param("POST", "/echo", b"text=caf\xc3\xa9&more\r\n\x00\xff" * 9, id="a body"),
    pytest.param("GET", "/write", None, id="write() and items"),
    pytest.param("GET", "/nothing?items=2", None, id="empty items"),
    pytest.param("GET", "/replaced", None, id="another status by exc_info"),
    pytest.param("GET", "/twice", None, id="start_response called twice"),
]


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *args):
        pass


def application_of(path):
    spec = importlib.util.spec_from_file_location("the_app", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.application


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """{name: (port, what stands before the path in an address)}; each runs the same app.py."""
    folder = tmp_path_factory.mktemp("wsgi")
    app = [path for path in EXERCISE.data_paths() if path.endswith("app.py")][0]
    shutil.copy(app, str(folder / "app.py"))
    shutil.copy(EXERCISE.solution_path, str(folder / EXERCISE.starter))
    (folder / "reference.py").write_text(UNDER_WSGIREF)
    server = wsgiref.simple_server.WSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(application_of(app))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with practice(str(folder), port=0) as gateway:
        yield {"3.14": (gateway.port, "/app.py"), "CGIHandler": (gateway.port, "/reference.py"),
               "wsgiref": (server.server_port, "")}
    server.shutdown()
    thread.join()
    server.server_close()


def ask(server, method, rest, body):
    """(status and reason, headers of the application, body)."""
    port, place = server
    conn = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {} if body is None else {"Content-Type": "application/octet-stream", "Content-Length": str(len(body))}
    conn.request(method, place + rest, body, headers)
    response = conn.getresponse()
    found = sorted((name.lower(), value.replace(place + "/", "/") if name == "Location" else value)
                   for name, value in response.getheaders() if name.lower() not in OF_THE_SERVER)
    data = response.read()
    conn.close()
    return "{} {}".format(response.status, response.reason), found, data


@pytest.mark.parametrize("method, rest, body", REQUESTS)
def test_one_application_gives_the_same_bytes_everywhere(servers, method, rest, body):
    expected = ask(servers["wsgiref"], method, rest, body)
    assert {name: ask(server, method, rest, body) for name, server in servers.items()} == dict.fromkeys(servers, expected)
    assert expected[1], "the application's own headers are compared"
