"""check --through: the learner's own gateway in place of ours, before the script that is checked."""

import json
import os
import sys

import pytest

from bundle import course

GATEWAY = course.find("3.12")
ESCAPE = course.find("3.5")
SURVIVED = os.path.join(ESCAPE.folder, "wrong", "nothing_escaped.py")


@pytest.fixture
def gateway(tmp_path):
    """gateway((old, new), …): the path of a gateway, the reference solution with these replacements."""
    def write(*replacements):
        text = GATEWAY.solution()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "my gateway.py"
        path.write_text(text, encoding="utf-8")
        return str(path)
    return write


def check(netprog, gateway, *more, file=ESCAPE.solution_path, exercise="3.5"):
    return netprog("check", exercise, file, "--through", gateway, *more)


def test_a_check_passes_through_the_gateway_and_says_so(netprog, gateway):
    done = check(netprog, gateway())
    assert (done.returncode, done.err) == (0, "")
    assert "3.05 escape: passed, served by my gateway.py (7 requests; 6 rounds, " in done.out


@pytest.mark.parametrize("name", ["asyncio_subprocesses.py", "library.py", "temporary_files.py", "threads_for_pipes.py"])
def test_gateways_in_other_styles_serve_as_well(netprog, name):
    path = os.path.join(GATEWAY.folder, "right", name)
    found = json.loads(check(netprog, path, "--json").out)
    assert (found["passed"], found["message"]) == (True, None)
    assert found["through"] == {"file": path, "requests": 7}


def test_another_exercise_that_asks_for_pages_can_go_through_it(netprog, gateway):
    query = course.find("3.3")
    done = check(netprog, gateway(), file=query.solution_path, exercise="3.3")
    assert done.returncode == 0 and "3.03 query: passed, served by my gateway.py" in done.out


def test_a_gateway_that_keeps_what_follows_beside_the_script_finds_it(netprog, gateway, tmp_path):
    (tmp_path / "words.py").write_text('HELLO = "Hello"\n', encoding="utf-8")
    script = tmp_path / "escape.py"
    script.write_text("from words import HELLO\n" + ESCAPE.solution().replace("Hello,", "{hello},").replace(
        "PAGE.format(", "PAGE.format(hello=HELLO, "), encoding="utf-8")
    assert check(netprog, gateway(), "--round", "clean", file=str(script)).returncode == 0


def test_a_script_gets_its_own_diagnosis_through_the_gateway(netprog, gateway):
    path = gateway()
    done = check(netprog, path, file=SURVIVED)
    assert done.returncode == 1
    assert "survived in text" in " ".join(done.out.split()) and "my gateway.py does not" not in done.out
    assert '--through "%s"' % path in done.out or "--through '%s'" % path in done.out


@pytest.mark.parametrize("old, new, diagnosis, words", [
    pytest.param("class Failed", "raise ValueError('no')\nclass Failed", "gateway-ended",
                 "ended before it listened with ValueError: no at line", id="it crashes"),
    pytest.param("        conn, address = listener.accept()\n", "        conn, address = listener.accept()\n        sys.exit(3)\n",
                 "gateway-ended", "ended", id="it ends when a visitor comes"),
    pytest.param("int(sys.argv[1])", "int(sys.argv[1]) + 1", "gateway-not-listening", "my gateway.py was given port", id="it listens elsewhere"),
    pytest.param("            words, headers, body = read_request(stream)\n", "            return\n", "gateway-no-answer",
                 "is no answer in HTTP", id="it closes without an answer"),
    pytest.param("raise Failed(\"502", "raise ValueError(\"502", "gateway-changes", "was answered with 404", id="it finds no script"),
    pytest.param('"QUERY_STRING": query', '"QUERY_STRING": unquote(query)', "gateway-changes", "Behind our own gateway",
                 id="it decodes the query"),
    pytest.param("{b\"content-type\", b\"location\"", "{b\"location\"", "gateway-changes", "was answered with 502",
                 id="it takes the header block for a bad one"),
])
def test_a_gateway_that_does_not_work_is_told_so(netprog, gateway, old, new, diagnosis, words):
    path = gateway((old, new), *[('not name.endswith(".py")', "True")] * ("404" in words))
    done = check(netprog, path, "--json")
    found = json.loads(done.out)
    assert (done.returncode, found["diagnosis"]) == (1, diagnosis), found["message"]
    assert words in found["message"] and "check 3.12" in found["message"]
    assert "my gateway.py" in found["message"]


