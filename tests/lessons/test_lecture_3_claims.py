"""What the lecture of hour 3 claims about CGI and Python, tried on the Python that runs this.

Where Pythons and systems differ and the lecture says so, so do the tests. What its excerpts show is replayed in test_lecture_3.py.
"""

import contextlib
import http.client
import importlib
import io
import os
import re
import secrets
import subprocess
import sys
import threading
import warnings
from email.message import EmailMessage
from urllib.parse import parse_qs
from urllib.request import getproxies_environment
from wsgiref.handlers import BaseCGIHandler, CGIHandler
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from bundle.learner_modules import path_for_learner
from tests.lessons.lecture import Lecture
from tests.lessons.test_lecture_3 import Site

LECTURE = Lecture(3)
VERSION = sys.version_info[:2]
SILENCE = 0.3       # seconds for which nothing comes
PLAIN = "print('Content-Type: text/plain', end='\\n\\n', flush=True)\n"


def python(code, *options, stdin=b"", **environ):
    """What `code` prints in a Python of its own, which finds nothing but the standard library; its exit status."""
    done = subprocess.run([sys.executable, "-S", *options, "-c", code], input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60, env={**clean(), **environ})
    return done.stdout, done.returncode


def clean():
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}


@pytest.fixture
def site(tmp_path):
    with contextlib.closing(Site(tmp_path)) as site:
        yield site


def get(site, path, *headers):
    return site.ask(["GET {} HTTP/1.1".format(path), "Host: " + site.address, *headers, ""])


# What Python had, and has no more

@pytest.mark.parametrize("module", ["cgi", "cgitb"])
def test_a_module_that_left(module):
    assert python("import " + module)[1] == (0 if VERSION < (3, 13) else 1)
    deprecated = python("import " + module, "-W", "error::DeprecationWarning")[1]
    assert deprecated == (0 if VERSION < (3, 11) else 1)


def test_the_copy_for_the_learners_scripts():
    place = path_for_learner()
    if VERSION < (3, 13):
        assert place is None
    elif place is None:
        pytest.skip("build.py never ran here")
    else:
        assert python("import cgi, cgitb; print(cgi.FieldStorage.__name__)", PYTHONPATH=place)[0].strip() == b"FieldStorage"


def test_the_server_that_left():
    server = importlib.import_module("http.server")
    assert hasattr(server, "CGIHTTPRequestHandler") == (VERSION < (3, 15))
    told = subprocess.run([sys.executable, "-m", "http.server", "--help"], stdout=subprocess.PIPE, timeout=60).stdout
    assert (b"--cgi" in told) == (VERSION < (3, 15))


@pytest.mark.skipif(VERSION >= (3, 15), reason="it has left")
def test_the_old_server_says_200_before_the_script_has_begun(tmp_path, monkeypatch):
    from http.server import CGIHTTPRequestHandler, HTTPServer

    class Quiet(CGIHTTPRequestHandler):
        have_fork = False           # as on Windows: with subprocess

        def log_message(self, *what):
            pass
    (tmp_path / "cgi-bin").mkdir()
    (tmp_path / "cgi-bin" / "bad.py").write_text("import sys\nsys.exit('I never answered')\n")
    monkeypatch.chdir(tmp_path)
    deprecated = []
    with warnings.catch_warnings():
        warnings.simplefilter("error" if VERSION < (3, 13) else "always")
        warnings.showwarning = lambda message, kind, *where: deprecated.append(kind)
        with HTTPServer(("127.0.0.1", 0), Quiet) as server:
            thread = threading.Thread(target=server.handle_request)
            thread.start()
            conn = http.client.HTTPConnection(*server.server_address, timeout=30)
            with contextlib.closing(conn):
                conn.request("GET", "/cgi-bin/bad.py")
                with conn.getresponse() as response:
                    assert response.status == 200
            thread.join(30)
    assert (DeprecationWarning in deprecated) == (VERSION >= (3, 13))


# In and out

def test_no_header_proxy_becomes_a_variable(site):
    site.put("proxy.py", "import os\n" + PLAIN + "print(os.environ.get('HTTP_PROXY'))\n")
    assert get(site, "/proxy.py", "Proxy: evil.example:8080")[-1] == "None"


@pytest.mark.skipif(os.name == "nt", reason="names in the environment are not told apart by their case there")
def test_urllib_ignores_http_proxy_in_a_script(monkeypatch):
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HTTP_PROXY", "evil.example:8080")
    monkeypatch.delenv("REQUEST_METHOD", raising=False)
    assert getproxies_environment() == {"http": "evil.example:8080"}
    monkeypatch.setenv("REQUEST_METHOD", "GET")
    assert getproxies_environment() == {}


