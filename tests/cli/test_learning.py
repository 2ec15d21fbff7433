"""The commands with which a learner works through an exercise: list, task, hint, solution, reset, check,
verify."""

import base64
import json
import os
import socket
import subprocess
import sys

import pytest

from bundle import course
from tests.cli.console import interrupt

HELLO = ("1-sockets", "01-hello", "hello.py")
ONE_RECV = """import socket, sys
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(conn.recv(7).decode('utf-8', 'replace'))
"""


def solution():
    return course.find("1.1").solution()


def state(netprog, exercise="1.01"):
    found = [each for lesson in json.loads(netprog("list", "--json").out)["lessons"] for each in lesson["exercises"]]
    return next(each for each in found if each["id"] == exercise)["state"]


def test_list_json_is_what_the_design_says(netprog):
    done = netprog("list", "--json")
    assert (done.returncode, done.err) == (0, "")
    found = json.loads(done.out)
    assert set(found) == {"version", "lessons"}
    assert [lesson["number"] for lesson in found["lessons"]] == [1, 2, 3]
    for lesson in found["lessons"]:
        assert set(lesson) == {"number", "title", "exercises"}
        for exercise in lesson["exercises"]:
            assert set(exercise) == {"id", "slug", "title", "kind", "minutes", "state", "file"}
            assert exercise["state"] == "new" and exercise["file"].startswith(netprog.work)
    assert found["lessons"][0]["exercises"][0]["id"] == "1.01"


@pytest.mark.parametrize("exercise", ["1.2", "2.1", "3.2"])
def test_an_answer_half_typed_is_told(netprog, tmp_path, exercise):
    (tmp_path / "answers.txt").write_text("# mine\n\nwho =\nhalf a line\n")
    done = netprog("check", exercise, str(tmp_path / "answers.txt"))
    assert (done.returncode, done.err) == (1, "") and "Line 4 of your answers" in done.out


def test_list_as_text_shows_the_states(netprog):
    netprog("reset", "1.1")
    assert "1.01  hello" in netprog("list").out
    assert [line.split()[-1] for line in netprog("list").out.splitlines() if "1.0" in line][:2] == ["started", "new"]


def test_hints_come_one_by_one_and_are_counted(netprog):
    count = len(course.find("1.1").hints())
    for number in range(1, count + 1):
        done = netprog("hint", "1.1")
        assert "hint %d of %d" % (number, count) in done.out
        assert ("solution 1.01" if number == count else "hint 1.01") in done.out
    assert "you have seen them all" in netprog("hint", "hello").out
    assert "hint 1 of" in netprog("hint", "1.1", "1").out


def test_a_hint_asked_for_counts_too(netprog):
    netprog("hint", "1.1", "2")
    assert "hint 3 of" in netprog("hint", "1.1").out


def test_the_solution_after_passing_or_on_request(netprog):
    assert netprog("solution", "1.1", "--yes").out == solution()
    netprog.save(solution(), *HELLO)
    assert netprog("check", "1.1").returncode == 0
    assert netprog("solution", "1.1").out == solution()


def test_reset_keeps_the_file(netprog):
    netprog.save("mine", *HELLO)
    done = netprog("reset", "1.1")
    assert done.returncode == 0
    kept = netprog.file("1-sockets", "01-hello", "hello.old-1.py")
    assert kept in done.out
    with open(kept) as file:
        assert file.read() == "mine"
    assert "kept" not in netprog("reset", "1.1").out


def test_a_right_program_passes_and_is_remembered(netprog):
    netprog.save(solution(), *HELLO)
    done = netprog("check", "1.1")
    assert (done.returncode, done.err) == (0, "")
    said = done.out.splitlines()[0]
    assert said.startswith("1.01 hello: passed (") and " rounds, " in said and "clean" not in said
    assert "task 1.0" in done.out
    assert state(netprog) == "passed"


def test_a_wrong_program_is_shown_the_moment_and_what_was_run(netprog):
    file = netprog.save(ONE_RECV, *HELLO)
    done = netprog("check", "1.1", "--seed", "7")
    assert (done.returncode, done.err) == (1, "")
    assert "not passed yet" in done.out
    assert "one recv()" in done.out, "the named mistake"
    assert "^" in done.out, "the moment on the wire"
    assert "%s 127.0.0.1" % file in done.out, "the command"
    again = next(line for line in done.out.splitlines() if line.startswith("Only this:"))
    assert again.endswith("--seed 7") and "check 1.01 --round" in again
    assert "hint 1.01" in done.out
    assert state(netprog) == "started"
    repeated = netprog(*again.split("-m bundle ")[1].split())
    assert repeated.returncode == 1 and "one recv()" in repeated.out


