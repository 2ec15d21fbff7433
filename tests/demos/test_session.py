"""Demonstrations on a pseudo-terminal: stepped through, in any window, left in the middle."""

import os
import re
import signal

import pytest

from tests.demos import course as small
from tests.guide.play import Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@pytest.fixture
def lessons(tmp_path):
    return small.write(tmp_path / "lessons", ("1-hello", "hello", small.HELLO),
                       ("2-waits", "pop3", small.WAITS))


@pytest.fixture
def play(tmp_path, lessons):
    """play("demo", "1.1") is a Session with the small course."""
    def start(*words, **options):
        return Session(tmp_path / "work", lessons, words=words, **options)
    return start


def is_gone(pid):
    try:
        os.kill(pid, 0)
        return False
    except ProcessLookupError:
        return True


def pid_in(session):
    return int(re.search(r"process (\d+)\.", session.text).group(1))


def test_line_by_line_with_the_wire_beside_it(play):
    with play("demo", "1.1", columns=100) as session:
        session.until("1.1  The hello", "Before it begins.", "▸  1 import os", "line 1 is next")
        for number in (2, 3, 5):
            session.type(" ").until("line %d is next" % number)
        assert "Before it begins." in session.text, "nothing has crossed yet"
        session.type("n").until("line 6 is next", "◦  5 conn", "▸  6 print", "▸ ── hello", "▸ → connects to")
        session.type(" ").until("line 7 is next", "process ")
        session.type(" ").until("line 8 is next").type(" ").until("line 9 is next", "← FIN")
        session.type(" ").until("the program has ended", "After it has ended.", "2 next demonstration")
        session.type(" ").until("The program has ended. b goes back to its start.")
        session.type("b").until("line 1 is next", "Before it begins.")
        assert session.end("q") == 0
        session.assert_whole()


def test_run_on_to_the_wire_and_to_the_end(play):
    with play("demo", "1.1") as session:
        session.until("line 1 is next").type("r").until("line 6 is next", "connects to port")
        session.type("e").until("the program has ended", "After it has ended.", "process ")
        assert session.end("q") == 0


def test_one_under_the_other_in_a_narrow_window(play):
    with play("demo", "1.1", columns=40, rows=20) as session:
        session.until("▸  1 import os", "Before it begins.", "line 1 is next", "q quit")
        code, wire = [next(row for row, line in enumerate(session.terminal.lines) if words in line)
                      for words in ("import os", "Before it begins.")]
        assert code < wire
        session.type("e").until("After it has ended.", "process ")
        session.resize(100, 30).until("demonstration 1 of 2", lambda session: any(
            "conn.close()" in line and "│" in line for line in session.terminal.lines))
        session.resize(20, 6).until("q quit")
        assert session.end("q") == 0
        session.assert_whole()


@pytest.mark.parametrize("columns, rows", [(20, 6), (79, 12), (80, 10)])
def test_any_window(play, columns, rows):
    with play("demo", "1.1", columns=columns, rows=rows) as session:
        session.until("quit", "import").type("e").until("FIN")
        session.type("jjkkl").until("Demonstrations").type(" ").until("quit", "import")
        assert session.end("q") == 0


def test_a_program_that_waits_says_so_and_can_be_left(play):
    with play("demo", "1.2") as session:
        session.until("line 1 is next").type("e").until("line 8 waits in recv, 1 s")
        pid = pid_in(session)
        session.type(" ").until("Line 8 waits for the other side.")
        session.type("b").until("line 1 is next")
        assert is_gone(pid)
        session.type("e").until("line 8 waits in recv", "process ")
        pid = pid_in(session)
        assert session.end("q") == 0
        assert is_gone(pid)
        session.assert_whole()


@pytest.mark.parametrize("end, status", [
    pytest.param(lambda session: session.type("\x03"), 130, id="Ctrl-C"),
    pytest.param(lambda session: os.kill(session.process.pid, signal.SIGTERM), 143, id="asked to end"),
])
def test_ended_in_the_middle_nothing_is_left(play, end, status):
    with play("demo", "1.2") as session:
        session.until("line 1 is next").type("e").until("waits in recv", "process ")
        pid = pid_in(session)
        end(session)
        assert session.end() == status
        assert is_gone(pid)
        session.assert_whole()


def test_a_netprog_that_is_killed_leaves_no_program_at_its_line(play):
    with play("demo", "1.1") as session:
        session.until("line 1 is next").type("r").until("line 6 is next").type(" ").until("process ")
        pid = pid_in(session)
        os.kill(session.process.pid, signal.SIGKILL)
        session.process.wait()
        session.until(lambda session: is_gone(pid))


def test_the_list_leads_to_each(play):
    with play("demo", "1") as session:
        session.until("Hour 1: Words", "▸ 1.1  The hello  5 min", "1.2  The waits")
        session.type("j").until("▸ 1.2").type(" ")
        session.until("1.2  The waits", "demonstration 2 of 2", "line 1 is next")
        session.type("1").until("1.1  The hello", "line 1 is next")
        session.type("7").until("There is no demonstration 7 in hour 1.")
        session.type("l").until("▸ 1.1").type("k ").until("1.1  The hello", "line 1 is next")
        assert session.end("q") == 0


def test_a_long_wire_is_read_from_its_beginning_and_scrolls(tmp_path):
    lessons = small.write(tmp_path / "lessons", ("1-hello", "ftp", "import ftplib, sys\n"
                          "ftp = ftplib.FTP()\nftp.connect(sys.argv[1], int(sys.argv[2]))\n"
                          "f = [ftp.login(), ftp.cwd('/pub'), ftp.nlst(), ftp.nlst('talks')]\nftp.quit()\n"))
    with Session(tmp_path / "work", lessons, words=("demo", "1.1")) as session:
        session.until("line 1 is next").type("r").until("220 ")
        session.type("r").until("line 5 is next", "→ USER", "more: d")
        first = session.terminal.lines[2]
        session.type("j").until(lambda session: session.terminal.lines[2] != first)
        session.type("k").until(lambda session: session.terminal.lines[2] == first)
        session.type("d").until(lambda session: session.terminal.lines[2] != first)
        session.type("u").until(lambda session: session.terminal.lines[2] == first)
        session.type("\x1b[F").until("226 ", lambda session: "more: d" not in session.text)
        assert session.end("q") == 0


def test_a_dumb_terminal_gets_lines(play):
    with play("demo", "1.1", TERM="dumb", rows=50) as session:
        session.until("line 1 is next:  import os").type("r").until("line 6 is next", "connects to port")
        session.type("e").until("printed: process", "After it has ended.", "the program has ended")
        assert session.end("q") == 0


def test_a_server_that_cannot_start_is_told(play):
    extra = ("import bundle.servers.service as s\n"
             "def no(port): raise OSError(98, 'Address already in use')\ns.listen = no")
    with play("demo", "1.1", extra=extra) as session:
        assert session.end() == 2
        assert "Demonstration 1.1 does not start: " in session.terminal.history
        assert "Address already in use" in session.terminal.history
        assert "Traceback" not in session.terminal.history
        session.assert_whole()
