"""The check as a whole: which of several mistakes is told, seeds, single rounds, calling off, the JSON, bugs of a check."""

import base64
import json
import textwrap
import threading

import pytest

from bundle import checking, course
from bundle.checking.mistakes import Cancelled
from bundle.checking.verdict import NoSuchRound

TASK = "---\ntitle: Made up\nkind: client\nminutes: 5\n---\nMade up.\n"
CHECK = """
from bundle.checking import mistake, rounds
WRONG_WORD = mistake("wrong-word", "You printed {word}.")
NO_ASCII = mistake("no-ascii", "You decoded as ASCII.", crash="UnicodeDecodeError")
UNTOLD = mistake("untold", "Never told while the first function fails.")

@rounds("clean", "drib")
def first(client):
    hello = client.server("hello")
    program = client.run(hello.host, hello.port)
    if b"faulty" in program.stdout and client.round.profile == "drib":
        WRONG_WORD.proved(at=hello.sessions[0], word="faulty")
    client.printed(hello.store.text)

@rounds("clean")
def second_one(client):
    hello = client.server("hello")
    program = client.run(hello.host, hello.port)
    if b"extra" in program.stdout:
        UNTOLD.proved()
"""
READ = """
import socket, sys
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
data = b"".join(iter(lambda: conn.recv(4096), b""))
"""
PRINT = "sys.stdout.buffer.write(data)\n"


@pytest.fixture
def exercise(tmp_path):
    folder = tmp_path / "1-made-up" / "01-made-up"
    folder.mkdir(parents=True)
    for name, text in (("task.md", TASK), ("check.py", CHECK), ("made_up.py", ""), ("hints.md", "None."), ("solution.py", READ + PRINT)):
        (folder / name).write_text(text, encoding="utf-8")
    return course.Exercise(str(folder), 1)


def check(exercise, tmp_path, program, **options):
    file = tmp_path / "program.py"
    file.write_text(textwrap.dedent(program), encoding="utf-8")
    return checking.check(exercise, str(file), **options)


CASES = [
    ("right", READ + PRINT, None, "clean"),
    ("a crash that proves a named mistake", READ + "data.decode('ascii')\n", "no-ascii", "clean"),
    ("a general mistake in the first round hides what another function finds", READ + "print('extra')\n", "output-differs", "clean"),
    ("a named mistake under a fault is told rather than a general one", READ + "print('faulty')\n", "wrong-word", "drib"),
    ("no other function matters when the first round fails", READ + "print('extra faulty')\n", "wrong-word", "drib"),
    ("a program that cannot work", "import no_such_module\n", "crashed", "clean"),
]


@pytest.mark.parametrize("program, diagnosis, round", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_mistake_is_told(exercise, tmp_path, program, diagnosis, round):
    verdict = check(exercise, tmp_path, program, seed=3)
    assert (verdict.diagnosis, verdict.round, verdict.passed) == (diagnosis, round, diagnosis is None), verdict.message


def test_the_rounds_have_names(exercise, tmp_path):
    verdict = check(exercise, tmp_path, READ + PRINT)
    assert [name for name, passed, seconds in verdict.rounds] == ["clean", "drib", "second-one"]


def test_one_round_alone(exercise, tmp_path):
    verdict = check(exercise, tmp_path, READ + PRINT, only="second-one")
    assert [(name, passed) for name, passed, _ in verdict.rounds] == [("second-one", True)]
    with pytest.raises(NoSuchRound, match="clean, drib, second-one"):
        check(exercise, tmp_path, READ + PRINT, only="third")


def test_the_same_seed_gives_the_same_check(exercise, tmp_path):
    def heard(seed):
        events = check(exercise, tmp_path, READ + PRINT, seed=seed, only="clean").transcript.events
        return b"".join(event.data for event in events)
    assert heard(5) == heard(5) != heard(6)


def test_a_check_can_be_called_off(exercise, tmp_path):
    cancel = threading.Event()
    threading.Timer(0.5, cancel.set).start()
    with pytest.raises(Cancelled):
        check(exercise, tmp_path, "import time\ntime.sleep(600)\n", cancel=cancel)


def test_each_round_is_told_as_it_ends(exercise, tmp_path):
    told = []
    check(exercise, tmp_path, READ + PRINT, on_round=lambda name, passed, seconds: told.append((name, passed)))
    assert sorted(told) == [("clean", True), ("drib", True), ("second-one", True)]


def test_the_json_holds_the_wire(exercise, tmp_path):
    verdict = check(exercise, tmp_path, READ + "print('faulty')\n", seed=3)
    told = json.loads(json.dumps(verdict.as_json()))
    assert list(told) == ["exercise", "passed", "diagnosis", "message", "round", "seed", "command", "seconds", "rounds",
                          "evidence", "transcript"]
    assert told["evidence"]["connection"] == "1" and told["message"] == "You printed faulty."
    received = b"".join(base64.b64decode(row["data"]) for row in told["transcript"] if row["direction"] == "received")
    assert received.count(b"\n") == 3
    assert told["command"][1].endswith("program.py")


def test_a_bug_in_a_check_is_ours(exercise, tmp_path):
    with open(exercise.check_path, "a") as check_py:
        check_py.write("\n@rounds('clean')\ndef broken(client):\n    1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        check(exercise, tmp_path, READ + PRINT)