@pytest.mark.parametrize("content", [b"", b"def", b"print('\xe9')"], ids=["empty", "a syntax error", "not UTF-8"])
def test_where_nothing_could_be_run_there_is_no_round_to_repeat(netprog, content):
    with open(netprog.save("", *HELLO), "wb") as file:
        file.write(content)
    done = netprog("check", "1.1")
    assert done.returncode == 1 and "not passed yet" in done.out
    assert "round" not in done.out and "What was run" not in done.out


def test_a_pipe_gets_what_the_program_wrote_uncut(netprog):
    netprog.save("import sys\nsys.exit('no ' * 100 + 'end')\n", *HELLO)
    assert "  " + "no " * 100 + "end" in netprog("check", "1.1").out.splitlines()


def test_the_whole_wire(netprog):
    netprog.save(ONE_RECV, *HELLO)
    part, whole = (netprog("check", "1.1", "--round", "clean", "--seed", "1", *more) for more in ([], ["--wire"]))
    assert "All of it:" in part.out and "All of it:" not in whole.out
    netprog.save(solution(), *HELLO)
    assert "FIN" not in netprog("check", "1.1", "--round", "clean").out
    assert "FIN" in netprog("check", "1.1", "--round", "clean", "--wire").out


def test_one_round_does_not_pass_the_exercise(netprog):
    netprog.save(solution(), *HELLO)
    assert netprog("check", "1.1", "--round", "clean").returncode == 0
    assert state(netprog) == "started"


def test_the_starter_is_put_there_when_there_is_nothing_to_check(netprog):
    done = netprog("check", "1.1")
    assert done.returncode == 1
    assert os.path.exists(netprog.file(*HELLO))


def test_another_file(netprog):
    file = netprog.save(solution(), "..", "elsewhere", "mine.py")
    done = netprog("check", "1.1", os.path.relpath(file, netprog.place))
    assert done.returncode == 0
    netprog.save(ONE_RECV, "..", "elsewhere", "mine.py")
    done = netprog("check", "1.1", os.path.relpath(file, netprog.place))
    again = next(line for line in done.out.splitlines() if line.startswith("Only this:"))
    assert "mine.py" in again, "what repeats it must name the file"


@pytest.mark.parametrize("program, status", [(None, 0), (ONE_RECV, 1), ("def", 1), ("print('no')", 1)],
                         ids=["right", "wrong", "syntax error", "no connection"])
def test_check_json_is_what_the_design_says(netprog, program, status):
    netprog.save(program or solution(), *HELLO)
    done = netprog("check", "1.1", "--json", "--seed", "3")
    assert (done.returncode, done.err) == (status, "")
    found = json.loads(done.out)
    assert set(found) == {"exercise", "passed", "diagnosis", "message", "round", "seed", "command", "seconds", "rounds",
                          "evidence", "transcript"}
    assert (found["exercise"], found["passed"], found["seed"]) == ("1.01", status == 0, 3)
    assert (found["diagnosis"] is None) == (status == 0)
    for each in found["rounds"]:
        assert set(each) == {"name", "passed", "seconds"}
    if program in (None, ONE_RECV):
        assert found["command"][:2] == [sys.executable, netprog.file(*HELLO)]
        assert all(set(each) == {"connection", "t", "direction", "data"} for each in found["transcript"])
    if program is None:
        assert b"".join(base64.b64decode(each["data"]) for each in found["transcript"]).count(b"\n") == 3
    if program == ONE_RECV:
        assert set(found["evidence"]) == {"connection", "direction", "offset"}


def test_what_the_program_said_on_stderr_is_shown_escaped(netprog):
    netprog.save("import sys\nsys.exit('no luck \\x1b[2J today')\n", *HELLO)
    done = netprog("check", "1.1")
    assert "no luck \\x1b[2J today" in done.out and "\x1b" not in done.out


