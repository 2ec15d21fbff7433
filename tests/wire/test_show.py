"""The wire view: what a line says, that none is too wide or unsafe, that a long transfer stays short."""
import random
import re
import threading
import unicodedata

import pytest

from bundle.wire import show
from bundle.wire.escape import cells, is_binary, safe
from bundle.wire.transcript import Event, Transcript

SGR = re.compile(r"\x1b\[[0-9;]*m")


class Recording:
    """Events with times of our own."""

    def __init__(self):
        self.events, self.passed, self.t = [], {}, 0.0

    def add(self, connection, kind, direction=None, data=b"", note="", after=0.001):
        self.t += after
        offset = self.passed.get((connection, direction), 0)
        self.passed[connection, direction] = offset + len(data)
        self.events.append(Event(self.t, connection, kind, direction, data, offset, note))
        return self

    def sent(self, data, connection="1", after=0.001):
        return self.add(connection, "data", "sent", data, after=after)

    def received(self, data, connection="1", after=0.001):
        return self.add(connection, "data", "received", data, after=after)


def shown(recording, **options):
    return [line.rstrip() for line in show.lines(recording.events, **options)]


def bodies(recording, **options):
    """The lines without the columns of time and side."""
    return [line[18:] for line in shown(recording, **options)]


def width(text):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


TEXT = [
    ("a line's end is seen", b"220 ready\r\n", r"220 ready\r\n"),
    ("a tab is seen", b"a\tb", r"a\tb"),
    ("a backslash is doubled, so that \\n is never in doubt", b"a\\n\n", r"a\\n\n"),
    ("an escape sequence does nothing", b"ok \x1b[2J gone", r"ok \x1b[2J gone"),
    ("UTF-8 is text", "Grüße €".encode(), "Grüße €"),
    ("wide characters are text", "日本".encode(), "日本"),
    ("a byte that is no UTF-8 is escaped", b"caf\xe9 au lait", r"caf\xe9 au lait"),
    ("a C1 control is escaped", "line\x9b31m end".encode(), r"line\xc2\x9b31m end"),
    ("a bidi override is escaped", "user\u202eexe.txt".encode(), r"user\xe2\x80\xaeexe.txt"),
    ("a zero-width space is escaped", "pay\u200bpal".encode(), r"pay\xe2\x80\x8bpal"),
    ("a combining mark is escaped", "e\u0301 long".encode(), r"e\xcc\x81 long"),
    ("a line separator is escaped", "a long\u2028b".encode(), r"a long\xe2\x80\xa8b"),
    ("an encoded surrogate is escaped", b"abcdefgh\xed\xa0\x80", r"abcdefgh\xed\xa0\x80"),
    ("an overlong form is escaped", b"abcdefgh\xc0\xaf", r"abcdefgh\xc0\xaf"),
]


@pytest.mark.parametrize("data, expected", [row[1:] for row in TEXT], ids=[row[0] for row in TEXT])
def test_text(data, expected):
    assert bodies(Recording().received(data)) == [expected]


def test_sides_and_time():
    recording = Recording().received(b"+OK\r\n").sent(b"QUIT\r\n")
    assert shown(recording) == ["   0.001  ← peer  +OK\\r\\n", "   0.002  you →   QUIT\\r\\n"]
    assert shown(recording, ascii=True) == ["   0.001  <- peer  +OK\\r\\n", "   0.002  you ->   QUIT\\r\\n"]
    assert shown(recording, names=("52114", "8021"))[0] == "   0.001  ← 8021   +OK\\r\\n"


WORDS = [
    ("open", dict(note="127.0.0.1:5 to 127.0.0.1:7"), "127.0.0.1:5 to 127.0.0.1:7"),
    ("open", dict(), "connection opened"),
    ("fin", dict(direction="received"), "FIN, no more bytes this way"),
    ("fin", dict(direction="sent", note="the fault cut-1"), "FIN (the fault cut-1)"),
    ("reset", dict(direction="received"), "reset, the connection is gone"),
    ("note", dict(note="the last byte\nis \x1b withheld"), "the last byte is \\x1b withheld"),
]


@pytest.mark.parametrize("kind, more, expected", WORDS)
def test_words(kind, more, expected):
    assert bodies(Recording().add("1", kind, **more)) == [expected]


