"""What each demonstration shows, straight through: what crossed the wire, and which line caused it."""

import re

import pytest

from bundle import course
from bundle.demos.folder import demos
from bundle.demos.plain import demonstrate
from bundle.screen.style import Style, plain
from tests.demos import course as small


def told(demo, style=None, columns=80):
    """(status, what was told, {line number: what it caused})."""
    lines = []
    status = demonstrate(demo, style or plain(), columns, lines.append)
    assert all(len(line) <= columns for line in lines)
    caused, number = {}, None
    begins = next(index for index, line in enumerate(lines) if line.startswith("What crosses"))
    for line in lines[begins:]:
        found = re.match(r"^ {0,3}(\d+)  \S", line)
        number = int(found.group(1)) if found else None if not line else number
        if number and not found:
            caused.setdefault(number, []).append(line.strip())
    return status, "\n".join(lines), caused


def of_hour(hour, number):
    (found,) = [demo for demo in demos(course.lessons()[hour - 1]) if demo.number == number]
    return found


def of_hour_2(number):
    return of_hour(2, number)


def line_of(demo, code):
    """The number of the line that begins so."""
    (found,) = [number for number, line in enumerate(demo.lines(), 1) if line.strip().startswith(code)]
    return found


def in_order(found, *wanted):
    """Whether lines that match these patterns stand in this order."""
    rest = iter(found)
    return all(any(re.search(pattern, line) for line in rest) for pattern in wanted)


def test_1_1_the_client_is_connected_and_asks_before_accept():
    demo = of_hour(1, 1)
    status, text, caused = told(demo)
    assert status == 0
    assert in_order(caused[line_of(demo, "client.connect")], "── stamp", r"→ connects to port \d+")
    assert caused[line_of(demo, "client.sendall")] == [r"→ tea?\n"]
    assert not {line_of(demo, code) for code in ("listener.bind", "listener.listen", "conn, address")} & set(caused)
    assert in_order(caused[line_of(demo, "conn.sendall")], r"← \d\d:\d\d:\d\d tea\?\\n")
    assert in_order(caused[line_of(demo, "conn.close")], "← FIN")
    assert in_order(caused[line_of(demo, "client.close")], "→ FIN")
    assert re.search(r"prints  b'\d\d:\d\d:\d\d tea\?\\n'\n(?s:.*)prints  b''\n", text)


def test_1_2_one_recv_is_no_answer():
    demo = of_hour(1, 2)
    status, text, _ = told(demo)
    assert status == 0
    clean, drib, coal = re.split("── drib|── coal", text)
    whole = r"b'\[\d\d:\d\d:\d\d\] %s\\n'\n"
    assert re.search("prints  tea\\?  " + whole % "tea", clean) and re.search("prints  cake\\? " + whole % "cake", clean)
    (piece,) = re.findall(r"prints  tea\?  b'(.*)'", drib)
    (rest,) = re.findall(r"prints  cake\? b'(.*)'", drib)
    assert re.match(r"\[\d\d:\d\d:\d\d\] tea\\n", piece + rest) and len(piece) < 5
    assert "15 bytes in 15 chunks" in drib
    assert re.search(r"prints  tea\?  b'\[.*\] tea\\n\* Tea is at four\.\\n'", coal)


def test_1_3_the_counters_freeze_and_it_ends():
    status, text, caused = told(of_hour(1, 3))
    assert status == 0
    counts = re.findall(r"prints  \{'client': (\d+), 'server': (\d+)\}", text)
    assert len(counts) == 4 and counts[1] == counts[2] == counts[3]
    assert all(int(each) < 10_000_000 for each in counts[-1])
    assert "prints  client waits 3 s in send" in text and "prints  server waits 3 s in send" in text
    crossed = [int(each.replace(",", "")) for each in re.findall(r"[→←] ([\d,]+) bytes so far", text)]
    assert crossed and max(crossed) <= int(counts[-1][0])


