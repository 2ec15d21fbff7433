"""What is typed: help, wrong input, options, and outputs that cannot take every character or are closed
early."""

import os
import subprocess
import sys

import pytest

from bundle.commands import COMMANDS

HELLO = ("1-sockets", "01-hello", "hello.py")


@pytest.mark.parametrize("words", [(), ("--dir", "elsewhere")], ids=["bare", "with a folder"])
def test_without_a_command_it_says_where_you_are_and_what_is_next(netprog, words):
    done = netprog(*words)
    assert (done.returncode, done.err) == (0, "")
    assert "1.01 hello" in done.out
    assert "%s -m bundle lesson 1" % os.path.basename(sys.executable) in done.out
    assert ("elsewhere" if words else "work") in done.out
    assert sorted(os.listdir(netprog.place)) == [], "asking makes nothing"


@pytest.mark.parametrize("command", [None] + list(COMMANDS))
def test_every_command_has_help_with_an_example(netprog, command):
    done = netprog(*[command, "--help"] if command else ["-h"])
    assert (done.returncode, done.err) == (0, "")
    if command:
        assert "For example:" in done.out
        for example in COMMANDS[command].examples:
            assert "-m bundle " + example in done.out
        for name in COMMANDS[command].options:
            assert name in done.out
    else:
        for name in COMMANDS:
            assert "\n  %s" % name in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_of_the_help_is_understood(command):
    from bundle.arguments import parse
    for example in COMMANDS[command].examples:
        assert parse(example.split()).command.name == command


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(netprog, option):
    from bundle import VERSION
    done = netprog(option)
    assert (done.returncode, done.out, done.err) == (0, "netprog %s\n" % VERSION, "")


@pytest.mark.parametrize("words, said", [
    pytest.param(["chekc", "1.1"], ["no command chekc", "check"], id="a command mistyped"),
    pytest.param(["frobnicate"], ["no command frobnicate", "--help"], id="a command like no other"),
    pytest.param([""], ["no command", "--help"], id="an empty command"),
    pytest.param(["1.1"], ["What should I do with 1.1", "check 1.1"], id="an exercise without a command"),
    pytest.param(["2"], ["What should I do with 2", "lesson 2"], id="a lesson without a command"),
    pytest.param(["check"], ["check needs the number of an exercise", "check 2.4"], id="no exercise"),
    pytest.param(["lesson"], ["lesson needs the number of a lesson", "lesson 2"], id="no lesson"),
    pytest.param(["lesson", "9"], ["no lesson 9", "1, 2, 3"], id="a lesson that is not there"),
    pytest.param(["lesson", "1", "echoo"], ["no exercise echoo", "1.05 echo"], id="an exercise of a lesson mistyped"),
    pytest.param(["lesson", "2", "hello"], ["hello is in lesson 1", "lesson 1 hello"], id="an exercise of another lesson"),
    pytest.param(["task", "helo"], ["no exercise helo", "1.01 hello"], id="a slug mistyped"),
    pytest.param(["task", "9.9"], ["no exercise 9.9", "lessons are 1, 2, 3"], id="no such exercise"),
    pytest.param(["task", "1.1", "1.3"], ["1.3 is too much", "task 2.4"], id="too much"),
    pytest.param(["list", "1"], ["1 is too much"], id="an argument for list"),
    pytest.param(["hint", "1.1", "9"], ["hints 1 to", "not 9"], id="a hint that is not there"),
    pytest.param(["hint", "1.1", "last"], ["hints 1 to", "not last"], id="a hint that is no number"),
    pytest.param(["check", "1.1", "--sed", "7"], ["no option --sed for check", "--seed"], id="an option mistyped"),
    pytest.param(["list", "--seed", "7"], ["no option --seed for list"], id="an option of another command"),
    pytest.param(["--json", "list"], ["--json belongs behind its command", "list --json"], id="an option too early"),
    pytest.param(["--verbose"], ["no option --verbose", "--help"], id="an option that nothing has"),
    pytest.param(["check", "1.1", "--seed"], ["--seed needs a value"], id="a value missing"),
    pytest.param(["check", "1.1", "--seed", "x"], ["--seed x is not a whole number", "--seed 7"], id="a seed in words"),
    pytest.param(["check", "1.1", "--seed=-1"], ["--seed -1 is not a whole number"], id="a seed below zero"),
    pytest.param(["check", "1.1", "--json=1"], ["--json takes no value"], id="a value too many"),
    pytest.param(["check", "1.1", "--round", "storm"], ["storm", "clean", "check 1.01"], id="no such round"),
    pytest.param(["check", "1.1", "nowhere.py"], ["no file nowhere.py", "check 1.01"], id="no such file"),
    pytest.param(["check", "9.9", "--json"], ["no exercise 9.9"], id="with --json, stdout stays empty"),
    pytest.param(["solution", "1.1"], ["not passed 1.01", "solution 1.01 --yes"], id="the solution before passing"),
    pytest.param(["serve", "pop"], ["no practice server for pop", "serve pop3"], id="a protocol mistyped"),
    pytest.param(["verify", "9"], ["no lesson 9"], id="verify a lesson that is not there"),
    pytest.param(["verify", "1.1", "9.9"], ["no exercise 9.9"], id="verify an exercise that is not there"),
    pytest.param(["list", "--dir"], ["--dir needs a value"], id="--dir without a folder"),
    pytest.param(["list", "--dir", ""], ["--dir needs the name"], id="--dir with an empty name"),
    pytest.param(["reset", "1.1", "--dir", sys.executable], ["is a file", "--dir FOLDER"], id="--dir with a file"),
    pytest.param(["reset", "1.1", "--dir", os.path.join(sys.executable, "x")], ["cannot write", "--dir FOLDER"],
                 id="--dir where no folder can be"),
])
def test_wrong_input_is_a_sentence_and_the_next_step(netprog, words, said):
    done = netprog(*words)
    assert (done.returncode, done.out) == (2, "")
    for part in said:
        assert part in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("words", [
    ["--dir", "here", "reset", "1.1"], ["reset", "--dir", "here", "1.1"], ["reset", "1.1", "--dir", "here"],
    ["reset", "1.1", "--dir=here"],
], ids=" ".join)
def test_the_folder_may_be_named_anywhere_and_is_named_again(netprog, words):
    done = netprog(*words)
    assert done.returncode == 0
    assert os.path.exists(os.path.join(netprog.place, "here", *HELLO))
    assert not os.path.exists(netprog.work)
    assert "check 1.01 --dir here" in done.out, "what it says to type must find the folder again"


