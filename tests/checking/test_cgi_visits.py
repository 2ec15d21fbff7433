"""Visits of other kinds: side by side, large ones, and those whose visitor leaves."""

import threading

import pytest

from bundle import course
from bundle.checking import cgi
from bundle.checking.cgi import Script
from bundle.checking.mistakes import Cancelled, Proved
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


def test_what_is_taken_out_of_the_environment_is_gone(script):
    asked = script("print(os.environ.get('MORE', 'no more'))\n")
    asked.variables["MORE"] = "more"
    assert asked.get().text == "more\n"
    del asked.variables["MORE"]
    assert asked.get().text == "no more\n"


@pytest.mark.parametrize("program, ends", [
    pytest.param("while True: os.write(1, bytes(1000))\n", True, id="stops with BrokenPipeError"),
    pytest.param("while True:\n    try: os.write(1, bytes(1000))\n    except OSError: pass\n", False, id="goes on"),
])
def test_a_script_whose_reader_leaves(script, program, ends):
    assert script(program).ends_without_reader({"REQUEST_METHOD": "GET"}) is ends


@pytest.fixture
def silent(script, monkeypatch):
    """One that prints nothing, and does not end."""
    asked = script("")
    with open(asked.path, "w") as file:
        file.write("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(cgi, "STARTS_WITHIN", 0.1)
    asked.patience = 0.1
    return asked


def test_a_script_that_prints_nothing_for_its_reader(silent):
    assert silent.ends_without_reader({"REQUEST_METHOD": "GET"}) is False


def test_a_script_without_reader_is_called_off(silent):
    silent.patience = 600
    threading.Timer(0.1, silent.cancel.set).start()
    with pytest.raises(Cancelled):
        silent.ends_without_reader({"REQUEST_METHOD": "GET"})