def test_1_4_only_the_iterative_server_keeps_the_second_client_waiting():
    demo = of_hour(1, 4)
    status, text, _ = told(demo)
    assert status == 0
    assert re.findall(r"prints  (\w+) (.*)", text) == [
        ("iterative", "no answer"), ("iterative", "b'TEA?'"), ("threads", "b'TEA?'"), ("selected", "b'TEA?'")]
    iterative = text.partition("── threads")[0].splitlines()
    assert in_order(iterative, "── iterative ", "→ connects", "── iterative 2 ", "→ connects", r"→ tea\?", "silent.close",
                    "── iterative ", "→ FIN", "── iterative 2 ", r"← TEA\?")
    assert "reset" not in text


def test_1_5_four_of_ten_are_lost_the_same_each_time():
    status, text, _ = told(of_hour(1, 5))
    assert status == 0
    assert re.findall(r"prints  (\d+) lost", text) == ["2", "5", "6", "9"]
    assert re.findall(r"→ ping (\d+)  \(datagram: dropped\)", text) == ["2", "5", "6", "9"]
    assert re.findall(r"prints  (\d+) b'pong (\d+)'\n", text) == [(n, n) for n in "1 3 4 7 8 10".split()]
    assert "→ sends to port " in text and "prints  4 of 10 lost" in text


def test_2_1_one_call_is_three_commands_and_a_second_connection():
    demo = of_hour_2(1)
    status, text, caused = told(demo)
    assert status == 0
    assert in_order(caused[line_of(demo, "ftp.connect")], "── ftp", "→ connects to port", "← 220 ")
    logged_in = caused[line_of(demo, "ftp.login")]
    assert in_order(logged_in, "→ USER alice", "← 331 ", "→ PASS wonderland", "← 230 ")
    names = caused[line_of(demo, "names =")]
    assert in_order(names, "→ TYPE A", "→ PASV", r"← 227 .*\(127,0,0,1,\d+,\d+\)", "→ NLST")
    assert in_order(names, "── ftp, data connection 1", "→ connects", r"← attendance.csv\\r\\n", "← FIN")
    assert in_order(names, r"← 226 ")
    high, low = re.search(r"127,0,0,1,(\d+),(\d+)", "\n".join(names)).groups()
    assert "→ connects to port %d" % (int(high) * 256 + int(low)) in names
    assert in_order(caused[line_of(demo, "ftp.retrbinary")], "→ TYPE I", "→ PASV", "→ RETR attendance.csv")
    assert "prints  194 bytes" in text
    assert in_order(caused[line_of(demo, "ftp.quit")], "→ QUIT", "← 221 ", "FIN")


def test_2_2_the_dot_is_stuffed_for_smtp_and_pop3_and_not_for_imap():
    demo = of_hour_2(2)
    status, text, caused = told(demo)
    assert status == 0
    sent = caused[line_of(demo, "smtp.send_message")]
    stuffed = r"^Look:\\r\\n$", r"^\.\.\\r\\n$", r"^Bye\.\\r\\n$", r"^\.\\r\\n$"
    assert in_order(sent, "→ ehlo me", "→ (?i:mail from):<alice@localhost>",
                    "→ (?i:rcpt to):<rabbit@localhost>", "→ data", "← 354", *stuffed + ("← 250",))
    read = caused[line_of(demo, "reply, lines")]
    assert in_order(read, "→ RETR 1", r"← \+OK", *stuffed)
    found = caused[line_of(demo, "_, got")]
    assert in_order(found, r"→ \w+ FETCH 1 \(?BODY\[TEXT\]", r"\{16\}", r"^Look:\\r\\n$", r"^\.\\r\\n$",
                    r"^Bye\.\\r\\n$", r"^\)")
    assert not in_order(found, r"^\.\.")
    assert "prints  POP3: [b'Look:', b'.', b'Bye.']" in text
    assert "prints  IMAP: (b'1 (BODY[TEXT] {16}', b'Look:\\r\\n.\\r\\nBye.\\r\\n')" in text


