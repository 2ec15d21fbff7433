"""Header blocks of scripts: which are read, and what is said of the others."""

import pytest

from bundle.servers.cgi_output import BadHeaderBlock, header_block


@pytest.mark.parametrize("output, status, fields, body", [
    (b"Content-Type: text/plain\n\nhi", None, [("Content-Type", "text/plain")], b"hi"),
    (b"Content-Type: text/plain\r\n\r\nhi", None, [("Content-Type", "text/plain")], b"hi"),
    (b"Content-Type: text/plain\r\r\n\r\r\nhi", None, [("Content-Type", "text/plain")], b"hi"),
    (b"content-type:text/plain\nStatus: 404 Not here\n\n\n", 404, [("Content-Type", "text/plain")], b"\n"),
    (b"Status: 204\n\n", 204, [], b""),
    (b"Set-Cookie: a=1\nSet-Cookie: b=2\nContent-Type: x/y\n\n", None,
     [("Content-Type", "x/y"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")], b""),
    (b"Location: /x\nStatus: 303 See Other\n\n", 303, [("Location", "/x")], b""),
    (b"Connection: keep-alive\nTransfer-Encoding: chunked\nContent-Type: x/y\n\n", None,
     [("Content-Type", "x/y")], b""),
    (b"X: caf\xe9\nContent-Type: x/y\n\n", None, [("Content-Type", "x/y"), ("X", "caf\xe9")], b""),
], ids=["LF", "CR LF", "CR CR LF, from text mode on Windows", "any case, a reason of its own",
        "a status alone",
        "two cookies", "client redirect", "headers that are the server's", "bytes beyond ASCII"])
def test_header_blocks(output, status, fields, body):
    block = header_block(output)
    assert (block.status, block.fields(), output[block.size:]) == (status, fields, body)


@pytest.mark.parametrize("kind, output, number", [
    ("nothing", b"", 1),
    ("blank-first", b"\nContent-Type: text/html\n\n", 1),
    ("no-blank-line", b"Content-Type: text/html\n", 2),
    ("no-blank-line", b"Content-Type: text/html", 1),
    ("no-blank-line", b"Content-Type: text/html\nX: 1\n<p>hi</p>\n", 3),
    ("no-blank-line", b"Content-Type: text/html\nhello\n\nworld\n", 2),
    ("printed-before", b"debug\nContent-Type: text/html\n\nhi", 1),
    ("printed-before", b"<p>Content-Type</p>\nContent-Type: text/html\n\nhi", 1),
    ("no-header", b"<!DOCTYPE html>\n<p>hi</p>", 1),
    ("no-header", b"hello", 1),
    ("status-line", b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n", 1),
    ("space", b"Content-Type : text/html\n\n", 1),
    ("space", b" Content-Type: text/html\n\n", 1),
    ("no-content-type", b"X-One: 1\n\nhi", 1),
    ("twice", b"Content-Type: text/html\nContent-type: text/html\n\n", 2),
    ("bad-status", b"Content-Type: text/html\nStatus: OK\n\n", 2),
    ("bad-status", b"Content-Type: text/html\nStatus: 42\n\n", 2),
    ("bad-status", b"Content-Type: text/html\nStatus: 100 Continue\n\n", 2),
    ("bad-length", b"Content-Type: text/html\nContent-Length: many\n\n", 2),
    ("bad-length", b"Content-Type: text/html\nContent-Length: -1\n\n", 2),
], ids=lambda value: repr(value)[:40])
def test_what_is_wrong_with_a_header_block(kind, output, number):
    with pytest.raises(BadHeaderBlock) as bad:
        header_block(output)
    assert (bad.value.kind, bad.value.number) == (kind, number)


def test_half_a_header_block_needs_more():
    output = b"Content-Type: text/html\r\n\r\n"
    assert [header_block(output[:cut], ended=False) for cut in range(len(output))] == [None] * len(output)
    assert header_block(output, ended=False).size == len(output)


@pytest.mark.parametrize("is_local, output", [
    (True, b"Location: /other.py?x=1\n\n"),
    (False, b"Location: http://127.0.0.1/\n\n"),
    (False, b"Location: other.py\n\n"),
    (False, b"Location: /other.py\nStatus: 303 See Other\n\n"),
    (False, b"Location: /other.py\nSet-Cookie: a=1\n\n"),
], ids=["a path alone", "a whole address", "a relative one", "with a status", "with a cookie"])
def test_which_redirects_are_local(is_local, output):
    assert header_block(output).is_local_redirect() is is_local