@pytest.mark.parametrize("first", ["print()", "print('debugging')"])
def test_what_stands_before_the_header_block(site, first):
    site.put("early.py", first + "\n" + PLAIN)
    assert get(site, "/early.py")[0] == "HTTP/1.1 502 Bad Gateway"


@pytest.mark.parametrize("end", ["\\n", "\\r\\n"])
def test_either_line_end_will_do(site, end):
    site.put("end.py", "import sys\nsys.stdout.buffer.write(b'Content-Type: text/plain{0}{0}tea')\n".format(end))
    lines = get(site, "/end.py")
    assert lines[0] == "HTTP/1.1 200 OK" and lines[-1] == "tea" and "Content-Length: 3" in lines


def test_the_visitor_is_not_told_why_a_script_failed(site):
    site.put("crash.py", "secret = 'wonderland'\nraise ValueError(secret)\n")
    page = "\n".join(get(site, "/crash.py"))
    assert page.startswith("HTTP/1.1 500 ") and "wonderland" not in page and "Traceback" not in page
    assert b"wonderland" in site.visits[-1].errors


@pytest.mark.parametrize("flush, expected", [(False, b"picture"), (True, b"header")])
def test_what_goes_around_print_overtakes_it(flush, expected):
    told, _ = python("import sys\nprint('header', flush=%s)\nsys.stdout.buffer.write(b'picture')" % flush)
    assert told.startswith(expected)


def test_a_pipe_is_utf_8_unless_it_is_an_old_python_on_windows():
    found = python("import sys; print(sys.stdout.encoding)", LC_ALL="C.UTF-8")[0].strip().lower()
    if os.name != "nt" or VERSION >= (3, 15):
        assert found == b"utf-8"
    assert python("import sys; print(sys.flags.utf8_mode)", LC_ALL="C.UTF-8")[0].strip() == (
        b"1" if VERSION >= (3, 15) else b"0")


def test_reconfigure_makes_it_utf_8():
    code = "import sys\nsys.stdout.reconfigure(encoding='utf-8')\nprint('caf\\u00e9')"
    assert python(code, PYTHONIOENCODING="cp1252")[0].strip() == b"caf\xc3\xa9"
    assert python(code.splitlines()[2], PYTHONIOENCODING="cp1252")[0].strip() == b"caf\xe9"


def test_head_gets_no_body_whatever_is_printed(site):
    site.put("head.py", PLAIN + "print('tea')\n")
    lines = site.ask(["HEAD /head.py HTTP/1.1", "Host: " + site.address, ""])
    assert lines[0] == "HTTP/1.1 200 OK" and lines[-1] == ""


# Forms

def test_bytes_that_are_not_utf_8_are_replaced():
    assert parse_qs("name=%FF") == {"name": ["\ufffd"]}


@pytest.mark.parametrize("read, ends", [
    pytest.param("sys.stdin.buffer.read(5)", True, id="so many bytes"),
    pytest.param("sys.stdin.buffer.read()", False, id="to the end"),
    pytest.param("sys.stdin.read(5)", False, id="so many characters"),
])
def test_stdin_that_stays_open(read, ends):
    process = subprocess.Popen([sys.executable, "-c", "import sys; " + read], stdin=subprocess.PIPE,
                               env={**clean(), "PYTHONIOENCODING": "utf-8"})
    try:
        process.stdin.write("caf\u00e9".encode("utf-8"))        # five bytes, four characters
        process.stdin.flush()
        if ends:
            assert process.wait(60) == 0
        else:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(SILENCE)
    finally:
        process.stdin.close()
        process.wait(60)


# Redirects, sessions

def test_location_alone_is_followed_by_the_gateway(site):
    site.put("here.py", "print('Location: /there.py')\nprint()\n")
    site.put("there.py", PLAIN + "print('there')\n")
    site.put("away.py", "print('Status: 303 See Other')\nprint('Location: /there.py')\nprint()\n")
    assert get(site, "/here.py")[0] == "HTTP/1.1 200 OK" and get(site, "/here.py")[-1] == "there"
    lines = get(site, "/away.py")
    assert lines[0] == "HTTP/1.1 303 See Other" and "Location: /there.py" in lines


def test_an_id_of_128_bits():
    ids = {secrets.token_urlsafe(16) for _ in range(100)}
    assert len(ids) == 100 and {len(each) for each in ids} == {22}      # 22 * 6 bits hold 128