def test_hex_for_binary():
    assert bodies(Recording().sent(b"\x00\x00\x00\x05\x01login")) == [
        "00 00 00 05 01 6c 6f 67  |.....log|", "69 6e                    |in|"]


def test_several_lines_of_one_chunk_stand_on_rows_of_their_own():
    assert bodies(Recording().received(b"a\r\nb\r\n.\r\n")) == ["a\\r\\n", "b\\r\\n", ".\\r\\n"]


def test_lines_sent_one_by_one_keep_their_times():
    assert shown(Recording().received(b"a\r\n").received(b"b\r\n")) == [
        "   0.001  ← peer  a\\r\\n", "   0.002  ← peer  b\\r\\n"]


def test_drib_is_one_line_that_says_so():
    recording = Recording()
    for byte in b"220 ready\r\n":
        recording.received(bytes([byte]))
    assert bodies(recording) == ["220 ready\\r\\n  (11 bytes in 11 chunks)"]


def test_a_held_byte_stands_apart():
    recording = Recording().received(b"220 ready\r").received(b"\n", after=0.3)
    assert shown(recording) == ["   0.001  ← peer  220 ready\\r", "   0.301  ← peer  \\n"]


def test_a_character_in_two_chunks_is_one_character():
    assert bodies(Recording().received(b"caf\xc3").received(b"\xa9")) == ["café  (5 bytes in 2 chunks)"]


def test_connections_are_told_apart():
    recording = Recording().received(b"150 here\r\n").received(b"file\n", "1 data 1").sent(b"QUIT\r\n")
    assert shown(recording) == ["   0.001  1         ← peer  150 here\\r\\n",
                                "   0.002  1 data 1  ← peer  file\\n",
                                "   0.003  1         you →   QUIT\\r\\n"]


def test_encoding_of_the_terminal():
    recording = Recording().received("Grüße 日本\r\n".encode())
    assert shown(recording, encoding="cp1252")[0].endswith("Grüße \\xe6\\x97\\xa5\\xe6\\x9c\\xac\\r\\n")
    assert "->" in shown(Recording().sent(b"x"), encoding="cp1252")[0]     # it has no arrows
    assert all(line.isascii() for line in shown(recording, ascii=True))
    assert all(line.isascii() for line in shown(recording, encoding="no-such-encoding"))


