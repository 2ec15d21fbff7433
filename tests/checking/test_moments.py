"""Scripts that are held at the moments which a module beside them tells of."""

import os
import threading

import pytest

from bundle import course
from bundle.checking.cgi import Script
from bundle.checking.moments import Moments
from bundle.checking.rounds import Round

PROGRAM = """\
import sys, helper
print("Content-Type: text/plain\\n")
print(helper.work())
helper.more()
"""
HELPER = """
def work():
    _at("work")
    return "done"


def more():
    _at("more 1")
    _at("more 2")
"""


@pytest.fixture
def script(tmp_path):
    file = tmp_path / "first.py"
    file.write_text(PROGRAM, encoding="utf-8")
    script = Script(course.find("3.01"), str(file), Round("clean", None, "clean", None), 7, [], threading.Event(), "mark/")
    yield script
    script.close()


def test_a_visit_that_nobody_holds_goes_through(script):
    Moments(script, "helper.py", HELPER)
    assert script.get().text.strip() == "done"


def test_a_script_stays_at_a_moment_while_another_runs(script):
    desk = Moments(script, "helper.py", HELPER)
    held = desk.begin(script.get)
    assert held.reaches("work") and held.said == ["work"]
    assert script.get().text.strip() == "done"
    assert not held.visiting.is_over()
    assert held.page().text.strip() == "done"


def test_what_it_says_after_it_was_let_go_is_heard(script):
    desk = Moments(script, "helper.py", HELPER)
    held = desk.begin(script.get)
    assert held.reaches("work")
    held.page()
    assert held.said == ["work", "more 1", "more 2"]


def test_a_moment_that_does_not_come(script):
    desk = Moments(script, "helper.py", HELPER)
    held = desk.begin(script.get)
    assert not held.reaches("lunch")
    assert held.page().text.strip() == "done"


def test_a_script_that_waits_for_something_else(script):
    desk = Moments(script, "helper.py", "_at('before')\nimport threading\nthreading.Event().wait()\n" + HELPER)
    held = desk.begin(script.get, fails=True)
    assert held.reaches("before")
    assert not held.reaches("work", within=0.2)
    assert held.kill().status == 500


def test_a_script_that_is_killed_at_a_moment_does_nothing_more(script):
    desk = Moments(script, "helper.py", HELPER + "\nimport os\nHERE = os.path.dirname(__file__)\n"
                   "def work():\n    try:\n        _at('work')\n    finally:\n        open(os.path.join(HERE, 'left'), 'w')\n")
    held = desk.begin(script.get, fails=True)
    assert held.reaches("work")
    held.kill()
    assert not os.path.exists(os.path.join(script.folder, "left"))


def test_a_script_that_does_not_use_the_module(script):
    desk = Moments(script, "other.py", HELPER)
    Moments(script, "helper.py", HELPER)
    held = desk.begin(script.get)
    assert not held.reaches("work")
    assert held.page().text.strip() == "done"