def test_2_3_the_cookie_that_came_goes_back_and_without_it_there_is_the_login_page():
    demo = of_hour_2(3)
    status, text, caused = told(demo)
    assert status == 0
    logged_in = caused[line_of(demo, "page = browser")]
    assert in_order(logged_in, "→ POST /login HTTP/1.1", "^user=alice&password=wonderland", "← HTTP/1.1 303",
                    "^Set-Cookie: session=", "→ GET /members/diary HTTP/1.1", "^Cookie: .*session=",
                    "← HTTP/1.1 200")
    given = re.search("Set-Cookie: session=([^;]+);", "\n".join(logged_in)).group(1)
    (sent,) = [line for line in logged_in if line.startswith("Cookie: ")]
    assert given in sent
    without = caused[line_of(demo, "page = request")]
    assert in_order(without, "→ GET /members/diary", "← HTTP/1.1 302", "→ GET /login", "← HTTP/1.1 200")
    assert "Cookie: session" not in "\n".join(without)
    assert re.search(r"prints  200 http://127\.0\.0\.1:\d+/members/diary\n", text)
    assert re.search(r"prints  200 http://127\.0\.0\.1:\d+/login\n", text)


def test_2_4_the_impostor_gets_the_password_until_somebody_asks():
    demo = of_hour_2(4)
    status, text, caused = told(demo)
    assert status == 0
    assert in_order(caused[line_of(demo, "pop3.pass_")], "→ PASS wonderland",
                    "the impostor writes down: alice, wonderland", r"← \+OK")
    second, third = [number for number in sorted(caused) if demo.lines()[number - 1].endswith("POP3_SSL(")]
    assert in_order(caused[second], "── impostor 2 ", "→ connects", "no TLS: ")
    assert "USER" not in "\n".join(caused[second]) and text.count("PASS wonderland\\r\\n") == 1
    assert in_order(caused[third], "── pop3s ", "TLS.* begins", r"← \+OK")
    assert "prints  b'+OK" in text


def test_3_1_bytes_environment_and_output_are_three_sections():
    demo = of_hour(3, 1)
    status, text, caused = told(demo)
    assert status == 0
    head = caused[line_of(demo, "conn.sendall(head")]
    assert in_order(head, r"→ POST /program.py/tea\?cups=2 HTTP/1.1", "Content-Length: 22")
    assert "script" not in "\n".join(head[1:]), "the gateway waits for the body"
    wire = text.partition("What crosses")[2].splitlines()
    assert in_order(wire, r"→ name=Tom\+%26\+Jerry&n=1$", "── script 1, environment ", "→ REQUEST_METHOD=POST$",
                    "→ SCRIPT_NAME=/program.py$", "→ QUERY_STRING=cups=2$", "→ PATH_INFO=/tea$", "→ CONTENT_LENGTH=22$",
                    "→ HTTP_HOST=127.0.0.1$", "── script 1, stdin ", r"→ name=Tom\+%26\+Jerry&n=1$",
                    "── script 1, stdout ", r"← Content-Type: text/plain", r"Tea for Tom & Jerry", "← the script ends",
                    "── visitor ", r"← HTTP/1.1 200 OK", "Content-Length: 2", "Tea for Tom & Jerry")
    assert "SERVER_SOFTWARE" not in text
    assert r"prints  b'HTTP/1.1 200 OK\r\n'" in text and r"prints  b'Tea for Tom & Jerry" in text


def test_3_2_without_the_blank_line_a_502_and_the_reason_in_the_log():
    demo = of_hour(3, 2)
    status, text, caused = told(demo)
    assert status == 0
    without, given = caused[line_of(demo, "urlopen(")], caused[line_of(demo, "page = urlopen(")]
    assert in_order(without, "── script 1 ", "← Content-Type: text/html", "<h1>Tea is served</h1>", "← the script ends",
                    "── log ", "No empty line", "── visitor ", "← HTTP/1.1 502 Bad Gateway")
    assert in_order(given, "── script 2 ", "← Content-Type: text/html", r"^(\\r)?\\n$", "<h1>Tea is served</h1>",
                    "── visitor 2 ", "← HTTP/1.1 200 OK", "Content-Length: ", "<h1>Tea is served</h1>")
    assert "prints  502 b'502 Bad Gateway" in text and "prints  200 b'<h1>Tea is served</h1>" in text
    assert text.count("── log") == 1