@pytest.mark.parametrize("exercise", ["1.1", "1.01", "hello", "HELLO", "1.01-hello"])
def test_an_exercise_by_any_of_its_names(netprog, exercise):
    assert netprog("task", exercise).out == netprog("task", "1.01").out != ""


def test_a_task_says_whether_the_file_is_there(netprog):
    assert "hello.py  (the first check puts a starter there)\n" in netprog("task", "1.1").out
    netprog("check", "1.1")
    assert "hello.py\n" in netprog("task", "1.1").out


OUTPUTS = [["task", "1.1"], ["hint", "1.1"], ["list"], ["check", "1.1"], ["check", "1.1", "--wire"], ["--help"],
           ["solution", "1.1", "--yes"], ["doctor"], []]


@pytest.mark.parametrize("environ", [
    pytest.param({"PYTHONIOENCODING": "cp1252"}, id="cp1252"),
    pytest.param({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="the C locale"),
    pytest.param({"PYTHONIOENCODING": "utf-16"}, id="utf-16"),
    pytest.param({"PYTHONIOENCODING": "ascii:strict"}, id="ascii"),
])
def test_no_encoding_crashes(netprog, environ):
    netprog.save("import socket, sys\nprint(socket.create_connection((sys.argv[1], int(sys.argv[2]))).recv(7))\n", *HELLO)
    for words in OUTPUTS:
        done = netprog(*words, **environ)
        assert done.returncode == (1 if "check" in words else 0), done.err
        assert "Traceback" not in done.err
        assert done.stdout


@pytest.mark.parametrize("words", OUTPUTS + [["check", "1.1", "--json"], ["--version"], ["nonsense"]], ids=" ".join)
@pytest.mark.parametrize("unbuffered", [None, "1"], ids=["buffered", "unbuffered"])
def test_a_reader_that_leaves_early_is_no_error(netprog, words, unbuffered):
    netprog.save("import socket, sys\nprint(socket.create_connection((sys.argv[1], int(sys.argv[2]))).recv(7))\n", *HELLO)
    reader, writer = os.pipe()
    os.close(reader)
    process = netprog.start(*words, environ={"PYTHONUNBUFFERED": unbuffered}, stdout=writer)
    os.close(writer)
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(30) == (2 if words == ["nonsense"] else 141), "as a shell says of what SIGPIPE ends"
    assert "Traceback" not in said and "BrokenPipe" not in said and "mistake in netprog" not in said


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes them")
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_closed_streams_are_no_error(netprog, words, closed):
    done = subprocess.run(["sh", "-c", 'exec "$@" ' + closed, "sh", sys.executable, "-m", "bundle"] + words,
                          cwd=netprog.place, env=netprog.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == (1 if "check" in words else 0)
    assert b"Traceback" not in done.stderr and b"mistake in netprog" not in done.stderr


def test_a_mistake_of_ours_says_that_it_is_ours(netprog):
    done = netprog("list", code="import sys, bundle.cli, bundle.course\n"
                   "bundle.course.lessons = lambda: 1 / 0\n"
                   "sys.exit(bundle.cli.main(sys.argv[1:]))")
    assert (done.returncode, done.out) == (2, "")
    first, second = done.err.splitlines()[:2]
    assert "mistake in netprog, not in your program" in first and "report" in first
    assert "netprog 1." in second and "Python 3." in second and "['list']" in second
    assert "ZeroDivisionError" in done.err


RUN = "import sys; from bundle.cli import main; sys.exit(main(sys.argv[1:]))"     # -m itself imports much on 3.9


def test_what_every_start_imports_is_little(netprog):
    """Not a time, but what costs it: none of the modules that the design counts."""
    heavy = {"argparse", "pathlib", "dataclasses", "typing", "asyncio", "ssl", "http.client", "http.server", "logging",
             "importlib.resources", "email", "subprocess", "socket"}
    for words in (["--version"], ["list"], ["task", "1.1"], ["hint", "1.1"]):
        done = subprocess.run([sys.executable, "-S", "-X", "importtime", "-c", RUN] + words, cwd=netprog.place,
                              env=dict(netprog.environ, PYTHONWARNINGS=""), stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, timeout=60)
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines() if "|" in line}
        assert "bundle.cli" in imported
        assert imported & heavy == set(), words
        if words == ["--version"]:
            assert not {name for name in imported if name.startswith("bundle.")} - {"bundle.cli", "bundle.__main__"}


