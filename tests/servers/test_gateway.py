"""The gateway before real visitors: curl, wget, http.client and sockets; and behind it scripts of every
kind."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
import tracemalloc

import pytest

from bundle.servers.cgi_folder import CgiFolder
from bundle.servers.gateway import GatewayService, practice

PLAIN = "import os, sys\nprint('Content-Type: text/plain; charset=utf-8\\n', flush=True)\n"


class Site:
    """A folder of scripts behind a gateway, and ways to visit it."""

    def __init__(self, folder, **options):
        self.folder = folder
        self.visits = []
        self.store = CgiFolder(str(folder), on_visit=self.visits.append, **options)
        self.service = GatewayService(self.store).start()
        self.port = self.service.port

    def script(self, text, name="s.py"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def ask(self, method, target, body=None, headers=()):
        """(status, headers, body) as http.client has it."""
        conn = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            conn.request(method, target, body, dict(headers))
            response = conn.getresponse()
            return response.status, response.headers, response.read()
        finally:
            conn.close()

    def get(self, target="/s.py", **headers):
        return self.ask("GET", target, headers={name.replace("_", "-"): value for name,
                                                value in headers.items()})

    def raw(self, data):
        """All the bytes that come back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as conn:
            conn.sendall(data)
            chunks = []
            while True:
                try:
                    chunk = conn.recv(65536)
                except ConnectionError:
                    break
                if not chunk:
                    break
                chunks.append(chunk)
            return b"".join(chunks)

    def visit(self):
        """The last visit, once its connection is done."""
        assert self.service.settle(30)
        return self.visits[-1]


@pytest.fixture
def site(tmp_path):
    sites = []

    def make(script=None, **options):
        folder = tmp_path / "site{}".format(len(sites))
        folder.mkdir()
        sites.append(Site(folder, **options))
        if script is not None:
            sites[-1].script(script)
        return sites[-1]
    yield make
    for each in sites:
        each.service.close()


def variables(body):
    return dict(line.split("=", 1) for line in body.decode("utf-8").splitlines())


ENVIRON = PLAIN + "for name, value in os.environ.items(): print(name + '=' + value)\n"