def test_an_interrupted_check_leaves_nothing_behind(netprog):
    mark = netprog.file("1-sockets", "01-hello", "started")
    netprog.save("import time\nopen(%r, 'w').close()\ntime.sleep(600)\n" % mark, *HELLO)
    process = netprog.start("check", "1.1")
    while not os.path.exists(mark):
        assert process.poll() is None
    out, err = interrupt(process)
    assert (process.returncode, out, err.strip()) == (130, "", "Interrupted.")
    if os.path.isdir("/proc"):
        found = subprocess.run(["ps", "axww", "-o", "args"], stdout=subprocess.PIPE).stdout.decode()
        assert netprog.file(*HELLO) not in found


def test_two_checks_at_once_keep_both(netprog):
    netprog.save(solution(), *HELLO)
    netprog.save(course.find("1.3").solution(), "1-sockets", "03-daytime", "daytime.py")
    checks = [netprog.start("check", each) for each in ("1.1", "1.3")]
    assert [(check.wait(60), *[pipe.close() for pipe in (check.stdout, check.stderr)])[0] for check in checks] == [0, 0]
    assert (state(netprog), state(netprog, "1.03")) == ("passed", "passed")


def test_damaged_progress_is_told_once_and_restored(netprog):
    netprog.save(solution(), *HELLO)
    netprog("check", "1.1")
    with open(os.path.join(netprog.work, "progress.json"), "w") as file:
        file.write("{")
    done = netprog("list", "--json")
    assert "restored from the backup" in done.err
    assert json.loads(done.out)["lessons"][0]["exercises"][0]["state"] == "passed"
    assert netprog("list").err == ""


def test_without_a_place_for_progress_a_check_still_works(netprog):
    file = netprog.save(solution(), "..", ".", "mine.py")
    done = netprog("check", "1.1", "mine.py", "--dir", os.path.join(file, "no"))
    assert done.returncode == 0 and "passed" in done.out
    assert "progress is not kept" in done.err


def test_verify_says_that_this_copy_is_whole(netprog):
    done = netprog("verify", "1.1", "hello")
    assert (done.returncode, done.err) == (0, "")
    assert done.out.startswith("The reference solution passes (")
    assert len(done.out.splitlines()) == 1
    assert not os.path.exists(netprog.work)


def test_verify_names_a_solution_that_fails(netprog):
    wrong = netprog.save(ONE_RECV, "..", ".", "wrong.py")
    done = netprog("verify", "1.1", code="import sys, bundle.cli, bundle.course\n"
                   "bundle.course.Exercise.solution_path = %r\n"
                   "sys.exit(bundle.cli.main(sys.argv[1:]))" % wrong)
    assert done.returncode == 1
    assert "1.01 hello" in done.out and "one recv()" in done.out
    assert "1 of 1 reference solutions did not pass" in done.out and "doctor" in done.out


def test_doctor_is_content_with_this_machine(netprog):
    done = netprog("doctor")
    assert (done.returncode, done.err) == (0, "")
    assert done.out.splitlines()[0].startswith("ok         Python 3.")
    assert "This machine is ready." in done.out and "lesson 1" in done.out
    assert not os.path.exists(netprog.work)


@pytest.mark.parametrize("environ, words, status", [
    pytest.param({"HTTP_PROXY": "http://proxy:3128"}, ["attention  a proxy is set (HTTP_PROXY)", "NO_PROXY="], 0, id="a proxy"),
    pytest.param({"NETPROG_DIR": os.path.join(os.sep, "dev", "null", "x")}, ["not ready", "--dir FOLDER"], 1, id="no folder"),
    pytest.param({"PYTHONIOENCODING": "ascii"}, ["attention", "encoding"], 0, id="encoding"),
])
def test_doctor_tells_the_remedy(netprog, environ, words, status):
    done = netprog("doctor", **environ)
    assert done.returncode == status
    for part in words:
        assert part in done.out


def test_doctor_says_that_a_port_is_taken(netprog):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        done = netprog("doctor", code="import sys, bundle.cli, bundle.servers\n"
                       "bundle.servers.PROTOCOLS['nntp'].port = %d\n"
                       "sys.exit(bundle.cli.main(sys.argv[1:]))" % port)
    assert done.returncode == 0, "it does not keep anybody from working"
    line = next(line for line in done.out.splitlines() if "nntp" in line)
    assert line.startswith("attention  port %d, where nntp would listen, is taken" % port)
    if os.path.isdir("/proc/self/fd"):
        assert "by process %d " % os.getpid() in line
