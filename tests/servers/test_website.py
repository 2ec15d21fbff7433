"""The practice web site before real clients (curl, wget, urllib, http.client), tables of requests, and
hostile input."""

import http.client
import http.cookiejar
import random
import re
import socket
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

from bundle.servers import PROTOCOLS, web_files
from bundle.servers.service import Service
from bundle.servers.stores.site import LASTS, MOST_SESSIONS, make
from bundle.servers.website import MOST_BODY, MOST_REQUESTS, ROUTES, Website
from bundle.wire.transcript import Transcript


@pytest.fixture(scope="module")
def site():
    """A Service that keeps its sessions, so that tests can see what was asked."""
    with Service(Website, make(0), transcript=Transcript(), most=200) as service:
        yield service


@pytest.fixture
def fresh():
    with Service(Website, make(0), transcript=Transcript()) as service:
        yield service


@pytest.fixture(scope="module")
def notes(site):
    return site.store.files.read("/notes.txt")


def url(site, path=""):
    return "http://127.0.0.1:{}{}".format(site.port, path)


def ask(site, method, path, body=None, **headers):
    """(status, headers, body), as http.client has it."""
    conn = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        conn.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = conn.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        conn.close()


def raw(site, data, half_close=True):
    """All the bytes that come back."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as sock:
        try:
            sock.sendall(data)
            if half_close:
                sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass    # the server has had enough; what it said is still there
        chunks = []
        while True:
            try:
                chunk = sock.recv(65536)
            except ConnectionError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        return b"".join(chunks)


# Files

FILES = [
    ("/files/notes.txt", "text/plain; charset=utf-8"),
    ("/files/photo.png", "image/png"),
    ("/files/pub/attendance.csv", "text/csv; charset=utf-8"),
    ("/files/all-bytes.bin", "application/octet-stream"),
    ("/files/empty.txt", "text/plain; charset=utf-8"),
    ("/files/pub/caf%C3%A9%20menu.txt", "text/plain; charset=utf-8"),
    ("/files/pub/../notes.txt", "text/plain; charset=utf-8"),
]


@pytest.mark.parametrize("path, kind", FILES)
def test_a_file(site, path, kind):
    status, headers, body = ask(site, "GET", path)
    name = urllib.parse.unquote(path)[len("/files"):].replace("/pub/..", "")
    assert (status, headers["Content-Type"], body) == (200, kind, site.store.files.read(name))
    status, without, nothing = ask(site, "HEAD", path)
    assert (status, nothing) == (200, b"")
    assert all(without[each] == headers[each] for each in ("Content-Length", "ETag", "Last-Modified",
                                                           "Content-Type"))


@pytest.mark.parametrize("path, status", [
    ("/files/", 200), ("/files/pub/", 200), ("/files/pub/f%C3%BCr%20alle/", 200), ("/files/pub", 301),
    ("/files", 301),
    ("/files/notes.txt/", 404), ("/files/nothing", 404), ("/files/%00", 404), ("/files/%ff", 404),
    ("/files/a%0d%0ab", 404),
    ("/files/" + "x" * 300, 404), ("/files/" + "a/" * 100, 404), ("/files/%2e%2e/%2e%2e/etc/passwd", 404),
    ("/files/..%5c..%5cwindows", 404), ("/nowhere", 404), ("/files//etc/passwd", 404), ("/%66iles/notes.txt",
                                                                                        200),
])
def test_a_path(site, path, status):
    found, headers, body = ask(site, "GET", path)
    assert found == status
    if status == 301:
        assert headers["Location"] == path + "/"
    if status == 404:
        assert body.startswith(b"404 Not Found\n") and body.isascii()


def test_the_list_of_a_folder_links_to_what_is_in_it(site):
    for folder in ("/files/", "/files/pub/", "/files/pub/f%C3%BCr%20alle/"):
        page = ask(site, "GET", folder)[2].decode("utf-8")
        for link in re.findall(r'href="(\./[^"]+)"', page):
            assert ask(site, "GET", urllib.parse.urljoin(folder, link))[0] == 200


# Conditional requests: RFC 9110, 13

TAG = "<tag>"
EARLIER, WHEN, LATER = "Thu, 01 Jan 2004 00:00:00 GMT", "<when>", "Sun, 01 Mar 2020 00:00:00 GMT"


@pytest.mark.parametrize("method, headers, status", [
    pytest.param("GET", {"If-None-Match": TAG}, 304, id="the client has it"),
    pytest.param("HEAD", {"If-None-Match": TAG}, 304, id="HEAD too"),
    pytest.param("GET", {"If-None-Match": "W/" + TAG}, 304, id="a weak tag will do"),
    pytest.param("GET", {"If-None-Match": '"a", W/"b,c" , ' + TAG}, 304, id="one of several"),
    pytest.param("GET", {"If-None-Match": "*"}, 304, id="any"),
    pytest.param("GET", {"If-None-Match": '"other"'}, 200, id="the client has another"),
    pytest.param("GET", {"If-None-Match": "no tag"}, 200, id="what is no tag matches nothing"),
    pytest.param("GET", {"If-None-Match": '"other"', "If-Modified-Since": LATER}, 200,
                 id="the tag decides, not the date"),
    pytest.param("GET", {"If-Modified-Since": WHEN}, 304, id="not modified since"),
    pytest.param("GET", {"If-Modified-Since": LATER}, 304, id="not modified since later"),
    pytest.param("GET", {"If-Modified-Since": EARLIER}, 200, id="modified since"),
    pytest.param("GET", {"If-Modified-Since": "yesterday"}, 200, id="no date"),
    pytest.param("GET", {"If-Match": TAG}, 200, id="still the same"),
    pytest.param("GET", {"If-Match": "*"}, 200, id="there is one"),
    pytest.param("GET", {"If-Match": '"other"'}, 412, id="not the same"),
    pytest.param("GET", {"If-Match": "W/" + TAG}, 412, id="a weak tag will not do"),
    pytest.param("GET", {"If-Match": TAG, "If-Unmodified-Since": EARLIER}, 200, id="If-Match decides"),
    pytest.param("GET", {"If-Unmodified-Since": EARLIER}, 412, id="modified"),
    pytest.param("GET", {"If-Unmodified-Since": WHEN}, 200, id="unmodified"),
    pytest.param("GET", {"If-Match": TAG, "If-None-Match": TAG}, 304, id="both hold"),
    pytest.param("GET", {"If-None-Match": TAG, "Range": "bytes=0-1"}, 304, id="before the range"),
])
def test_a_conditional_request(site, method, headers, status):
    _, plain, body = ask(site, "GET", "/files/notes.txt")
    values = {TAG: plain["ETag"], WHEN: plain["Last-Modified"]}
    headers = {name: value.replace(TAG, values[TAG]).replace(WHEN, values[WHEN]) for name,
               value in headers.items()}
    found, _, got = ask(site, method, "/files/notes.txt", **headers)
    assert found == status
    assert got == (body if status == 200 else b"")


@pytest.mark.parametrize("text, seconds", [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784111777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784111777),
    ("Sun Nov  6 08:49:37 1994", 784111777), ("Sun, 06 Nov 0000 08:49:37 GMT", None),
    ("Sun, 06 Foo 1994 08:49:37 GMT", None),
    ("Sun, 06 Nov 1994 08:49:37", None), ("", None), ("Mon, 29 Feb 2016 00:00:00 GMT", 1456704000),
    ("\u0661" * 30, None),
])
def test_a_date_in_its_three_forms(text, seconds):
    assert web_files.seconds_of(text) == seconds


# Ranges: RFC 9110, 14. The file has 1988 bytes.

@pytest.mark.parametrize("wanted, first, last", [
    ("bytes=0-9", 0, 9), ("bytes=10-", 10, 1987), ("bytes=-5", 1983, 1987), ("bytes=1987-1987", 1987, 1987),
    ("bytes=1980-5000", 1980, 1987), ("bytes=-5000", 0, 1987), ("BYTES = 0-0", 0, 0),
    ("bytes=0-" + "9" * 5000, 0, 1987),
])
def test_a_range(site, notes, wanted, first, last):
    status, headers, body = ask(site, "GET", "/files/notes.txt", Range=wanted)
    assert (status, body) == (206, notes[first:last + 1])
    assert headers["Content-Range"] == "bytes {}-{}/1988".format(first, last)


@pytest.mark.parametrize("wanted", ["bytes=1988-", "bytes=5000-6000", "bytes=-0",
                                    "bytes=" + "9" * 5000 + "-"])
def test_a_range_beyond_the_end(site, wanted):
    status, headers, _ = ask(site, "GET", "/files/notes.txt", Range=wanted)
    assert (status, headers["Content-Range"]) == (416, "bytes */1988")


@pytest.mark.parametrize("wanted", ["bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5",
                                    "bytes=", "0-1",
                                    "bytes=0x1-2", "bytes=\xb2-3"])
def test_what_is_no_range_is_ignored(site, notes, wanted):
    assert ask(site, "GET", "/files/notes.txt", Range=wanted)[::2] == (200, notes)


@pytest.mark.parametrize("condition, status", [
    ("<tag>", 206), ('"other"', 200), ("W/<tag>", 200), ("<when>", 206), (EARLIER, 200), (LATER, 200), ("",
                                                                                                        206)])
def test_a_range_of_the_file_that_the_client_has(site, condition, status):
    _, plain, _ = ask(site, "GET", "/files/notes.txt")
    condition = condition.replace("<tag>", plain["ETag"]).replace("<when>", plain["Last-Modified"])
    assert ask(site, "GET", "/files/notes.txt", Range="bytes=0-0", If_Range=condition)[0] == status


# Methods

@pytest.mark.parametrize("method, path, status, allow", [
    ("POST", "/files/notes.txt", 405, "GET, HEAD, OPTIONS"), ("PUT", "/form", 405,
                                                              "GET, HEAD, POST, OPTIONS"),
    ("DELETE", "/", 405, "GET, HEAD, OPTIONS"), ("POST", "/nowhere", 404, None), ("OPTIONS", "/form", 204,
                                                                                "GET, HEAD, POST, OPTIONS"),
    ("OPTIONS", "*", 204, "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH"), ("BREW", "/form", 501, None),
    ("get", "/form", 501, None), ("TRACE", "/form", 501, None),
])
def test_a_method(site, method, path, status, allow):
    found, headers, _ = ask(site, method, path)
    assert (found, headers["Allow"]) == (status, allow)


@pytest.mark.parametrize("path", [route.shown for route in ROUTES
                                  if route.about and route.path not in ("/cut", "/drop", "/silent")])
def test_every_address_in_the_list_answers_get_and_head(site, path):
    status, headers, body = ask(site, "GET", path)
    assert status < 600 and (body or status == 204)
    found, without, nothing = ask(site, "HEAD", path)
    assert (found == status or path == "/busy") and nothing == b""
    assert path in ask(site, "GET", "/")[2].decode("utf-8")


# Forms and redirects

@pytest.mark.parametrize("query, lines", [
    ("text=a+b%26c", ["text = a b&c"]), ("a=1&a=2&b=", ["a = 1", "a = 2", "b = "]), ("text=Zo%C3%A9",
                                                                                     ["text = Zoé"]),
    ("text=%ff", ["text = \ufffd"]), ("x", ["x = "]), ("=y", [" = y"]), ("a=1;b=2", ["a = 1;b=2"]),
])
def test_a_form_by_both_methods(site, query, lines):
    status, _, body = ask(site, "GET", "/form?" + query)
    assert (status, body.decode("utf-8").splitlines()) == (200, ["The form came by GET."] + lines)
    with urllib.request.urlopen(url(site, "/form"), query.encode()) as answer:
        assert answer.url.startswith(url(site, "/form/sent/"))
        assert answer.read().decode("utf-8").splitlines() == ["The form came by POST."] + lines


def test_a_page_in_another_charset(site):
    status, headers, body = ask(site, "GET", "/form/latin-1?text=Zo%C3%A9+%E2%82%AC")
    assert headers.get_content_charset() == "iso-8859-1"
    assert body.endswith(b"text = Zo\xe9 ?\n")


@pytest.mark.parametrize("kind, body, status", [
    ("application/json", "{}", 415), ("", "a=1", 415), ("application/x-www-form-urlencoded",
                                                        "&".join("a" * 101), 413),
    ("application/x-www-form-urlencoded; charset=utf-8", "a=1", 303), ("application/x-www-form-urlencoded",
                                                                       "", 303),
    ("application/x-www-form-urlencoded", "a=1" * MOST_BODY, 413),
])
def test_what_is_no_form(site, kind, body, status):
    assert ask(site, "POST", "/form", body, **({"Content_Type": kind} if kind else {}))[0] == status


def test_only_the_last_forms_are_kept(fresh):
    for number in range(201):
        fresh.store.keep_form([("number", str(number))])
    assert fresh.store.form(1) is None and fresh.store.form(2) is not None
    assert ask(fresh, "GET", "/form/sent/1")[0] == 404


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect(site, status):
    found, headers, _ = ask(site, "GET", "/redirect/{}?text=x".format(status))
    assert (found, headers["Location"]) == (status, "/form?text=x")


def test_a_chain_of_redirects_and_a_loop(site, notes):
    with urllib.request.urlopen(url(site, "/redirect/chain/5")) as answer:
        assert answer.url == url(site, "/files/notes.txt") and answer.read() == notes
    with pytest.raises(urllib.error.HTTPError, match="infinite loop") as failed:
        urllib.request.urlopen(url(site, "/redirect/loop"))
    failed.value.close()


@pytest.mark.parametrize("path", ["/redirect/300", "/redirect/x", "/redirect/", "/redirect/chain/51",
                                  "/redirect/chain/\xb2",
                                  "/redirect/chain/" + "9" * 4000, "/form/sent/0", "/form/sent/-1"])
def test_a_number_that_leads_nowhere(site, path):
    assert ask(site, "GET", urllib.parse.quote(path, encoding="latin-1"))[0] == 404


# Cookies and logins

def opener():
    jar = http.cookiejar.CookieJar()
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)), jar


def log_in(client, site, user, password):
    form = urllib.parse.urlencode({"user": user, "password": password}).encode()
    with client.open(url(site, "/login"), form) as answer:
        return answer.url[len(url(site)):], answer.read()


def test_a_login_gives_a_cookie_for_its_path_and_no_other(fresh):
    client, jar = opener()
    where, page = log_in(client, fresh, "alice", "wonderland")
    assert (where, page) == ("/members/diary", fresh.store.diary("alice"))
    assert {(cookie.name, cookie.path) for cookie in jar} == {("session", "/members"), ("theme", "/")}
    client.open(url(fresh, "/cookies")).close()
    asked = {visit.path: visit.cookies for session in fresh.sessions for visit in session.requests}
    assert [name for name, _ in asked["/members/diary"]] == ["session", "theme"]
    assert asked["/cookies"] == [("theme", "plain")]


def test_a_session_ends_by_logging_out(fresh):
    client, jar = opener()
    log_in(client, fresh, "alice", "wonderland")
    (token,) = [cookie.value for cookie in jar if cookie.name == "session"]
    client.open(url(fresh, "/members/logout")).close()
    assert "session" not in [cookie.name for cookie in jar]
    assert fresh.store.member(token) is None
    with client.open(url(fresh, "/members/diary")) as answer:
        assert answer.url == url(fresh, "/login") and answer.status == 200


@pytest.mark.parametrize("user, password", [("alice", "Wonderland"), ("alice", ""), ("nobody", "wonderland"),
                                            ("", "")])
def test_a_wrong_password_leads_to_the_form_again(fresh, user, password):
    where, page = log_in(opener()[0], fresh, user, password)
    assert where == "/login" and b"do not belong together" in page and b'name="password"' in page


def test_every_other_session_of_the_rabbit_is_over_at_once(fresh):
    client = opener()[0]
    assert [log_in(client, fresh, "rabbit", "teatime")[0] for _ in range(4)] == ["/login",
                                                                                 "/members/diary"] * 2


def test_a_session_ends_when_nobody_comes():
    now = [0]
    store = make(0)
    store._clock = lambda: now[0]
    token = store.log_in("alice", "wonderland")
    now[0] = LASTS - 1
    assert store.member(token) == "alice"
    now[0] += LASTS - 1
    assert store.member(token) == "alice"
    now[0] += LASTS
    assert store.member(token) is None and store.member(token) is None


def test_old_sessions_are_forgotten():
    store = make(0)
    tokens = [store.log_in("alice", "wonderland") for _ in range(MOST_SESSIONS + 1)]
    assert len(set(tokens)) == len(tokens)
    assert store.member(tokens[0]) is None and store.member(tokens[1]) == "alice"


@pytest.mark.parametrize("header, value", [
    ("session=a; session=b", "a"), ("x=1;session=a", "a"), (" session = a ", "a"), ("session=a==", "a=="),
    ("session", ""),
    ("=; ;;session", ""), ("x=1, session=a", ""),
])
def test_a_cookie_header(fresh, header, value):
    ask(fresh, "GET", "/members/diary", Cookie=header)
    assert fresh.sessions[-1].requests[-1].cookie("session") == value


def test_cookies_that_a_client_may_set(fresh):
    client, jar = opener()
    with client.open(url(fresh, "/cookies/set?colour=blue&x=a%0d%0aSet-Cookie:y=1&%3b=1&size=12")) as answer:
        assert answer.read() == b"colour = blue\nsize = 12\n"


@pytest.mark.parametrize("value, status", [
    ("Basic YWxpY2U6d29uZGVybGFuZA==", 200), ("basic YWxpY2U6d29uZGVybGFuZA==", 200), ("Basic YWxpY2U6eA==",
                                                                                       401),
    ("Basic ???", 401), ("Bearer YWxpY2U6d29uZGVybGFuZA==", 401), ("Basic", 401), ("Basic /w==", 401),
    ("Basic bm9ib2R5Og==", 401),
])
def test_basic_credentials(site, value, status):
    found, headers, _ = ask(site, "GET", "/basic", Authorization=value)
    assert found == status
    assert (status == 401) == ("WWW-Authenticate" in headers)


# Bad days

def test_bad_days(fresh):
    assert [ask(fresh, "GET", "/busy")[0] for _ in range(6)] == [503, 503, 200] * 2
    assert ask(fresh, "GET", "/busy")[1]["Retry-After"] == "1"
    status, headers, body = ask(fresh, "GET", "/chunked")
    assert headers["Transfer-Encoding"] == "chunked" and body.count(b"\n") == 5
    with pytest.raises(http.client.IncompleteRead):
        ask(fresh, "GET", "/cut")
    with pytest.raises(http.client.RemoteDisconnected):
        ask(fresh, "GET", "/drop")
    assert ask(fresh, "GET", "/gone")[0] == 410


def test_silence_ends_when_the_client_leaves(fresh):
    with pytest.raises(socket.timeout):
        urllib.request.urlopen(url(fresh, "/silent"), timeout=0.2)
    assert fresh.settle(10)


# The conversation

def test_what_was_asked_is_kept_with_its_place_on_the_wire(fresh):
    first = b"GET /form?text=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    second = b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" \
             b"Content-Length: 3\r\n\r\na=b"
    raw(fresh, first + second + b"nonsense\r\n\r\n")
    asked = fresh.sessions[0].requests
    assert [(each.method, each.path, each.fields, each.offset, each.status) for each in asked] == [
        ("GET", "/form", [("text", "1")], 0, 200), ("POST", "/form", [("a", "b")], len(first), 303),
        ("", "", [], len(first + second), 400)]
    assert asked[2].why == "The request line is not METHOD TARGET HTTP/1.1."


def test_a_connection_carries_a_hundred_requests(fresh):
    conn = http.client.HTTPConnection("127.0.0.1", fresh.port, timeout=30)
    last = None
    for _ in range(MOST_REQUESTS):
        conn.request("GET", "/form?text=1")
        last = conn.getresponse()
        last.read()
    assert last.headers["Connection"] == "close" and len(fresh.sessions) == 1
    conn.close()


@pytest.mark.parametrize("data, status", [
    (b"\x00\x01\x02\r\n\r\n", 400), (b"GET /form\r\n\r\n", 400), (b"GET /form HTTP/1.1\r\n\r\n", 400),
    (b"GET /form HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
    (b"GET " + b"/x" * 5000 + b" HTTP/1.1\r\n\r\n", 414),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 9000 + b"\r\n\r\n", 431),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    (b"GET / HTTP/2.0\r\n\r\n", 505),
    (b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    (b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n", 413),
    (b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
     400),
    (b"GET /form HTTP/1.0\r\n\r\n", 200),
])
def test_garbage_gets_an_answer_of_http(site, data, status):
    assert raw(site, data).startswith(b"HTTP/1.1 %d " % status)


@pytest.mark.parametrize("data", [b"", b"G", b"GET / HTTP/1.1\r\nHost: local", b"x" * 100000,
                                  b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"])
def test_a_client_that_vanishes_leaves_nothing_behind(fresh, data):
    raw(fresh, data)
    assert fresh.settle(10)
    assert ask(fresh, "GET", "/form?text=1")[0] == 200


def test_random_bytes(fresh):
    seed = random.randrange(10 ** 6)
    print("seed", seed)
    rng = random.Random(seed)
    whole = [b"GET /files/notes.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-9\r\nCookie: session=x\r\n\r\n",
             b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
             b"Content-Length: 20\r\n\r\nuser=a&password=b%zz"]
    for _ in range(150):
        data = bytearray(whole[rng.randrange(2)])
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(data))
            data[at:at + rng.randrange(3)] = bytes(rng.randrange(256) for _ in range(rng.randrange(3)))
        answer = raw(fresh, bytes(data))
        assert answer == b"" or answer.startswith(b"HTTP/1.1 "), bytes(data)
        assert b"HTTP/1.1 500" not in answer
    assert fresh.settle(10)


def test_no_answer_holds_a_header_that_the_client_wrote(site):
    for path in ("/files/pub%0d%0aX:1", "/redirect/302?a%0d%0aX:1", "/form/moved?%0aX:1"):
        assert "X" not in ask(site, "GET", path)[1]


def test_fifty_clients_at_once(fresh):
    wrong = []

    def visit(number):
        client = opener()[0]
        try:
            text = "client {}".format(number)
            form = urllib.parse.urlencode({"text": text})
            for target, data in (("/form?" + form, None), ("/form", form.encode())):
                with client.open(url(fresh, target), data, timeout=60) as answer:
                    assert answer.read().decode().endswith("text = {}\n".format(text))
            assert log_in(client, fresh, "alice", "wonderland")[0] == "/members/diary"
        except Exception as problem:
            wrong.append((number, repr(problem)))

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert wrong == []


def test_one_client_too_many(tmp_path):
    with Service(Website, make(0), most=1) as service:
        with socket.create_connection(("127.0.0.1", service.port)) as first:
            first.sendall(b"GET /form?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert first.recv(100).startswith(b"HTTP/1.1 200")
            assert raw(service, b"").startswith(b"HTTP/1.1 503 ")


def test_practice_keeps_nothing_of_what_passed():
    with PROTOCOLS["http"].start() as service:
        assert ask(service, "GET", "/form?text=1")[0] == 200
        assert service.settle(10) and service.sessions == []


# Clients that nobody here wrote

def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def test_curl(fresh, needs_client, tmp_path, notes):
    curl, jar = needs_client("curl"), str(tmp_path / "jar")
    copy = tmp_path / "notes.txt"

    def fetch(*arguments):
        done = run(curl, "-sS", "--noproxy", "*", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    copy.write_bytes(notes[:700])
    fetch("-C", "-", "-o", str(copy), url(fresh, "/files/notes.txt"))
    assert copy.read_bytes() == notes
    assert fetch("-r", "-9", url(fresh, "/files/notes.txt")) == notes[-9:]
    assert fetch("-L", "--data-urlencode", "text=Tom & Zoé", url(fresh,
                                                                 "/form")).decode().endswith("text = Tom & Zoé\n")
    assert fetch("-L", "-d", "text=a", url(fresh, "/form/moved")).endswith(b"by POST.\ntext = a\n")
    login = ["-L", "-c", jar, "-b", jar, "-d", "user=alice&password=wonderland", url(fresh, "/login")]
    assert fetch(*login) == fresh.store.diary("alice")
    assert fetch("-u", "alice:wonderland", url(fresh, "/basic")) == b"Good day, alice.\n"
    assert fetch("--retry", "3", "-f", url(fresh, "/busy")) == notes
    assert fetch("-F", "text=x", "-o", str(copy), "-w", "%{http_code}", url(fresh, "/form")) == b"415"
    assert fetch("-T", str(copy), "-w", "%{http_code}", "-o", str(copy), url(fresh, "/form")) == b"405"
    assert fetch(url(fresh, "/chunked")).count(b"\n") == 5
    tag = re.search(rb"ETag: (.*)\r", fetch("-I", url(fresh, "/files/notes.txt"))).group(1).decode()
    assert fetch("-w", "%{http_code}", "-H", "If-None-Match: " + tag, url(fresh,
                                                                          "/files/notes.txt")) == b"304"
    assert run(curl, "-s", "--noproxy", "*", url(fresh, "/cut")).returncode == 18      # "partial file"
    assert run(curl, "-s", "--noproxy", "*", url(fresh,
                                                 "/drop")).returncode == 52     # "nothing was returned"
    assert run(curl, "-s", "--noproxy", "*", "-L", url(fresh, "/redirect/loop")).returncode == 47


def test_wget(fresh, needs_client, tmp_path, notes):
    wget = needs_client("wget")
    done = run(wget, "--no-proxy", "-q", "-r", "-np", "-nH", "-P", str(tmp_path), url(fresh, "/files/"))
    assert done.returncode == 0, done.stderr
    tree = fresh.store.files
    for path in tree.walk():
        assert (tmp_path / "files" / path[1:]).read_bytes() == tree.read(path)
    copy = tmp_path / "copy"
    copy.write_bytes(notes[:500])
    assert run(wget, "--no-proxy", "-q", "-c", "-O", str(copy), url(fresh,
                                                                    "/files/notes.txt")).returncode == 0
    assert copy.read_bytes() == notes
