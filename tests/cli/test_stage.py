"""lecture and demo as they are typed, through a pipe."""

import os
import signal

import pytest

from bundle import course
from bundle.lectures.sections import sections
from tests.cli.console import interrupt


def test_a_lecture_is_the_whole_text(netprog):
    done = netprog("lecture", "2")
    assert (done.returncode, done.err) == (0, "")
    assert done.out.startswith("Hour 2: ")
    for section in sections(course.lessons()[1])[1:]:
        assert "\n%d. %s (minutes %s)\n" % (section.number, section.title, section.minutes) in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert not os.path.exists(netprog.work), "reading leaves nothing"


def test_demo_lists_them_and_runs_all_in_turn(netprog):
    done = netprog("demo", "2")
    assert (done.returncode, done.err) == (0, "")
    listed, *shown = done.out.split("\n\n\n")
    assert [line[:3] for line in listed.splitlines()] == ["2.1", "2.2", "2.3", "2.4"]
    assert [each.lstrip()[:3] for each in shown] == ["2.1", "2.2", "2.3", "2.4"]
    for words in ("→ PASV", "→ RETR 1", "→ POST /login", "the impostor writes down"):
        assert words in done.out


@pytest.mark.parametrize("name", ["2.1", "2.01", "2.ftplib"])
def test_a_demonstration_by_any_of_its_names(netprog, name):
    done = netprog("demo", name)
    assert (done.returncode, done.err) == (0, "")
    assert done.out.startswith("2.1 ") and "→ NLST" in done.out and "→ RETR 1" not in done.out


@pytest.mark.parametrize("words, said", [
    pytest.param(["lecture"], ["lecture needs the number of a lesson", "lecture 2"], id="no lesson"),
    pytest.param(["lecture", "9"], ["no lesson 9", "1, 2, 3", "lecture 1"], id="no such lesson"),
    pytest.param(["lecture", "two"], ["no lesson two"], id="a lesson in words"),
    pytest.param(["lecture", "2.1"], ["no lesson 2.1"], id="a section is no lesson"),
    pytest.param(["demo"], ["demo needs the number of a lesson or of a demonstration"], id="no number"),
    pytest.param(["demo", "9"], ["no lesson 9", "demo 1"], id="no such lesson to show"),
    pytest.param(["demo", "2.9"], ["no demonstration 2.9", "2.1, 2.2, 2.3, 2.4"], id="no such one"),
    pytest.param(["demo", "2."], ["no demonstration 2."], id="half a number"),
    pytest.param(["demo", "2.1", "2.2"], ["2.2 is too much", "demo 2"], id="two at once"),
])
def test_wrong_input_is_a_sentence_and_the_next_step(netprog, words, said):
    done = netprog(*words)
    assert (done.returncode, done.out) == (2, "")
    for part in said:
        assert part in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process alone")
def test_interrupted_in_the_middle_it_leaves_no_program(netprog):
    code = ("import sys\nfrom bundle import cli\nfrom bundle.demos import running\n"
            "running.Running.go = lambda self: print('pid', self.process.pid, flush=True)\n"    # and no more
            "sys.exit(cli.main(sys.argv[1:]))")
    process = netprog.start("demo", "2.1", code=code)
    for line in process.stdout:
        if line.startswith(b"pid "):
            break
    interrupt(process)
    assert process.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(line.split()[1]), 0)


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_who_has_enough_is_no_problem(netprog):
    process = netprog.start("demo", "2")
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) in (0, 1, 141, -signal.SIGPIPE)