def test_a_line_end_makes_a_header(site):
    site.put("login.py", "import os\nfrom urllib.parse import parse_qs\n"
             "print('Status: 303 See Other')\nprint('Location:', parse_qs(os.environ['QUERY_STRING'])['next'][0])\nprint()\n")
    assert "Set-Cookie: session=mine" in get(site, "/login.py?next=/home%0D%0ASet-Cookie:%20session=mine")


def test_mail_refuses_line_ends_in_headers():
    with pytest.raises(ValueError):
        EmailMessage()["Subject"] = "tea\r\nBcc: everybody@example.org"


def test_opening_for_writing_empties_the_file(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("Zoe")
    with open(path, "w"):
        assert path.read_text() == ""


def test_a_lock_file_is_made_once(tmp_path):
    path = str(tmp_path / "lock")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    with pytest.raises(FileExistsError):
        os.open(path, os.O_CREAT | os.O_EXCL)


def test_begin_immediate_is_a_lock_around_reading_too(tmp_path):
    import sqlite3
    with contextlib.closing(sqlite3.connect(str(tmp_path / "book.db"), isolation_level=None)) as alice, \
            contextlib.closing(sqlite3.connect(str(tmp_path / "book.db"), timeout=0, isolation_level=None)) as bob:
        alice.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            bob.execute("BEGIN IMMEDIATE")
        alice.execute("COMMIT")
        bob.execute("BEGIN IMMEDIATE")
        bob.execute("COMMIT")


@pytest.mark.parametrize("own, other", [(True, False), (False, False)], ids=["by a lock", "without one"])
def test_the_lock_ends_with_its_process(tmp_path, own, other):
    """`own`: another process takes the lock, and is killed."""
    path = str(tmp_path / "lock")
    take = ("import msvcrt; msvcrt.locking(f.fileno(), msvcrt.LK_NBLCK, 1)" if os.name == "nt" else
            "import fcntl; fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)")
    opened = "f = open({!r}, 'a+'); ".format(path)
    wait = "; print('mine', flush=True); input()" if own else ""
    process = subprocess.Popen([sys.executable, "-c", opened + take + wait], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process.stdin, process.stdout:
        assert not own or process.stdout.readline().strip() == b"mine"
        if own:
            assert python(opened + take)[1] == 1
            process.kill()
        process.wait(60)
    assert python(opened + take)[1] == 0


# WSGI

def application():
    names = {"__name__": "app"}
    exec(LECTURE.block("python app.py"), names)
    return names["app"]


class Silent(WSGIRequestHandler):
    def log_message(self, *what):
        pass


def served(app, path):
    """What wsgiref's own server answers: (status, body)."""
    with make_server("127.0.0.1", 0, app, handler_class=Silent) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        conn = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        with contextlib.closing(conn):
            conn.request("GET", path)
            with conn.getresponse() as response:
                found = response.status, response.read()
        thread.join(30)
    return found


def test_one_application_under_cgi_and_in_a_server(site):
    site.put("app.py", LECTURE.block("python app.py"))
    assert get(site, "/app.py/tea")[-1] == served(application(), "/tea")[1].decode() == "You asked for /tea"


def test_texts_in_environ_are_bytes_in_disguise(site):
    seen = []

    def app(environ, start_response):
        seen.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"x"]
    served(app, "/caf%C3%A9")
    assert seen[0] == "/caf\xc3\xa9" and seen[0].encode("latin-1").decode("utf-8") == "/caf\u00e9"
    if os.name != "nt":
        site.put("app.py", LECTURE.block("python app.py").replace(
            '"You asked for " + environ["PATH_INFO"]', 'environ["PATH_INFO"].encode("latin-1").decode("utf-8")'))
        assert get(site, "/app.py/caf%C3%A9")[-1] == "/caf\u00e9"


def test_environ_has_the_names_of_cgi():
    given = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "3", "SERVER_NAME": "x", "SERVER_PORT": "80", "HTTP_COOKIE": "a=1"}
    out = io.BytesIO()

    def app(environ, start_response):
        assert given.items() <= environ.items()
        start_response("200 OK", [("Content-Type", "text/plain")])
        yield environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    BaseCGIHandler(io.BytesIO(b"tea and more"), out, io.StringIO(), given).run(app)
    assert re.match(rb"Status: 200 OK\r\n(?:.*\r\n)*\r\ntea\Z", out.getvalue())
    assert issubclass(CGIHandler, BaseCGIHandler)
