"""Answers that have no end, or promise too much: whoever reads them stops, and says what came."""

import contextlib
import socket
import threading

import pytest

from bundle import course
from bundle.checking import check
from bundle.checking.http_visitor import MOST_HEAD, Response, read_response
from bundle.wire.connection import Connection

ENDLESS = """\
import socket, sys, threading, time
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
def answer(conn):
    conn.recv(65536)
    try:
        conn.sendall(%r)
        while True:
            time.sleep(%r)
            conn.sendall(%r)
    except OSError:
        conn.close()
while True:
    threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()
"""
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize("answer, status", [
    pytest.param(b"x" * 100000, 0, id="a status line without end"),
    pytest.param(OK + b"X: y\r\n" * (MOST_HEAD // 5), 0, id="headers without end"),
    pytest.param(OK + b"X: " + b"y" * 200000, 0, id="a header line without end"),
    pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nx", 200, id="a chunk of 4 GB"),
    pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 200, 200, id="a chunk size without end"),
])
def test_what_has_no_end_is_not_waited_for(answer, status):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours, theirs = socket.create_connection(listener.getsockname()), listener.accept()[0]
    response = Response()

    def send():
        with contextlib.suppress(OSError):
            theirs.sendall(answer)      # and it stays open
    sender = threading.Thread(target=send, daemon=True)
    with theirs, Connection(ours, idle=5) as conn:
        sender.start()
        read_response(conn, "GET", response)    # or Quiet
        assert (response.status, response.whole) == (status, False)
        theirs.shutdown(socket.SHUT_RDWR)
        sender.join(10)


@pytest.mark.parametrize("first, pause, on_and_on, diagnosis, words", [
    pytest.param(b"Good day\n", 0, b"x" * 65536, "sent-other", "differs at byte 0", id="no HTTP, much of it"),
    pytest.param(b"Good day\n", 0.05, b"x\n", "sent-other", "differs at byte 0", id="no HTTP, little by little"),
    pytest.param(OK, 0, b"X: y\r\n" * 5000, "endless-head", "no empty line ended its head", id="headers"),
    pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n", 0, b"x" * 65536, "chunks",
                 "what follows its head is no whole row of chunks", id="a chunk of 4 GB"),
])
def test_a_gateway_whose_answer_has_no_end_is_told_what_is_true(tmp_path, first, pause, on_and_on, diagnosis, words):
    file = tmp_path / "endless.py"
    file.write_text(ENDLESS % (first, pause, on_and_on))
    found = check(course.find("3.12"), str(file), seed=7, only="clean")
    assert found.diagnosis == diagnosis and words in found.message, found.message