ACCEPTS = "        conn, address = listener.accept()\n"
# The listener is closed before the last visitor is served, so that the next one cannot be too early.
COUNTED = """\
        if globals().get("count") == {visitors}:
            {does}
        conn, address = listener.accept()
        count = globals().get("count", 0) + 1
        if count == {visitors}:
            listener.close()
"""
IN_A_THREAD = "threading.Thread(target=serve, args=(conn, address[0]), daemon=True).start()"


@pytest.mark.parametrize("visitors, does, exercise, diagnosis, words", [
    pytest.param(1, "sys.exit(3)", "3.5", "gateway-ended", "ended after its first visitor", id="it ends"),
    pytest.param(2, "sys.exit(3)", "3.3", "gateway-ended", "my gateway.py ended after", id="it ends later"),
    pytest.param(1, "threading.Event().wait()", "3.5", "gateway-stopped-listening", "after its first visitor; another", id="it goes deaf"),
    pytest.param(2, "threading.Event().wait()", "3.3", "gateway-stopped-listening", "after 2 visitors; another", id="it goes deaf later"),
])
def test_a_gateway_that_serves_only_a_few_is_told_how_many(netprog, gateway, visitors, does, exercise, diagnosis, words):
    path = gateway((ACCEPTS, COUNTED.format(visitors=visitors, does=does)), (IN_A_THREAD, "serve(conn, address[0])"))
    found = json.loads(check(netprog, path, "--json", file=course.find(exercise).solution_path, exercise=exercise).out)
    assert found["diagnosis"] == diagnosis and words in found["message"], found["message"]


FLOODS = "print('x' * 9000000)\nclass Failed"
FORKS = "import os, time\nfor _ in range(45): os.fork() or time.sleep(600)\nclass Failed"


@pytest.mark.parametrize("begins, words", [
    pytest.param(FLOODS, "printed more than 8 MB", id="prints"),
    pytest.param(FORKS, "started more than 40 processes", id="forks", marks=pytest.mark.skipif(
        sys.platform != "linux", reason="processes are counted in /proc")),
])
def test_a_gateway_that_goes_too_far_before_its_first_page_is_told_so(netprog, gateway, begins, words):
    found = json.loads(check(netprog, gateway(("class Failed", begins)), "--json").out)
    assert found["diagnosis"] == "gateway-ended-by-check"
    assert found["message"].startswith("The check ended my gateway.py") and words in found["message"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_a_script_that_goes_too_far_behind_a_gateway_is_told_of_itself(netprog, gateway, tmp_path):
    script = tmp_path / "escape.py"
    script.write_text(FORKS.partition("class")[0] + "time.sleep(600)\n")
    found = json.loads(check(netprog, gateway(), "--round", "clean", "--json", file=str(script)).out)
    assert found["diagnosis"] == "forked-on"


def test_an_answer_that_is_no_http_and_does_not_end_is_told(netprog, gateway):
    path = gateway(("            words, headers, body = read_request(stream)\n",
                    "            conn.sendall(b'Hello\\n')\n            threading.Event().wait()\n"))
    found = json.loads(check(netprog, path, "--json").out)
    assert found["diagnosis"] == "gateway-no-answer"
    assert found["message"].startswith("What my gateway.py sent to ")


def test_what_a_gateway_says_on_stderr_is_shown(netprog, gateway):
    path = gateway(("    try:\n        return subprocess", "    try:\n        print('Now then', file=sys.stderr)\n        return subprocess"),
                   ('"QUERY_STRING": query', '"QUERY_STRING": ""'))
    done = check(netprog, path, "--round", "clean")
    assert done.returncode == 1 and "Now then" in done.out and "What was run" in done.out


def test_what_cannot_be_read_as_a_program_is_told(netprog, gateway):
    found = json.loads(check(netprog, gateway(("import sys\n", "import sys(\n")), "--json").out)
    assert found["diagnosis"] == "syntax-error" and not found["passed"]


@pytest.mark.parametrize("exercise", ["3.1", "3.4", "3.6", "3.8", "3.9"])
def test_a_check_that_asks_more_than_a_visitor_can_is_refused_in_a_sentence(netprog, gateway, exercise):
    done = netprog("check", exercise, "--through", gateway())
    assert (done.returncode, done.out) == (2, "")
    assert "looks at more than the pages" in done.err and "check 3.5 --through" in done.err


def test_a_gateway_that_is_not_there_is_told(netprog):
    done = netprog("check", "3.5", "--through", "nowhere.py")
    assert (done.returncode, done.out) == (2, "")
    assert "no file nowhere.py" in done.err and "task 3.12" in done.err
