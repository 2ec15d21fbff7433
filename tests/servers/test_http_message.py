"""HTTP requests, read from bytes that come in any pieces; and everything that could be read in two ways is
refused."""

import pytest

from bundle.servers.http_message import Refused, read_body, read_request
from bundle.wire.connection import LineTooLong

GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
POST = b"POST /a.py HTTP/1.1\r\nHost: localhost\r\n"


class FakeConn:
    """What Connection offers, fed from bytes in pieces of `size`; read_line and recv_exact as there."""

    def __init__(self, data, size=65536):
        self.left = [data[i:i + size] for i in range(0, len(data), size)]
        self.buf = b""
        self.consumed = 0
        self.sent = b""

    def _fill(self):
        self.buf += self.left.pop(0) if self.left else b""

    def _take(self, count):
        data, self.buf = self.buf[:count], self.buf[count:]
        self.consumed += count
        return data

    def read_line(self, limit=1000):
        while b"\n" not in self.buf and self.left:
            self._fill()
        end = self.buf.find(b"\n") + 1
        if not end:
            return b""
        line = self._take(end)
        if len(line) > limit:
            raise LineTooLong("too long")
        return line

    def recv_exact(self, n):
        while len(self.buf) < n and self.left:
            self._fill()
        if len(self.buf) < n:
            raise EOFError
        return self._take(n)

    def send(self, data):
        self.sent += data


def read(data, size=65536, most=1000):
    conn = FakeConn(data, size)
    request = read_request(conn)
    return request, read_body(conn, request, most)


def test_a_request_in_all_its_parts():
    request, body = read(b"POST /a%20b/c.py?x=1&y=%20? HTTP/1.1\r\nHost: LocalHost:8080\r\nX-Two:  a \r\n"
                         b"x-two: b\r\nContent-Length: 5\r\n\r\nhello")
    assert (request.method, request.path, request.query) == ("POST", "/a%20b/c.py", "x=1&y=%20?")
    assert (request.host, request.version, request.get("X-TWO")) == ("localhost", (1, 1), "a, b")
    assert body == b"hello"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 65536])
@pytest.mark.parametrize("request_bytes, body", [
    (POST + b"Content-Length: 11\r\n\r\nhello world", b"hello world"),
    (POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n",
     b"hello world"),
    (GET + b"\r\n", b""),
], ids=["length", "chunked", "none"])
def test_pieces_of_any_size_make_the_same_request(request_bytes, body, size):
    conn = FakeConn(request_bytes + b"GET /next HTTP/1.1\r\nHost: [::1]\r\n\r\n", size)
    assert read_body(conn, read_request(conn)) == body
    assert read_request(conn).path == "/next"


def test_the_end_of_the_connection_is_no_request():
    assert read_request(FakeConn(b"")) is None


