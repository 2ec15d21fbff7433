"""Whole sessions on a pseudo-terminal, as a learner has them."""

import os
import signal
import subprocess
import sys

import pytest

from tests.guide import course
from tests.guide.play import ROOT, SECONDS, Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@pytest.fixture
def lessons(tmp_path):
    return course.write(tmp_path / "lessons")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "my work"


def file_in(folder, name="01-first/first.py"):
    return folder / "1-words" / name


def save(folder, text, name="01-first/first.py"):
    file_in(folder, name).write_text(text + "\n")


def test_the_first_run_says_what_there_is_and_what_to_do(folder, lessons):
    with Session(folder, lessons, rows=40) as session:
        session.until("Welcome", "my work", "first.py", "task.md", "lesson 1", "Write the word")
        assert file_in(folder).read_text() == "# a starter\n"
        assert session.end("q") == 0
        session.assert_whole()
        assert "To come back:" in session.terminal.history
        assert "Welcome" not in session.terminal.history
    with Session(folder, lessons) as session:
        session.until("Write the word", "Not checked yet")
        assert "Welcome" not in session.text
        session.end("q")


def test_a_wrong_save_then_a_right_one(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet", "0 of 3")
        save(folder, "wrong")
        session.until("Not yet.", "Your file says wrong, and not right.", "\\x1b[31mright?\\r\\n")
        save(folder, "right")
        session.until("Passed.", "n goes on to 1.02 second", "1 of 3", "1.01 first")
        session.type("n").until("1.02 second", "Not checked yet")
        assert session.end("q") == 0
    with Session(folder, lessons) as session:
        session.until("1.02 second", "1 of 3")
        session.type("p").until("1.01 first", "You have passed this one")
        session.end("q")


def test_what_is_on_the_screen_for_an_exercise(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("1.01 first", "hello at 127.0.0.1 port", "first.py", "more: space")
        session.until("h hint 1/2", "r check", "n next", "space/b scroll", "q quit")
        session.end("q")


def test_the_keys(folder, lessons):
    with Session(folder, lessons, rows=40) as session:
        session.until("Not checked yet")
        session.type("h").until("Hint 1 of 2", "Mild.")
        session.type("h").until("Hint 2 of 2", "Strong.", "Hint 1 of 2")
        session.type("t").until("Write the word")
        session.type("w").until("Nothing has crossed the wire yet")
        session.type("r").until("Your file says # a starter", "The wire", "127.0.0.1:4000 to ")
        session.until("printed\\x1b[2J", "127.0.0.1 4711")
        session.type("l").until("Lesson 1: Words", "▸ ◦ 1.01  first")
        session.type("jj").until("▸ · 1.03  third").type("t").until("1.03 third", "Write the word")
        session.type("n").until("This is the last exercise")
        session.type("s").until("See the solution?").type("n").until("h hint 1/2")
        assert "as it should be" not in session.text and "1.03" in session.text
        session.type("sy").until("# right, as it should be")
        session.type("?").until("Keys", "the next hint")
        session.type("Z\x1b[1;5C\x1b\x1b[200~q\x1b[201~t").until("Write the word")
        session.end("q")


def test_hints_that_were_seen_are_remembered(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("h hint 1/2").type("h").until("h hint 2/2")
        session.end("q")
    with Session(folder, lessons) as session:
        session.until("h hint 2/2")
        session.end("q")


def test_scrolling(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Welcome", "↓").type("j").until(lambda it: "Welcome" not in it.text)
        session.type("k").until("Welcome")
        session.type(" ").until("Paragraph").type("b").until("Welcome")
        session.type("\x1b[F").until("The end of the task.", "back: b").type("\x1b[H").until("Welcome")
        session.end("q")


def test_reset_keeps_the_old_file(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        save(folder, "mine")
        session.until("Your file says mine")
        session.type("x").until("Put the starter back")
        session.type("y").until("The starter is back", "Not checked yet")
        session.end("q")
    kept = [name for name in os.listdir(file_in(folder).parent) if "old" in name]
    assert [file_in(folder, "01-first/" + name).read_text() for name in kept] == ["mine\n"]
    assert file_in(folder).read_text() == "# a starter\n"


def test_a_finished_lesson_is_a_moment(folder, tmp_path):
    lessons = course.write(tmp_path / "short", course.EXERCISES[:1])
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        save(folder, "right")
        session.until("Hour 1 is done: all 1 exercises", "1 of 1")
        session.end("q")


def test_a_save_during_a_check_is_checked_after_it(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        slow = file_in(folder, "01-first/first.py.slow")
        slow.write_text("")
        save(folder, "one")
        session.until("Checking")
        save(folder, "right")
        session.type("h").until("Hint 1 of 2")          # the save was noticed two looks ago, or is now
        slow.unlink()
        session.until("Passed.")
        session.end("q")


def test_a_file_that_goes_away_and_comes_back(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        file_in(folder).unlink()
        session.until("not there any more")
        save(folder, "right")
        session.until("Passed.")
        session.end("q")


@pytest.mark.parametrize("columns, rows", [(40, 20), (80, 24), (120, 40), (30, 10), (20, 6)])
def test_nothing_runs_over_the_edge(folder, lessons, columns, rows):
    with Session(folder, lessons, columns, rows) as session:
        session.until("1.01 first", "q quit")
        for key in "hwls?t":
            session.type(key)
        save(folder, "a file whose name and content are rather long, so that the message has to be wrapped")
        session.until("✗ Not yet" if rows > 6 else "✗")
        session.type("w").until("The wire")
        assert session.end("q") == 0


def test_40_columns_show_all_that_is_needed(folder, lessons):
    with Session(folder, lessons, 40, 20) as session:
        session.until("1.01 first", "0 of 3", "hello 127.0.0.1", "first.py")
        session.until("h hint", "r check", "? keys", "q quit")
        save(folder, "wrong")
        session.until("✗ Not yet.", "Your file says wrong, and not", "right.", "what is")
        session.end("q")


def test_a_resize_redraws_everything(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        for columns, rows in ((40, 20), (100, 30), (60, 12), (80, 24)):
            session.resize(columns, rows)
            session.until(lambda it: "─" * columns in it.text and "q quit" in it.terminal.lines[rows - 1])
            assert "1.01 first" in session.terminal.lines[0]
        session.end("q")


def test_at_rest_nothing_is_written(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        written = len(session.raw)
        session.type("Z").type("Z").type("k").type("?").until("Keys")      # the first three change nothing
        assert b"\x1b[2J" not in session.raw[written:]
        assert session.terminal.lines[0].startswith(" 1.01 first")
        assert 1 not in session.terminal.written or session.terminal.written[1] == 1
        session.end("q")


@pytest.mark.parametrize("environ, coloured", [({}, True), ({"NO_COLOR": "1"}, False)],
                         ids=["colour", "NO_COLOR"])
def test_colour(folder, lessons, environ, coloured):
    with Session(folder, lessons, **environ) as session:
        session.until("Not checked yet")
        save(folder, "wrong")
        session.until("Not yet.").type("w").until("The wire")
        session.end("q")
        assert session.terminal.coloured is coloured
        assert (b"m" in session.raw and b"\x1b[1m" in session.raw) is coloured


def test_a_dumb_terminal_gets_plain_lines(folder, lessons):
    with Session(folder, lessons, rows=200, TERM="dumb") as session:
        session.until("Welcome", "The end of the task.", "q quit")
        save(folder, "wrong")
        session.until("Your file says wrong, and not right.")
        save(folder, "right")
        session.until("Passed.").type("h").until("Hint 1 of 2")
        assert session.end("q") == 0
        assert b"\x1b" not in session.raw
        session.assert_whole()


@pytest.mark.parametrize("environ", [
    {"LANG": "C"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"},
], ids=["LANG=C", "LC_ALL=C", "ascii", "latin-1"])
def test_ascii_where_there_is_nothing_else(folder, lessons, environ):
    with Session(folder, lessons, **environ) as session:
        session.until("Not checked yet", "-" * 70)
        save(folder, "wrong")
        session.until("x Not yet.").type("l").until("> ~ 1.01").type("w").until("The wire")
        session.end("q")
        assert session.raw.isascii()


@pytest.mark.parametrize("number, status", [
    (signal.SIGINT, 130), (signal.SIGTERM, 143), (getattr(signal, "SIGHUP", 1), 129),
], ids=["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_whole(folder, lessons, number, status):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        os.kill(session.process.pid, number)
        assert session.end() == status
        session.assert_whole()
        assert "To come back:" in session.terminal.history


def test_ctrl_c(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        assert session.end("\x03") == 130
        session.assert_whole()
        assert "Traceback" not in session.terminal.history


def test_a_closed_window_ends_the_session(folder, lessons):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        session.hang_up()
        assert session.end() == 129


@pytest.mark.parametrize("extra", [
    "from bundle.guiding import view; view.panel = lambda *_: 1 / 0",
    "from bundle.guiding import watcher; watcher.Watched.change = lambda *_: 1 / 0",
], ids=["in the loop", "in a thread"])
def test_a_crash_of_ours_leaves_the_terminal_whole(folder, lessons, extra):
    with Session(folder, lessons, extra=extra) as session:
        session.type("r")
        assert session.end() == 2
        session.assert_whole()
        assert "ZeroDivisionError" in session.terminal.history


def test_a_check_of_ours_that_crashes_is_told(folder, lessons):
    with Session(folder, lessons, extra="guide.checker = lambda: lambda *_, **__: 1 / 0") as session:
        session.type("r").until("The check itself broke (division by zero)").type("q")
        assert session.end() == 0
        session.assert_whole()


def test_stopped_and_continued_by_a_shell(folder, lessons):
    with Session(folder, lessons, shell=True, PS1="$ ") as session:
        import shlex

        command = " ".join(shlex.quote(word) for word in session.program) + " lesson 1\n"
        session.type(command).until("Not checked yet")
        session.type("\x1a").until("Stopped", lambda it: it.text.endswith("$"))
        assert not session.terminal.modes
        session.type("fg\n").until(lambda it: it.terminal.alternate, "Not checked yet")
        session.type("h").until("Hint 1 of 2").type("q")
        session.until(lambda it: not it.terminal.alternate, "To come back:")
        session.end("exit\n")
        assert not session.terminal.modes


def test_an_editor_gets_the_terminal_and_gives_it_back(folder, lessons, tmp_path):
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\n"
                      "input('editing %s ' % sys.argv[1])\n"
                      "open(sys.argv[1], 'w').write('right')\n")
    with Session(folder, lessons, EDITOR="'%s' '%s'" % (sys.executable, editor)) as session:
        session.until("Not checked yet")
        session.type("o").until("editing", "first.py")
        assert not session.terminal.modes
        assert session.modes == session.before
        session.type("\n").until("Passed.")
        assert session.terminal.alternate
        session.type("h").until("Hint 1 of 2")
        session.end("q")
        session.assert_whole()


def test_without_an_editor_it_says_what_to_do(folder, lessons):
    with Session(folder, lessons, EDITOR="no-such-editor-here") as session:
        session.until("Not checked yet").type("o").until("no-such-editor-here does not start")
        session.end("q")
        session.assert_whole()


def test_two_sessions_in_one_folder(folder, lessons):
    with Session(folder, lessons) as one, Session(folder, lessons) as two:
        one.until("Not checked yet")
        two.until("Not checked yet").type("n").until("1.02 second")
        save(folder, "right")
        one.until("Passed.")
        save(folder, "right", "02-second/second.py")
        two.until("Passed.", "2 of 3")
        one.type("l").until("2 of 3")
        assert one.end("q") == two.end("q") == 0


@pytest.mark.parametrize("words", [["lesson", "1"], ["lesson", "1", "first"]], ids=["lesson", "exercise"])
@pytest.mark.parametrize("text, status, said", [
    ("wrong", 1, "Your file says wrong, and not right."), ("right", 0, "Passed"),
], ids=["wrong", "right"])
def test_through_a_pipe_it_is_one_check_in_plain_text(folder, lessons, words, text, status, said):
    with Session(folder, lessons) as session:
        session.until("Not checked yet")
        session.end("q")
        program = session.program
    save(folder, text)
    done = subprocess.run(program + words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=SECONDS, cwd=ROOT,
                          env=dict(os.environ, NETPROG_DIR=str(folder), PYTHONIOENCODING="utf-8"))
    output = done.stdout.decode("utf-8")
    assert done.returncode == status, output
    assert said in output and str(file_in(folder)) in output and "Write the word `right`" in output
    assert "\x1b" not in output
    assert ("lesson 1 second" in output) is (status == 0)
    assert ("hint 1.01" in output) is (status == 1)
