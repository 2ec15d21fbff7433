"""check --through: the learner's own tap between a program and its server."""

import base64
import json
import os
import sys

import pytest

from bundle import course

TAP = course.find("1.14")
HELLO = course.find("1.1")
ONE_RECV = os.path.join(HELLO.folder, "wrong", "one_recv.py")
LOGGED = 'log(number, arrow, repr(chunk))'


@pytest.fixture
def tap(tmp_path):
    """tap(old=new, …): the path of a tap, the reference solution with these replacements."""
    def write(*replacements):
        text = TAP.solution()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "my tap.py"
        path.write_text(text, encoding="utf-8")
        return str(path)
    return write


def check(netprog, tap, *more, file=HELLO.solution_path, exercise="1.1"):
    return netprog("check", exercise, file, "--through", tap, *more)


def test_a_check_passes_through_the_tap_and_says_so(netprog, tap):
    done = check(netprog, tap(), "--wire")
    assert (done.returncode, done.err) == (0, "")
    assert "1.01 hello: passed" in done.out
    assert "Watched through my tap.py: " in done.out and "0 bytes -> and " in done.out
    counted, _, wire = done.out.partition("Watched")[2].partition("\n\n")
    assert "its client 1 is the check itself" in counted
    assert "through my tap.py, as its client 2\n" in wire


def test_json_counts_what_stands_in_the_log(netprog, tap):
    path = tap()
    found = json.loads(check(netprog, path, "--round", "clean", "--seed", "7", "--json").out)
    assert found["passed"]
    came = b"".join(base64.b64decode(event["data"]) for event in found["transcript"])
    assert found["through"] == {"file": path, "connections": 1, "sent": 0, "received": len(came)}
    direct = json.loads(netprog("check", "1.1", HELLO.solution_path, "--round", "clean", "--seed", "7", "--json").out)
    assert came == b"".join(base64.b64decode(event["data"]) for event in direct["transcript"])
    assert "through" not in direct


def test_a_program_gets_its_own_diagnosis_through_the_tap(netprog, tap):
    path = tap()
    done = check(netprog, path, "--round", "hold-2", file=ONE_RECV)     # without it, luck may choose the round and hide the tap
    assert done.returncode == 1
    assert "loop until it returns" in " ".join(done.out.split())
    assert "through my tap.py" in done.out
    assert '--through "%s"' % path in done.out or "--through '%s'" % path in done.out


@pytest.mark.parametrize("old, new, diagnosis, words", [
    pytest.param("number = 0\n", "raise ValueError('no')\n", "tap-ended", "with ValueError: no at line", id="it crashes"),
    pytest.param("number += 1\n", "number += 1\n        if number == 2: sys.exit()\n", "tap-ended", "ended during the check",
                 id="it ends later"),
    pytest.param("listener.accept()", "threading.Event().wait()", "tap-not-relaying", "did not connect to the server",
                 id="it never accepts"),
    pytest.param('int(sys.argv[1])', 'int(sys.argv[1]) + 1', "tap-not-listening", "my tap.py was given port",
                 id="it listens elsewhere"),
    pytest.param("number = 0\n", "number = 0\n    print('Listening')\n", "tap-bad-line", "line 1 is 'Listening'",
                 id="it says more than it should"),
    pytest.param(LOGGED, 'log(number, arrow, repr(chunk.upper()))', "tap-log-differs", "the log of my tap.py differs at byte",
                 id="its log is another"),
    pytest.param(LOGGED, "pass", "tap-log-differs", "tells 0 of them. That client was the check itself", id="no log"),
    pytest.param(LOGGED, "number == 1 and " + LOGGED, "tap-log-differs", "client 1 was the check itself", id="a log with gaps"),
    pytest.param("sink.sendall(chunk)", 'sink.sendall(chunk.decode("ascii", "replace").encode())', "tap-alters",
                 "after the first 128, b'\\x80", id="it takes all bytes for ASCII"),
    pytest.param("sink.sendall(chunk)", "sink.sendall(chunk[:100])", "tap-alters", "and nothing came out", id="it loses bytes"),
    pytest.param("sink.sendall(chunk)", "break", "tap-alters",
                 ": b'\\x00\\x01\\x02\\x03\\x04\\x05' went in, and EOF came out", id="it passes on no more than the end"),
    pytest.param("sink.sendall(chunk)", "sink.sendall(chunk if number == 1 else chunk.upper())", "tap-changes",
                 "without my tap.py", id="it alters what a later client gets, and its log does not say so"),
])
def test_a_tap_that_does_not_work_is_told_so(netprog, tap, old, new, diagnosis, words):
    path = tap((old, new))
    done = check(netprog, path, "--round", "clean", "--json")
    found = json.loads(done.out)
    assert (done.returncode, found["diagnosis"]) == (1, diagnosis)
    assert words in found["message"] and "check 1.14" in found["message"]


def test_a_mistake_that_luck_hides_without_the_tap_is_not_the_taps(netprog, tap, tmp_path):
    """A tap may be slow. Without it, this program finds all in one recv(), but in the rounds that take care of that."""
    program = tmp_path / "hello.py"
    with open(ONE_RECV, encoding="utf-8") as file:
        program.write_text(file.read().replace("conn.recv(", "__import__('time').sleep(0.1) or conn.recv("), encoding="utf-8")
    path = tap(("sink.sendall(chunk)", "sink.sendall(chunk[:9]); __import__('time').sleep(0.5); sink.sendall(chunk[9:])"))
    assert json.loads(check(netprog, path, "--json", file=str(program)).out)["diagnosis"] == "one-recv"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_a_tap_that_goes_too_far_is_told_so(netprog, tap):
    path = tap(("number = 0\n", "import os, time\n    for _ in range(45): os.fork() or time.sleep(600)\n    number = 0\n"))
    found = json.loads(check(netprog, path, "--round", "clean", "--json").out)
    assert found["diagnosis"] == "tap-ended-by-check"
    assert "The check ended my tap.py" in found["message"] and "more than 40 processes" in found["message"]


def test_what_cannot_be_read_as_a_program_is_told(netprog, tap):
    found = json.loads(check(netprog, tap(("import sys\n", "import sys(\n")), "--json").out)
    assert found["diagnosis"] == "syntax-error" and found["message"].startswith("my tap.py: Python cannot read line ")


@pytest.mark.parametrize("exercise, why", [
    pytest.param("1.3", "its program is no client", id="a server"),
    pytest.param("2.2", "opens more connections", id="FTP"),
    pytest.param("2.10", "lead past the tap", id="a URL"),
    pytest.param("2.13", "several servers", id="more than one server"),
    pytest.param("3.2", "its program is no client", id="answers"),
])
def test_what_no_tap_can_watch_is_refused_in_a_sentence(netprog, tap, exercise, why):
    done = netprog("check", exercise, "--through", tap())
    assert (done.returncode, done.out) == (2, "")
    assert why in done.err and "--through" in done.err


def test_a_tap_that_is_not_there_is_told(netprog):
    done = netprog("check", "1.1", "--through", "nowhere.py")
    assert (done.returncode, done.out) == (2, "")
    assert "no file nowhere.py" in done.err and "task 1.14" in done.err


def test_the_help_tells_of_it(netprog):
    assert "--through FILE" in netprog("check", "--help").out
