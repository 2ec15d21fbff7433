"""Multi-line blocks: stuffed and unstuffed, whatever their lines begin with; and the limits."""
import pytest

from bundle.servers.blocks import BlockCut, BlockTooLong, block, block_of, read_block
from bundle.wire.connection import Connection
from tests.servers.talking import Pieces

ROWS = {
    "nothing": (b"", b".\r\n"),
    "a line": (b"a\r\n", b"a\r\n.\r\n"),
    "an empty line": (b"\r\n", b"\r\n.\r\n"),
    "a lone dot": (b".\r\n", b"..\r\n.\r\n"),
    "two dots": (b"..\r\n", b"...\r\n.\r\n"),
    "a dot at the start of each line": (b".a\r\n.b\r\n", b"..a\r\n..b\r\n.\r\n"),
    "dots elsewhere": (b"a.\r\n .b\r\n", b"a.\r\n .b\r\n.\r\n"),
    "a lone dot in the middle": (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n.\r\n"),
    "lone dots one after the other": (b".\r\n.\r\n", b"..\r\n..\r\n.\r\n"),
    "every byte but CR and LF": (bytes(set(range(256)) - {10, 13}) + b"\r\n",
                                 bytes(set(range(256)) - {10, 13}) + b"\r\n.\r\n"),
}


@pytest.mark.parametrize("content, wire", ROWS.values(), ids=list(ROWS))
def test_a_block_is_stuffed_on_the_way_out_and_unstuffed_on_the_way_in(content, wire):
    assert block(content) == wire
    assert read(wire) == content
    assert read(*[wire[i:i + 1] for i in range(len(wire))]) == content


@pytest.mark.parametrize("content, wire", [
    (b"a", b"a\r\n.\r\n"), (b"a\nb", b"a\r\nb\r\n.\r\n"), (b"a\n.\nb\n", b"a\r\n..\r\nb\r\n.\r\n"),
    (b"a\r.\r\n", b"a\r\n..\r\n.\r\n"),
], ids=["no line end", "other line ends", "a dot between them", "half a line end"])
def test_no_line_end_can_hide_a_terminator(content, wire):
    assert block(content) == wire


def test_lines_become_a_block():
    assert block_of(["1 20", b".2"]) == b"1 20\r\n..2\r\n.\r\n"
    assert block_of(line for line in ()) == b".\r\n"


@pytest.mark.parametrize("wire, content", [
    (b"a\n.\n", b"a\n"), (b".a\r\n.\r\n", b"a\r\n"), (b"...\r\n.\r\n", b"..\r\n"),
], ids=["line ends without CR", "a sender that forgot to stuff", "only one dot goes"])
def test_what_is_read(wire, content):
    assert read(wire) == content


def test_what_follows_a_block_is_left_for_the_next_reader():
    with Pieces([b"a\r\n.\r\nQUIT\r\n"]) as sock:
        conn = Connection(sock)
        read_block(conn, 100)
        assert conn.read_line() == b"QUIT\r\n"


@pytest.mark.parametrize("content", [b"x" * 8 + b"\r\n", b"x\r\n" * 4, b"\r\n" * 6, b"x" * 200000 + b"\r\n"])
def test_a_block_that_is_too_long_is_read_to_its_end(content):
    with Pieces([content + b".\r\nQUIT\r\n"]) as sock:
        conn = Connection(sock)
        with pytest.raises(BlockTooLong):
            read_block(conn, 9)
        assert conn.read_line() == b"QUIT\r\n"


def test_a_block_may_be_as_long_as_the_limit():
    assert read(b"xxxxxxx\r\n.\r\n", most=9) == b"xxxxxxx\r\n"


@pytest.mark.parametrize("wire", [b"", b"a\r\n", b"a\r\n.", b"a\r\n.\r", b"a"])
def test_a_sender_that_leaves_before_the_terminator(wire):
    with pytest.raises(BlockCut):
        read(wire)


LONG = b"x" * 65535      # one byte less than what is read of a line at a time


@pytest.mark.parametrize("wire, content", [
    pytest.param(b"a\n.\nb\r\n.\r\n", b"a\n.\nb\r\n", id="LF . LF"),
    pytest.param(b"a\r.\rb\r\n.\r\n", b"a\r.\rb\r\n", id="CR . CR"),
    pytest.param(b"a\n.\r\nb\r\n.\r\n", b"a\n.\r\nb\r\n", id="LF . CRLF"),
    pytest.param(b"a\r\n.\nb\r\n.\r\n", b"a\r\n\nb\r\n", id="CRLF . LF is a line that begins with a dot"),
    pytest.param(b"a\r\n.\rb\r\n.\r\n", b"a\r\n\rb\r\n", id="CRLF . CR is a line that begins with a dot"),
    pytest.param(b"a\r\n.\r\r\nb\r\n.\r\n", b"a\r\n\r\r\nb\r\n", id="CRLF . CR CRLF"),
    pytest.param(b"a\r\r\n.\r\n", b"a\r\r\n", id="CR CRLF ends a line"),
    pytest.param(b"\n.\r\nb\r\n.\r\n", b"\n.\r\nb\r\n", id="at the very start"),
    pytest.param(LONG + b"\r\n.\r\n", LONG + b"\r\n", id="a line end cut in two"),
    pytest.param(LONG + b".\r\n.b\r\n.\r\n", LONG + b".\r\nb\r\n", id="a dot that only follows a cut"),
    pytest.param(LONG + b"x.\r\n\n.\r\n\r\n.\r\n", LONG + b"x.\r\n\n.\r\n\r\n", id="the same, and LF . CRLF"),
])
def test_where_only_crlf_ends_a_line_nothing_else_ends_the_block(wire, content):
    assert read(wire, most=10 ** 6, line_ends=(b"\r\n",)) == content
    if len(wire) < 100:
        assert read(*[wire[i:i + 1] for i in range(len(wire))], line_ends=(b"\r\n",)) == content


def test_a_block_that_is_too_long_hides_no_terminator():
    with Pieces([b"x" * 200000 + b"\n.\r\nRSET\r\n.\r\nQUIT\r\n"]) as sock:
        conn = Connection(sock)
        with pytest.raises(BlockTooLong):
            read_block(conn, 9, (b"\r\n",))
        assert conn.read_line() == b"QUIT\r\n"


def read(*pieces, most=1000, **more):
    with Pieces(pieces) as sock:
        return read_block(Connection(sock), most, **more)