def test_the_environment_is_the_request_and_nothing_of_ours(site, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_RUNNER", "1")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    there = site(ENVIRON)
    status, _, body = there.ask("POST", "/s.py/a%20b/c?x=1&y=%C3%A9", b"hello", {
        "User-Agent": "tests", "Cookie": "a=1", "Proxy": "http://evil.example", "Authorization": "Basic eDp5",
        "X_Under": "1", "X-Hyphen-Ed": "2", "Content-Type": "text/x"})
    environ = variables(body)
    assert status == 200
    expected = {
        "GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "POST", "SCRIPT_NAME": "/s.py",
        "PATH_INFO": "/a b/c",
        "PATH_TRANSLATED": os.path.join(os.path.realpath(str(there.folder)), "a b", "c"),
        "QUERY_STRING": "x=1&y=%C3%A9",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(there.port), "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": "netprog/1.0.0", "REMOTE_ADDR": "127.0.0.1", "REMOTE_HOST": "127.0.0.1",
        "CONTENT_LENGTH": "5", "CONTENT_TYPE": "text/x", "HTTP_USER_AGENT": "tests", "HTTP_COOKIE": "a=1",
        "HTTP_X_HYPHEN_ED": "2", "HTTP_HOST": "127.0.0.1:{}".format(there.port),
        "HTTP_ACCEPT_ENCODING": "identity",
    }
    assert {name: environ.get(name) for name in expected} == expected
    of_the_system = {"PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COMSPEC", "PATHEXT", "LD_LIBRARY_PATH",
                     "PYTHONHOME",
                     "DYLD_LIBRARY_PATH", "PYTHON_COLORS", "PYTHONIOENCODING",
                     # the last two: set by Python and by macOS themselves
                     "LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
    assert set(environ) - set(expected) <= of_the_system


def test_a_get_has_no_body_and_an_empty_query(site):
    environ = variables(site(ENVIRON).get()[2])
    assert environ["QUERY_STRING"] == ""
    assert not {"CONTENT_LENGTH", "CONTENT_TYPE", "PATH_INFO", "PATH_TRANSLATED"} & set(environ)


def test_headers_that_come_twice_are_one_variable(site):
    there = site(ENVIRON)
    answer = there.raw(b"GET /s.py HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\nx-a: 2\r\nCookie: a=1\r\n"
                       b"Cookie: b=2\r\nConnection: close\r\n\r\n")
    assert b"HTTP_X_A=1, 2" in answer and b"HTTP_COOKIE=a=1; b=2" in answer
    assert b"SERVER_NAME=localhost" in answer
    assert b"HTTP_CONNECTION" not in answer


@pytest.mark.parametrize("query, arguments", [
    ("?one+two%20x", ["one", "two x"]), ("?a=1+b", []), ("", []), ("?-c+%00", []), ("?-V", ["-V"]),
], ids=["words", "a form", "no query", "a NUL", "an option for Python, were it one"])
def test_the_command_line_is_an_indexed_query(site, query, arguments):
    there = site(PLAIN + "print(sys.argv[1:])\n")
    assert there.get("/s.py" + query)[2].decode().strip() == repr(arguments)


def test_scripts_run_in_their_own_folder(site):
    there = site()
    there.script(PLAIN + "print(os.path.basename(os.getcwd()), os.environ['SCRIPT_NAME'], "
                 "os.path.exists('data.txt'))", "deep/er/t.py")
    (there.folder / "deep" / "er" / "data.txt").write_text("x")
    assert there.get("/deep/er/t.py/info")[2] == b"er /deep/er/t.py True" + os.linesep.encode()


@pytest.mark.parametrize("status, target", [
    (404, "/nothing.py"), (404, "/data.txt"), (404, "/.hidden.py"), (404, "/__pycache__/s.py"),
    (404, "/../secret.py"),
    (404, "/sub/../s.py"), (404, "/%2e%2e/secret.py"), (404, "/sub/%2E%2e/s.py"), (404, "/sub%2ft.py"),
    (404, "/s.py/..%2fx"),
    (404, "/s.py/../x"), (404, "//s.py"), (404, "/sub//t.py"), (404, "/./s.py"), (404, "/S.PY"),
    (404, "/s.py."),
    (404, "/s.py::$DATA"), (404, "/sub%5ct.py"), (400, "/s.py/%00"), (400, "/s.py/%zz"), (400, "/s.py/%4"),
    (404, "/link.py"), (404, "/linked/t.py"), (404, "/outside/secret.py"), (301, "/sub"), (200, "/sub/"),
    (200, "/s.py"),
    (200, "/sub/t.py"), (200, "/%73.py"), (200, "/s.py/"), (200, "/s.py/a%5cb"),
])
def test_which_addresses_name_a_script(site, status, target):
    there = site(PLAIN)
    there.script(PLAIN, "sub/t.py")
    there.script(PLAIN, ".hidden.py")
    there.script(PLAIN, "__pycache__/s.py")
    (there.folder / "data.txt").write_text("secret")
    outside = there.folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.py").write_text(PLAIN)
    (there.folder.parent / "secret.py").write_text(PLAIN)
    try:
        os.symlink(str(there.folder / "s.py"), str(there.folder / "link.py"))
        os.symlink(str(there.folder / "sub"), str(there.folder / "linked"))
        os.symlink(str(outside), str(there.folder / "outside"))
    except OSError:
        pass    # Windows, for whoever is not an administrator: then they are 404 for another reason
    assert there.get(target)[0] == status


@pytest.mark.parametrize("status, headers, body, output", [
    (200, {}, b"hi\n", "Content-Type: text/plain\n\nhi"),
    (404, {"Content-Type": "text/plain"}, b"no\n", "Status: 404 Not Found\nContent-Type: text/plain\n\nno"),
    (299, {}, b"\n", "Status: 299 Odd\nContent-Type: text/plain\n\n"),
    (302, {"Location": "http://127.0.0.1/x"}, b"\n", "Location: http://127.0.0.1/x\n\n"),
    (303, {"Location": "/x?y"}, b"\n", "Status: 303 See Other\nLocation: /x?y\n\n"),
    (200, {"Content-Length": "2"}, b"hi", "Content-Type: text/plain\nContent-Length: 2\n\nhi there"),
    (200, {"Content-Length": "3"}, b"hi\n", "Content-Type: text/plain\nContent-Length: 3\n\nhi"),
    (200, {"Set-Cookie": "a=1", "X-B": "2"}, b"\n", "Content-Type: text/plain\nSet-Cookie: a=1\nX-B: 2\n\n"),
], ids=["document", "status", "any status", "client redirect", "with a status", "too much", "own length",
        "own headers"])
def test_what_a_script_prints_becomes_a_response(site, status, headers, body, output):
    there = site("import sys\nsys.stdout.reconfigure(newline='\\n')\nprint({!r})".format(output))
    got_status, got_headers, got_body = there.get()
    assert (got_status, got_body) == (status, body)
    assert {name: got_headers[name] for name in headers} == headers


@pytest.mark.parametrize("output, status", [
    ("print('<p>hi</p>')", 502), ("pass", 502), ("print('Content-Type: text/html')", 502), ("1/0", 500),
    ("def f(:", 500),
    ("print('Content-Type: text/html\\n\\nhi'); 1/0", 500), ("import sys; sys.exit(3)", 500),
    ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 500), ("print('X: 1\\n\\nhi')", 502),
    ("import os; os.close(1)", 502), ("import sys; sys.stdout.buffer.write(bytes(100000))", 502),
    ("print('Status: 404\\n\\nhi')", 502),
], ids=["no header block", "nothing", "no empty line", "exception", "syntax error", "exception behind a page",
        "exit status",
        "signal", "no Content-Type", "closes its output", "zeros", "a body, but no Content-Type"])
def test_a_script_that_fails_is_a_plain_500_or_502_for_visitors(site, output, status):
    there = site(output)
    got, headers, body = there.get()
    assert got == status
    assert b"Traceback" not in body and b"Error:" not in body and str(there.folder).encode() not in body
    assert there.visit().failure.status == status


def test_its_author_sees_everything(site):
    there = site("print('Content-Type: text/html\\n\\n<b>bold</b>')\n\nboom = unknown_name\n", practice=True)
    status, _, body = there.get("/s.py?q=<script>")
    page = body.decode("utf-8")
    assert status == 500
    for told in ("NameError", "Line 3 of", "Traceback (most recent call last)", "&lt;b&gt;bold&lt;/b&gt;",
                 "QUERY_STRING"):
        assert told in page
    assert "<script>" not in page and "<b>" not in page
    assert "NameError" in there.visit().log()


def test_the_log_says_what_is_wrong_with_a_header_block(site):
    there = site("print('Content-Type: text/html')\nprint('<p>hi</p>')", practice=True)
    there.get()
    assert "GET /s.py" in there.visit().log() and "line 2 is no header" in there.visit().log()


def test_an_exit_status_alone_is_no_failure(site):
    there = site("import sys\nprint('Status: 404 Not Found\\nContent-Type: text/plain\\n\\nno')\nsys.exit(1)")
    assert there.get()[0] == 404


def test_local_redirects_are_answered_in_place(site):
    there = site("print('Location: /sub/t.py/p?x=1\\n')")
    there.script(PLAIN + "print(os.environ['REQUEST_METHOD'], os.environ['PATH_INFO'], "
                 "os.environ['QUERY_STRING'], os.environ.get('CONTENT_LENGTH'))", "sub/t.py")
    status, _, body = there.ask("POST", "/s.py", b"a=1")
    assert (status, body.split()) == (200, [b"GET", b"/p", b"x=1", b"None"])


@pytest.mark.parametrize("location, status", [("/s.py", 502), ("/none", 404), ("/../x", 404),
                                              ("/caf\u00e9", 502)])
def test_local_redirects_that_lead_nowhere(site, location, status):
    assert site("import sys\nsys.stdout.reconfigure(encoding='latin-1')\nprint('Location: {}\\n')".format(
        location)).get()[0] == status


def test_an_nph_script_speaks_http_itself(site):
    there = site()
    there.script("import sys\nsys.stdout.buffer.write(b'HTTP/1.0 299 Mine\\r\\nX: 1\\r\\n\\r\\nraw')",
                 "nph-s.py")
    answer = there.raw(b"GET /nph-s.py HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer == b"HTTP/1.0 299 Mine\r\nX: 1\r\n\r\nraw"


def test_head_has_no_body_and_the_length_that_get_would_have(site):
    there = site(PLAIN + "print('hello', end='')")
    answer = there.raw(b"HEAD /s.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.endswith(b"\r\n\r\n") and b"Content-Length: 5\r\n" in answer


def test_a_page_comes_while_the_script_still_works_on_it(site):
    there = site(PLAIN + "print('first', flush=True)\nsys.stdin.readline()\n" "import time\n"
                 "while not os.path.exists('go'): time.sleep(0.01)\nprint('second')")
    with socket.create_connection(("127.0.0.1", there.port), timeout=30) as conn:
        conn.sendall(b"GET /s.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        got = b""
        while b"first" not in got:
            got += conn.recv(65536)
        assert b"Transfer-Encoding: chunked" in got and b"second" not in got
        (there.folder / "go").write_text("")
        while b"0\r\n\r\n" not in got:
            got += conn.recv(65536)
        assert b"second" in got


def test_an_old_client_gets_no_chunks(site):
    there = site(PLAIN + "sys.stdout.write('x' * 200000)")
    answer = there.raw(b"GET /s.py HTTP/1.0\r\n\r\n")
    assert b"chunked" not in answer and answer.endswith(b"\r\n\r\n" + b"x" * 200000)


def test_much_in_and_much_out_at_once(site):
    there = site(PLAIN + "while True:\n    piece = sys.stdin.buffer.read(65536)\n    if not piece: break\n"
                 "    sys.stdout.buffer.write(piece)\n")
    body = os.urandom(1 << 20) * 8
    assert there.ask("POST", "/s.py", body)[2] == body
    there.script(PLAIN + "sys.stdout.buffer.write(b'x' * (8 << 20))\nsys.stdout.flush()\n"
                 "sys.stdout.buffer.write(sys.stdin.buffer.read())")
    assert there.ask("POST", "/s.py", body)[2] == b"x" * (8 << 20) + body


def test_a_script_need_not_read_its_input(site):
    there = site(PLAIN + "print('no')")
    assert there.ask("POST", "/s.py", bytes(4 << 20))[2].strip() == b"no"


@pytest.mark.parametrize("body", [b"", b"x" * 100, b"x" * 512, b"x" * 513, b"x" * 70000], ids=len)
def test_chunked_bodies_have_a_length_for_the_script(site, body):
    there = site(PLAIN + "print(os.environ['CONTENT_LENGTH'], len(sys.stdin.buffer.read()))")
    pieces = iter([body[:50], body[50:]] if body else [])
    status, _, answer = there.ask("POST", "/s.py", pieces)      # http.client makes a chunk of each
    assert (status, answer.split()) == (200, [str(len(body)).encode()] * 2)


def test_a_visitor_who_falls_silent_in_the_middle_of_a_body(site, monkeypatch):
    monkeypatch.setattr("bundle.servers.gateway.NEXT_REQUEST", 0.2)
    there = site(PLAIN)
    answer = there.raw(b"POST /s.py HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert there.raw(b"") == b"" and there.visits == []


def test_a_body_that_is_too_long_is_not_read(site):
    there = site(PLAIN)
    there.store.most_body = 1000
    assert there.ask("POST", "/s.py", b"x" * 1000)[0] == 200
    answer = there.raw(b"POST /s.py HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n"
                       + b"x" * 1001)
    assert answer.startswith(b"HTTP/1.1 413 ") and b"Connection: close" in answer


@pytest.mark.parametrize("script", [
    "import time\ntime.sleep(600)",
    "while True: pass",
    PLAIN + "print('x', flush=True)\nimport time\ntime.sleep(600)",
    "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)",
    "import os, time\nos.close(1)\ntime.sleep(600)",
], ids=["sleeps", "loops", "stops in the middle of a page", "ignores signals",
        "closes its output and sleeps"])
def test_a_script_that_does_not_end_is_ended(site, script):
    there = site(script, seconds=1)
    there.script(script)
    answer = there.raw(b"GET /s.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 504 ") or (b"chunked" in answer and not answer.endswith(b"0\r\n\r\n"))
    visit = there.visit()
    assert visit.failure.kind == "out-of-time" and visit.code is not None


CHILD = ("import subprocess, sys\n"
         "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']{})\n"
         "open('pid', 'w').write(str(child.pid))\n")


@pytest.mark.parametrize("script", [
    CHILD.format("") + PLAIN + "print('hi')",
    CHILD.format(", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL") + PLAIN + "print('hi')",
    CHILD.format("") + PLAIN + "sys.stdout.flush()\nchild.wait()",
], ids=["with its output", "without it", "and waits for it"])
@pytest.mark.skipif(os.name == "nt", reason="looks at process ids")
def test_what_a_script_started_ends_with_it(site, script):
    there = site(script, seconds=2)
    there.raw(b"GET /s.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    there.visit()
    pid = int((there.folder / "pid").read_text())
    limit = time.monotonic() + 10
    while time.monotonic() < limit and is_alive(pid):
        time.sleep(0.01)
    assert not is_alive(pid)


def is_alive(pid):
    try:
        with open("/proc/{}/stat".format(pid)) as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return not os.path.exists("/proc")


def test_a_visitor_who_leaves_ends_the_flood(site):
    there = site(PLAIN + "while True: sys.stdout.write('x' * 65536)")
    with socket.create_connection(("127.0.0.1", there.port), timeout=30) as conn:
        conn.sendall(b"GET /s.py HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(50):
            assert conn.recv(65536)
    assert there.visit().code is not None


def test_a_long_download_does_not_stay_in_memory(site):
    there = site(PLAIN + "for _ in range(400): sys.stdout.write('x' * 100000)")
    tracemalloc.start()
    try:
        with socket.create_connection(("127.0.0.1", there.port), timeout=60) as conn:
            conn.sendall(b"GET /s.py HTTP/1.0\r\n\r\n")
            count = 0
            while True:
                chunk = conn.recv(65536)
                if not chunk:
                    break
                count += len(chunk)
        assert count > 40000000
        assert tracemalloc.get_traced_memory()[1] < 8000000
    finally:
        tracemalloc.stop()


def test_what_is_on_stderr_blocks_nobody(site):
    there = site(PLAIN + "sys.stderr.write('e' * 1000000 + 'the end')\nprint('done')")
    assert there.get()[2].strip() == b"done"
    errors = there.visit().errors
    assert len(errors) <= 65536 and errors.endswith(b"the end")


def test_fifty_visitors_at_once_lose_nothing(site):
    there = site(PLAIN + "print(os.environ['QUERY_STRING'], sys.stdin.read())")
    answers = {}

    def visit(number):
        answers[number] = there.ask("POST", "/s.py?n={}".format(number),
                                    "body {}".format(number))[2].decode().strip()
    threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert answers == {number: "n={} body {}".format(number, number) for number in range(50)}
    assert there.service.settle(30) and len(there.visits) == 50


def test_one_connection_carries_many_requests(site):
    there = site(PLAIN + "print(os.environ['QUERY_STRING'] + sys.stdin.read())")
    one = "{} /s.py?{} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{}"
    requests = one.format("GET", "a", 0, "") + one.format("POST", "b", 4, "body") + one.format("HEAD", "c", 0,
                                                                                               "")
    last = ("GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n"
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    answer = there.raw((requests + last).encode())      # all in one piece
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 4 and answer.count(b"HTTP/1.1 404 ") == 1
    assert b"a\n" in answer.replace(b"\r\n", b"\n") and b"bbody\n" in answer.replace(b"\r\n", b"\n")


def test_a_refused_request_is_the_last_on_its_connection(site):
    there = site(PLAIN)
    answer = there.raw(b"POST /s.py HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                       b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                       b"GET /s.py HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1 ") == 1
    assert there.visits == []


@pytest.mark.parametrize("garbage", [b"\0" * 3000 + b"\n", os.urandom(5000) + b"\n", b"\n", b"\r\n\r\n",
                                     b"GET\r\n\r\n",
                                     b"a" * 100000 + b"\r\n", b"\x16\x03\x01" + bytes(200) + b"\n"],
                         ids=["zeros", "noise", "LF", "empty lines", "one word", "a long line", "TLS"])
def test_garbage_gets_a_refusal_and_no_script(site, garbage):
    there = site(PLAIN)
    answer = there.raw(garbage)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert there.get()[0] == 200


def test_other_names_for_this_machine_are_misdirected(site):
    there = site(PLAIN)
    assert there.get(Host="evil.example:{}".format(there.port))[0] == 421
    assert there.get(Host="localhost:1")[0] == 200


def test_curl_and_wget(site, needs_client, tmp_path):
    there = site(PLAIN + "print(os.environ['REQUEST_METHOD'], sys.stdin.read())")
    address = "http://127.0.0.1:{}/s.py".format(there.port)

    def run(*command):
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=str(tmp_path)).stdout
    curl, wget = needs_client("curl"), needs_client("wget")
    assert run(curl, "-sS", address, address).split() == [b"GET"] * 2
    assert run(curl, "-sS", "-d", "a=b", address).split() == [b"POST", b"a=b"]
    (tmp_path / "big").write_bytes(b"x" * 2000000)
    answer = run(curl, "-sS", "-T", "big", "-H", "Transfer-Encoding: chunked", address)
    assert answer.split() == [b"PUT", b"x" * 2000000]
    assert run(curl, "-sS", "-X", "POST", "--data-binary", "@big", "-o", os.devnull, "-w", "%{http_code}",
               address) == b"200"
    assert run(curl, "-sSI", address).startswith(b"HTTP/1.1 200")
    assert run(wget, "-qO-", "--post-data=c=d", address).split() == [b"POST", b"c=d"]


def test_the_index_lists_the_scripts(tmp_path):
    (tmp_path / "01-first").mkdir()
    (tmp_path / "01-first" / "first.py").write_text(PLAIN)
    (tmp_path / "01-first" / "task.md").write_text("no")
    (tmp_path / "odd <b>.py").write_text(PLAIN)
    (tmp_path / "01-first" / "module.py").write_text(PLAIN)
    with practice(str(tmp_path), port=0, titles={"01-first": "3.01 Your <first> script"},
                  unlisted={"01-first/module.py"}, python_path="") as service:
        conn = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        conn.request("GET", "/")
        page = conn.getresponse().read().decode("utf-8")
        conn.close()
    assert '<a href="01-first/first.py">first.py</a>' in page
    assert '<a href="odd%20%3Cb%3E.py">odd &lt;b&gt;.py</a>' in page
    assert "3.01 Your &lt;first&gt; script" in page and "task.md" not in page and "module.py" not in page


def test_pages_may_look_like_ours(site):
    there = site(PLAIN)
    answer = there.raw(b"GET /style.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert b"\r\nContent-Type: text/css; charset=utf-8\r\n" in answer and b"button {" in answer


@pytest.mark.parametrize("target", [b"/", b"/style.css"])
def test_what_is_ours_can_only_be_read(site, target):
    there = site(PLAIN)
    answer = there.raw(b"POST " + target + b" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 405 ") and b"\r\nAllow: GET, HEAD\r\n" in answer
    head = there.raw(b"HEAD " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ") and head.endswith(b"\r\n\r\n")


def test_practice_tells_of_failures(tmp_path):
    (tmp_path / "bad.py").write_text("1/0")
    (tmp_path / "good.py").write_text(PLAIN)
    failures, visits = [], []
    with practice(str(tmp_path), failures.append, visits.append, port=0, python_path="") as service:
        for name in ("bad", "good"):
            conn = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
            conn.request("GET", "/{}.py".format(name), headers={"Connection": "close"})
            conn.getresponse().read()
            conn.close()
        assert service.settle(10)
    assert [visit.name for visit in failures] == ["bad.py"]
    assert [visit.name for visit in visits] == ["bad.py", "good.py"]
    assert "ZeroDivisionError" in failures[0].log()


@pytest.mark.skipif(os.name == "nt", reason="looks at process ids")
def test_closing_the_service_ends_the_scripts(site):
    there = site("import os, time\nopen('pid', 'w').write(str(os.getpid()))\nopen('ready', 'w')\n"
                 "time.sleep(600)")
    visitor = threading.Thread(target=there.raw, args=(b"GET /s.py HTTP/1.1\r\nHost: localhost\r\n\r\n",))
    visitor.start()
    limit = time.monotonic() + 30
    while not (there.folder / "ready").exists() and time.monotonic() < limit:
        time.sleep(0.01)
    there.service.close()
    visitor.join(30)
    assert not is_alive(int((there.folder / "pid").read_text()))


def test_what_scripts_say_is_recorded(site):
    from bundle.wire.transcript import Transcript
    there = site(PLAIN + "print(sys.stdin.read())")
    there.store.transcript = Transcript()
    there.ask("POST", "/s.py", b"hello")
    there.visit()
    events = [event for event in there.store.transcript.events if event.connection == "script 1"]
    assert b"".join(event.data for event in events if event.direction == "received") == b"hello"
    printed = b"".join(event.data for event in events if event.direction == "sent")
    assert printed.startswith(b"Content-Type: ") and b"hello" in printed


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
