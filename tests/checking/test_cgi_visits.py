"""Visits of other kinds: side by side, large ones, and those whose visitor leaves."""

import threading

import pytest

from bundle import course
from bundle.checking.cgi import Script
from bundle.checking.mistakes import Proved
from bundle.checking.rounds import Round

HEAD = "import os, sys\nprint('Content-Type: text/plain\\n', flush=True)\n"


@pytest.fixture
def script(tmp_path):
    scripts = []

    def made(program):
        file = tmp_path / "first.py"
        file.write_text(HEAD + program, encoding="utf-8")
        scripts.append(Script(course.find("3.01"), str(file), Round("clean", None, "clean", None), 7, [],
                              threading.Event(), "mark/"))
        return scripts[-1]
    yield made
    for each in scripts:
        each.close()


def test_a_large_page_goes_through_and_is_not_kept(script):
    count = [0]

    def take(piece):
        count[0] += len(piece)
    page = script("for _ in range(160): sys.stdout.buffer.write(bytes(10 ** 5))\n").get(into=take)
    assert page.whole and page.length == count[0] == 16 * 10 ** 6
    assert page.body == b"" and len(page.raw) < 2 * 10 ** 6


def test_a_large_page_that_nobody_asked_for_is_a_flood(script):
    with pytest.raises(Proved, match="8 MB"):
        script("for _ in range(160): sys.stdout.buffer.write(bytes(10 ** 5))\n").get()


def test_visits_side_by_side(script):
    asked = script("import time\nopen(os.environ['QUERY_STRING'], 'w').close()\n"
                   "while len([name for name in os.listdir('.') if name.isdigit()]) < 5: time.sleep(0.01)\n"
                   "print(os.environ['QUERY_STRING'])\n")
    visits = [asked.beside(asked.get, "?{}".format(number)) for number in range(5)]     # none ends before all run
    assert [visit.page().text.strip() for visit in visits] == list("01234")


def test_what_a_visit_beside_proves_is_raised_with_its_page(script):
    asked = script("nonsense\n")
    with pytest.raises(Proved, match="NameError"):
        asked.beside(asked.get).page()


def test_more_of_the_environment_and_other_modules(script, tmp_path):
    asked = script("import helper\nprint(os.environ['MORE'], helper.NAME)\n")
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "helper.py").write_text("NAME = 'ours'\n")
    asked.python_path.append(str(tmp_path / "world"))
    asked.variables["MORE"] = "more"
    assert asked.get().text.split() == ["more", "ours"]


@pytest.mark.parametrize("program, ends", [
    pytest.param("while True: os.write(1, bytes(1000))\n", True, id="stops with BrokenPipeError"),
    pytest.param("while True:\n    try: os.write(1, bytes(1000))\n    except OSError: pass\n", False, id="goes on"),
])
def test_a_script_whose_reader_leaves(script, program, ends):
    assert script(program).ends_without_reader({"REQUEST_METHOD": "GET"}) is ends