def five_megabytes(pattern):
    recording = Recording()
    for index in range(80):
        recording.received(pattern * (65536 // len(pattern)))
    return recording


BULK = [
    ("text lines", five_megabytes(b"a line of text\r\n")),
    ("one line without an end", five_megabytes(b"x" * 64)),
    ("binary", five_megabytes(bytes(range(256)))),
    ("wide characters", five_megabytes("日本語!".encode("utf-16-le"))),
]


@pytest.mark.parametrize("recording", [row[1] for row in BULK], ids=[row[0] for row in BULK])
def test_bulk_is_folded(recording):
    lines = shown(recording)
    assert len(lines) <= 12
    assert re.search(r"… 5,24\d,\d\d\d more bytes …", "\n".join(lines))
    assert "(5,242,880 bytes in 80 chunks)" in lines[-1]


def test_fold_counts_what_is_hidden():
    recording = Recording().received(b"".join(b"%04d\n" % number for number in range(100)))
    assert bodies(recording) == [r"%04d\n" % number for number in range(8)] + [
        "… 450 more bytes …", r"0098\n", r"0099\n"]


def test_an_echo_of_five_megabytes_is_folded():
    recording = Recording()
    for _ in range(80):
        recording.sent(b"x" * 65536).received(b"x" * 65536)
    recording.add("1", "fin", "sent")
    lines = shown(recording)
    assert len(lines) < 60
    assert "… 5,111,808 more bytes sent in 78 chunks, 5,111,808" in "\n".join(lines)
    assert "FIN" in lines[-1]


def test_ten_thousand_turns_are_left_out_in_the_middle():
    recording = Recording()
    for number in range(10000):
        recording.sent(b"%d?\n" % number).received(b"%d!\n" % number)
    lines = shown(recording, mark=("1", "sent", 30000))
    assert len(lines) < 450
    assert any(line.startswith("…") and "more lines" in line for line in lines)
    assert "0?" in lines[0] and "9999!" in lines[-1]
    assert [line.strip() for line in lines].count("^") == 1


MARKS = [
    ("first byte", ("1", "sent", 0), "USER al", "U"),
    ("a line end's byte", ("1", "sent", 12), "USER al", "\\n"),
    ("second chunk", ("1", "sent", 18), "PASS", "\\r"),
    ("the other direction", ("1", "received", 4), "+OK", "\\n"),
    ("a byte of hex", ("1 data 1", "received", 9), "41 41", "00"),
]


@pytest.mark.parametrize("mark, line, under", [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
@pytest.mark.parametrize("draw", [show.lines, show.excerpt])
def test_caret(draw, mark, line, under):
    recording = Recording().received(b"+OK\r\n").sent(b"USER alice\\\r\n").sent(b"PASS\r\n")
    recording.received(b"AAAAAAAA\0\0\0\0AA\0\0\0", "1 data 1")
    mark = (mark[0], mark[1], 17 if under == "\\r" and line == "PASS" else mark[2])
    lines = draw(recording.events, mark=mark)
    index = next(index for index, text in enumerate(lines) if text.strip(" ") == "^" * len(under))
    column = lines[index].index("^")
    assert line in lines[index - 1]
    if line != "41 41":
        assert lines[index - 1][column:].startswith(under)


def test_caret_in_hex_points_at_the_pair():
    recording = Recording().received(bytes(range(256)))
    for offset in (0, 7, 8, 100, 255):
        lines = show.lines(recording.events, mark=("1", "received", offset))
        index = next(index for index, text in enumerate(lines) if text.strip() == "^^")
        column = lines[index].index("^")
        assert lines[index - 1][column:column + 2] == "%02x" % offset


def test_caret_behind_the_last_byte_and_at_the_end():
    recording = Recording().received(b"+OK")
    assert show.lines(recording.events, mark=("1", "received", 3))[1] == " " * 21 + "^"
    recording.add("1", "fin", "received")
    assert show.lines(recording.events, mark=("1", "received", 3))[2] == " " * 18 + "^"


def test_caret_where_nothing_was_said():
    recording = Recording().add("1", "open", note="x")
    assert show.lines(recording.events, mark=("1", "sent", 0))[1].strip() == "^"
    assert show.lines(recording.events, mark=("7", "sent", 0)) == show.lines(recording.events)
    assert show.lines([], mark=("1", "sent", 0)) == [] == show.excerpt([], ("1", "sent", 0))


def test_excerpt_has_its_context_and_its_connection_alone():
    recording = Recording()
    for number in range(10, 30):
        recording.sent(b"%d\n" % number, str(number % 2 + 1)).received(b"ok\n", str(number % 2 + 1))
    lines = show.excerpt(recording.events, ("1", "sent", 7), before=3, after=1)
    assert [line.split()[-1] for line in lines] == [
        "ok\\n", "12\\n", "ok\\n", "14\\n", "^", "ok\\n"]
    assert all(line.split()[1] == "1" for line in lines if "^" not in line)


def test_excerpt_begins_with_time_and_side_inside_a_run():
    recording = Recording().received(b"".join(b"%d\n" % number for number in range(8)))
    lines = show.excerpt(recording.events, ("1", "received", 12), before=1, after=1)
    assert lines == ["   0.001  ← peer  5\\n", "                  6\\n", "                  ^",
                     "                  7\\n"]


def rubbish(seed):
    """Random events with hostile bytes; short, long, text, binary, cut anywhere."""
    pick = random.Random(seed)
    recording = Recording()
    pieces = [b"\x1b]0;title\x07", b"\x9b2J", "\u202e\u2066\u200d\ufeff".encode(), b"\xed\xa0\x80", b"\r",
              b"\n", "日本語🙂é".encode(), b"\x00" * 9, b"plain words ", b"\\", b"\t",
              "e\u0301\u0338".encode(), b"\xff\xf4", "\u1160\u3164\u2800".encode(), "עברית".encode()]
    for _ in range(pick.randrange(1, 40)):
        name = pick.choice(["1", "2", "1 data 1", "12 data 33"])
        kind = pick.choice(["data"] * 8 + ["open", "fin", "reset", "note", "strange"])
        data = note = b""
        if kind == "data":
            data = b"".join(pick.choice(pieces) for _ in range(pick.choice([1, 2, 9, 300])))
            data = data[pick.randrange(3):] or b"x"
            if pick.randrange(4) == 0:
                data = bytes(pick.randrange(256) for _ in range(pick.choice([1, 20, 3000])))
        else:
            note = b"".join(pick.choice(pieces) for _ in range(pick.randrange(12)))
        recording.add(name, kind, pick.choice(["sent", "received"] + [None] * (kind != "data")), data,
                      note.decode("utf-8", "surrogateescape"), after=pick.choice([0, 0.001, 0.2]))
    return recording


def unsafe(line):
    return [char for char in line if unicodedata.category(char)[0] == "C" or
            unicodedata.category(char) in ("Zl", "Zp", "Mn", "Me")]


SEEDS = [random.randrange(10 ** 9) for _ in range(4)] + [1, 2, 3]


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_no_line_is_too_wide_or_unsafe(seed):
    seed = SEEDS[seed]
    print("seed", seed)
    pick = random.Random(seed)
    recording = rubbish(seed)
    for columns in list(range(20, 90, 7)) + [119, 200]:
        some = pick.choice(recording.events)
        mark = pick.choice([None, (some.connection, some.direction, some.offset + len(some.data) // 2)])
        colour, ascii = pick.random() < 0.5, pick.random() < 0.3
        drawn = [show.lines(recording.events, columns, colour, ascii, mark)]
        if mark:
            drawn.append(show.excerpt(recording.events, mark, 4, 2, columns, colour, ascii))
        for lines in drawn:
            plain = [SGR.sub("", line) if colour else line for line in lines]
            assert max(map(width, plain)) <= columns
            assert not [line for line in plain if unsafe(line)]
            assert all("\x1b" not in line for line in plain)
            assert not mark or sum("^" in line and not line.strip(" ^") for line in plain) >= 1
            if ascii:
                assert all(line.isascii() for line in plain)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_live_is_as_recorded(seed):
    recording = rubbish(SEEDS[seed])
    print("seed", SEEDS[seed])
    shower = show.Shower(width=70)
    shower.layout.know(event.connection for event in recording.events)
    live = [line for event in recording.events for line in shower.feed(event)] + shower.flush()
    recorded = show.lines(recording.events, width=70, most=100000)
    assert [SGR.sub("", line) for line in live] == recorded


def test_follow_shows_all_there_is():
    transcript, over, lines = Transcript(), threading.Event(), []
    thread = threading.Thread(target=show.follow, args=(transcript, lines.append, over.is_set))
    thread.start()
    for number in range(50):
        transcript.add("1", "data", "sent", b"%d\r\n" % number)
    over.set()
    thread.join(20)
    assert not thread.is_alive()
    text = "\n".join(lines)
    assert "0\\r\\n" in text and "49\\r\\n" in text


CELLS = [(b"", []), (b"a", [("a", 1, 0, 1)]), ("é€".encode(), [("é", 1, 0, 2), ("€", 1, 2, 3)]),
         (b"\xe2\x82", [("\\xe2", 4, 0, 1), ("\\x82", 4, 1, 1)]), ("日".encode(), [("日", 2, 0, 3)])]


@pytest.mark.parametrize("data, expected", CELLS)
def test_cells(data, expected):
    assert cells(data) == expected


@pytest.mark.parametrize("text, expected", [
    ("C:\\file", "C:\\file"), ("a\x1bb\n", "a\\x1bb\\n"), ("\u202e", "\\u202e"), ("\udc80", "\\udc80"),
    (b"a\\b\x00", "a\\\\b\\x00")])
def test_safe(text, expected):
    assert safe(text) == expected


@pytest.mark.parametrize("data, expected", [
    (b"\x00", True), (b"hello\r\n", False), (b"", False), (b"\x00\x00\x00\x05\x01login", True),
    (bytes(range(256)), True), ("Grüße".encode("latin-1"), False), ("日本語".encode(), False),
    (b"\xff\xf4\xf2ABOR\r\n", False), (b"\x1b[31mred\x1b[0m", False)])
def test_is_binary(data, expected):
    assert is_binary(data) is expected


@pytest.mark.parametrize("offset, above", [(-1, "127.0.0.1:5000 to 127.0.0.1:80"), (0, "GET")])
def test_an_opening_can_be_marked_and_is_not_the_first_byte(offset, above):
    recording = Recording().add("1", "open", "sent", note="127.0.0.1:5000 to 127.0.0.1:80").sent(b"GET\n")
    lines = [line.strip() for line in show.excerpt(recording.events, ("1", "sent", offset))]
    assert above in lines[lines.index("^") - 1]