@pytest.mark.parametrize("request_bytes", [GET, GET + b"Acc", POST + b"Content-Length: 5\r\n\r\nhel",
                                           POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
                                           POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"],
                         ids=["after a header", "in a header", "in the body", "in a chunk",
                              "before the last chunk"])
def test_a_client_that_leaves_in_the_middle(request_bytes):
    with pytest.raises(ConnectionError):
        read(request_bytes)


@pytest.mark.parametrize("status, data", [
    (400, b"GET /\r\n\r\n"),
    (400, b"GET  / HTTP/1.1\r\n\r\n"),
    (400, b"GET / HTTP/1.1 \r\n\r\n"),
    (400, b"GET / HTTP/1.1\nHost: localhost\n\n"),
    (400, b"G@T / HTTP/1.1\r\n\r\n"),
    (400, b"GET /\x00 HTTP/1.1\r\n\r\n"),
    (400, "GET /caf\N{LATIN SMALL LETTER E WITH ACUTE} HTTP/1.1\r\n\r\n".encode()),
    (400, b"GET a/b HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET /a#b HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n"),
    (414, b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n"),
    (501, b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (501, b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (505, b"GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"),
    (400, b"PRI * HTTP/2\r\n\r\n"),
    (400, GET + b"A B: 1\r\n\r\n"),
    (400, GET + b"Name : 1\r\n\r\n"),
    (400, GET + b": 1\r\n\r\n"),
    (400, GET + b"no colon\r\n\r\n"),
    (400, GET + b"A: 1\r\n folded\r\n\r\n"),
    (400, GET + b" A: 1\r\n\r\n"),
    (400, GET + b"A: 1\x002\r\n\r\n"),
    (400, GET + b"A: 1\r2\r\n\r\n"),
    (400, GET + b"A: 1\n\r\n"),
    (431, GET + b"A: " + b"a" * 9000 + b"\r\n\r\n"),
    (431, GET + b"A: 1\r\n" * 101 + b"\r\n"),
    (431, GET + (b"A: " + b"a" * 8000 + b"\r\n") * 9 + b"\r\n"),
], ids=lambda value: repr(value)[:40])
def test_what_is_no_request(status, data):
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.status == status


@pytest.mark.parametrize("status, headers", [
    (400, b"Content-Length: 5\r\nContent-Length: 6\r\n"),
    (400, b"Content-Length: 5\r\nContent-Length: 5\r\n"),
    (400, b"Content-Length: 5, 5\r\n"),
    (400, b"Content-Length: -5\r\n"),
    (400, b"Content-Length: +5\r\n"),
    (400, b"Content-Length: 0x5\r\n"),
    (400, b"Content-Length: 5_0\r\n"),
    (400, b"Content-Length: \r\n"),
    (400, b"Content-Length: 5 5\r\n"),
    (400, b"Content-Length: \xb2\r\n"),
    (400, b"Content-Length: " + b"9" * 5000 + b"\r\n"),
    (413, b"Content-Length: 1001\r\n"),
    (400, b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
    (400, b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
    (501, b"Transfer-Encoding: gzip\r\n"),
    (501, b"Transfer-Encoding: identity\r\n"),
    (501, b"Transfer-Encoding: gzip, chunked\r\n"),
    (501, b"Transfer-Encoding: chunked, identity\r\n"),
    (501, b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
    (501, b"Transfer-Encoding: xchunked\r\n"),
    (501, b"Transfer-Encoding: \x0bchunked\r\n".replace(b"\x0b", b"\xa0")),
    (400, b"Transfer-Encoding : chunked\r\n"),
    (417, b"Content-Length: 5\r\nExpect: the best\r\n"),
], ids=lambda value: repr(value)[:60])
def test_two_statements_about_the_length_are_refused(status, headers):
    with pytest.raises(Refused) as refused:
        read(POST + headers + b"\r\nhello")
    assert refused.value.status == status


@pytest.mark.parametrize("status, chunks", [
    (400, b"5\nhello\r\n0\r\n\r\n"),
    (400, b"5\r\nhello0\r\n\r\n"),
    (400, b"5\r\nhelloo\r\n0\r\n\r\n"),
    (400, b"-5\r\nhello\r\n0\r\n\r\n"),
    (400, b"0x5\r\nhello\r\n0\r\n\r\n"),
    (400, b" 5\r\nhello\r\n0\r\n\r\n"),
    (400, b"5 5\r\nhello\r\n0\r\n\r\n"),
    (400, b"\r\n"),
    (400, b"5;" + b"x" * 500 + b"\r\nhello\r\n0\r\n\r\n"),
    (400, b"1" + b"0" * 20 + b"\r\n"),
    (413, b"3e9\r\n" + b"x" * 1001),
    (413, b"3e8\r\n" + b"x" * 1000 + b"\r\n1\r\nx\r\n0\r\n\r\n"),
    (400, b"0\r\nbad trailer\r\n\r\n"),
], ids=lambda value: repr(value)[:40])
def test_bad_chunks(status, chunks):
    with pytest.raises(Refused) as refused:
        read(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    assert refused.value.status == status


@pytest.mark.parametrize("status, head", [
    (None, b"GET / HTTP/1.0\r\n\r\n"),
    (None, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    (None, b"GET / HTTP/1.1\r\nHost: LOCALHOST:99\r\n\r\n"),
    (None, b"GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"),
    (None, b"GET http://localhost:8080/x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (None, b"GET http://localhost/x HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: user@localhost\r\n\r\n"),
    (421, b"GET / HTTP/1.1\r\nHost: \r\n\r\n"),
    (421, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
    (421, b"GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n"),
    (421, b"GET / HTTP/1.1\r\nHost: localhost.\r\n\r\n"),
    (421, b"GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n"),
    (421, b"GET / HTTP/1.1\r\nHost: 192.168.1.5:8080\r\n\r\n"),
    (421, b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
], ids=lambda value: repr(value)[:70])
def test_only_names_of_loopback(status, head):
    if status is None:
        assert read(head)[0].method == "GET"
    else:
        with pytest.raises(Refused) as refused:
            read(head)
        assert refused.value.status == status


@pytest.mark.parametrize("headers, sent", [
    (b"Content-Length: 5\r\nExpect: 100-Continue\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    (b"Content-Length: 5\r\n", b""),
    (b"Content-Length: 0\r\nExpect: 100-continue\r\n", b""),
], ids=["a client that waits", "one that does not", "nothing to wait for"])
def test_a_client_that_waits_is_told_to_go_on(headers, sent):
    conn = FakeConn(POST + headers + b"\r\nhello")
    read_body(conn, read_request(conn))
    assert conn.sent == sent


def test_nobody_is_told_to_go_on_with_a_body_that_is_too_long():
    conn = FakeConn(POST + b"Content-Length: 2000\r\nExpect: 100-continue\r\n\r\n")
    with pytest.raises(Refused):
        read_body(conn, read_request(conn), 1000)
    assert conn.sent == b""


@pytest.mark.parametrize("keeps, data", [
    (True, GET + b"\r\n"), (False, GET + b"Connection: close\r\n\r\n"),
    (False, GET + b"Connection: x, CLOSE\r\n\r\n"),
    (False, b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
], ids=["1.1", "close", "close among others", "1.0"])
def test_who_expects_another_answer(keeps, data):
    assert read(data)[0].keeps_alive() is keeps
