"""The database in miniature, over real sockets: frames in any pieces, refusals, and bounds."""
import socket
import struct

import pytest

from bundle.servers import PROTOCOLS
from bundle.servers.database import Database, Table
from bundle.servers.service import Service

LOGIN = b"\0\0\0\x10\x01alice wonderland"
OK = b"\0\0\0\0\x04"


def query(key):
    return struct.pack("!IB", len(key), 2) + key


def row(value):
    return struct.pack("!IB", len(value), 3) + value


def error(words):
    return struct.pack("!IB", len(words), 5) + words


@pytest.fixture
def table():
    return Table(0)


@pytest.fixture
def conn(table):
    with Service(Database, table) as service, socket.create_connection((service.host, service.port), 10) as conn:
        yield conn


def read_all(conn):
    return b"".join(iter(lambda: conn.recv(65536), b""))


def say_all(conn, data):
    conn.sendall(data)
    conn.shutdown(socket.SHUT_WR)
    return read_all(conn)


@pytest.mark.parametrize("key", ["capital", "cat", "blank", "tape", "dodo", ""])
def test_rows_come_back_and_an_end(conn, table, key):
    rows = table.rows.get(key, [])
    assert say_all(conn, LOGIN + query(key.encode())) == OK + b"".join(map(row, rows)) + OK


def test_what_the_task_promises(table):
    assert [len(table.rows[key]) for key in ("capital", "cat", "motto", "river", "blank", "tape")] == [1, 3, 1, 2, 1, 1]
    assert table.rows["blank"] == [b""] and len(table.rows["tape"][0]) == 70000
    assert b"\n" not in b"".join(b"".join(rows) for rows in table.rows.values())


def test_frames_may_come_in_any_pieces(conn, table):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in LOGIN + query(b"capital"):
        conn.send(bytes([byte]))
    conn.shutdown(socket.SHUT_WR)
    assert read_all(conn) == OK + row(table.rows["capital"][0]) + OK


def test_many_queries_may_come_at_once(conn, table):
    assert say_all(conn, LOGIN + query(b"capital") * 500) == OK + (row(table.rows["capital"][0]) + OK) * 500


@pytest.mark.parametrize("said, answer", [
    pytest.param(b"\0\0\0\x0e\x01alice opensesa", error(b"wrong user or password"), id="a wrong password"),
    pytest.param(query(b"cat"), error(b"log in first"), id="a query before the login"),
    pytest.param(LOGIN + b"\0\0\0\0\x03", OK + error(b"there is no opcode 3 for a client"), id="a row from a client"),
    pytest.param(LOGIN + b"\0\0\0\0\xff", OK + error(b"there is no opcode 255 for a client"), id="an unknown opcode"),
    pytest.param(b"\x10\0\0\0\x01alice wonderland",
                 error(b"a body of 268435456 bytes is too long; 1000 are allowed"), id="a little-endian length"),
    pytest.param(LOGIN + b"\0\0\x03\xe9\x02" + b"x" * 1001,
                 OK + error(b"a body of 1001 bytes is too long; 1000 are allowed"), id="a byte too many"),
    pytest.param(b"GET / HTTP/1.1\r\n\r\n",
                 error(b"a body of 1195725856 bytes is too long; 1000 are allowed"), id="HTTP"),
    pytest.param(LOGIN + query(b"\xff\xfe"), OK + OK, id="a key that is no UTF-8"),
    pytest.param(LOGIN[:-1], b"", id="a frame that is cut off"),
    pytest.param(b"", b"", id="nothing"),
])
def test_what_cannot_be_answered_ends_the_conversation(conn, said, answer):
    conn.sendall(said)
    if answer.endswith(OK) or not answer:
        conn.shutdown(socket.SHUT_WR)
    assert read_all(conn) == answer


def test_the_same_seed_makes_the_same_table():
    assert Table(3).rows == Table(3).rows and Table(3).rows != Table(4).rows


def test_who_says_nothing_is_let_go(table):
    with Service(Database, table, idle=0.05) as service:
        with socket.create_connection((service.host, service.port), 10) as conn:
            assert conn.recv(1) == b""


def test_one_client_too_many_is_told_so(table):
    with Service(Database, table, most=1) as service:
        with socket.create_connection((service.host, service.port), 10) as first:
            first.sendall(LOGIN)
            assert first.recv(5) == OK
            with socket.create_connection((service.host, service.port), 10) as second:
                assert read_all(second) == error(b"too many clients; try again")


def test_it_is_known():
    assert PROTOCOLS["database"].port == 8012 and PROTOCOLS["database"].session_class() is Database