def test_3_3_the_comment_is_kept_as_typed_and_escaped_in_one_page_only():
    demo = of_hour(3, 3)
    status, text, caused = told(demo)
    assert status == 0
    raw, safe = [caused[line_of(demo, "page = urlopen(book + " + which)] for which in ('"sign"', '"safe"')]
    assert in_order(raw, "→ say=Hi%21%3Cscript", "← HTTP/1.1 303 See Other", "→ GET /program.py/raw", "── visitor 2",
                    "← HTTP/1.1 200 OK", r"Hi!<script>alert\('Boo'\)</script>")
    assert in_order(safe, "── visitor 3", "← HTTP/1.1 200 OK", "Hi!&lt;script&gt;alert")
    assert "<script>" not in "\n".join(safe)
    for which, page in (("Before: ", "raw"), ("After:  ", "safe")):
        assert re.search(r"prints  %shttp://127\.0\.0\.1:\d+/program\.py/%s\n" % (which.rstrip() + " +", page), text)


def test_3_4_bob_is_gone_every_time():
    demo = of_hour(3, 4)
    status, text, _ = told(demo)
    assert status == 0
    printed = re.findall(r"prints  (.*)", text)
    assert [line.replace("\\r", "") for line in printed] == [
        r"b'The book: Zoe Bob \n'", r"b'The book: Zoe Alice \n'", "In the end: b'Zoe Alice '"]
    wire = text.partition("What crosses")[2].splitlines()
    assert in_order(wire, "→ POST", "── script 1 ", "→ Alice", "── visitor 2 ", "── script 2 ", "→ Bob",
                    "The book: Zoe Bob", "── visitor 2 ", "── script 1 ", "The book: Zoe Alice")


def test_3_5_the_pages_are_the_same_and_the_processes_are_not():
    demo = of_hour(3, 5)
    status, text, _ = told(demo)
    assert status == 0
    printed = re.findall(r"prints  (\d+) (.*)", text)
    first, second, third, fourth = [number for number, _ in printed]
    assert len({first, second, third}) == 3 and third == fourth
    assert {page for _, page in printed} == {"b'You asked for /tea'"}
    assert in_order(text.splitlines(), "── script 1 ", "← Status: 200 OK", "── visitor ", "← HTTP/1.1 200 OK",
                    "── script 2 ", "── wsgiref ", "← HTTP/1.0 200 OK", "── wsgiref 2 ")


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_it_fits_any_width(tmp_path, columns):
    lesson = course.lessons(small.write(tmp_path / "lessons", ("1-one", "hello", small.HELLO)))[0]
    status, text, _ = told(demos(lesson)[0], columns=columns)
    assert status == 0 and "After it has ended" in " ".join(text.split())


def test_without_box_characters_and_utf_8(tmp_path):
    lesson = course.lessons(small.write(tmp_path / "lessons", ("1-one", "hello", small.HELLO)))[0]
    _, text, caused = told(demos(lesson)[0], Style(False, "ascii"))
    assert text.isascii()
    assert in_order(caused[5], "-- hello ---", "-> connects to port")


@pytest.mark.parametrize("program, status, words", [
    pytest.param("import sys\nsys.exit(3)\n", 1, "ended with exit status 3", id="an exit status"),
    pytest.param("1 / 0\n", 1, "prints  ZeroDivisionError", id="an exception"),
    pytest.param("import os\nos._exit(7)\n", 1, "ended with exit status 7", id="an end without a word"),
    pytest.param("if:\n", 1, "SyntaxError", id="no Python"),
    pytest.param("import os\nos.write(2, b'past stdout')\n", 0, "prints  past stdout", id="past stdout"),
    pytest.param("print('\\x1b[31mred')\n", 0, "prints  \\x1b[31mred", id="control characters are shown"),
    pytest.param("from time import sleep as pause\n" * 100, 0, "100 from time", id="many lines"),
])
def test_how_a_program_ends_is_told(tmp_path, program, status, words):
    lesson = course.lessons(small.write(tmp_path / "lessons", ("1-one", "hello", program)))[0]
    found, text, _ = told(demos(lesson)[0])
    assert found == status and words in text


def test_what_only_the_end_of_the_program_closes_is_told(tmp_path):
    program = small.HELLO.replace("conn.close()\n", "")
    lesson = course.lessons(small.write(tmp_path / "lessons", ("1-one", "hello", program)))[0]
    _, text, _ = told(demos(lesson)[0])
    assert re.search("the program has ended\n +→ FIN", text)
