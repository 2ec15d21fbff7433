"""Every exercise keeps the rules, and its programs get the verdicts that they must get.

An author who adds a folder edits nothing here: the cases are made from the folders. The rules themselves, in
authoring.py, are tried at the end on folders that break one each.
"""

import concurrent.futures
import os
import shutil
import sys
import zlib

import pytest

from bundle import course
from tests import authoring

AT_ONCE = 3     # checks wait more than they compute


def test_no_folder_breaks_a_rule():
    assert list(authoring.broken_rules()) == []


@pytest.fixture(scope="module")
def judged(request):
    """judged(case): what is wrong with it; all cases that were collected are checked side by side."""
    wanted = [item.callspec.params["case"] for item in request.session.items
              if item.module is request.module and "case" in getattr(item, "fixturenames", ())
              and not item.get_closest_marker("skip")]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        checks = {case.name: pool.submit(authoring.what_is_wrong, case) for case in wanted}
        yield lambda case: checks[case.name].result()


def is_left_to_other_pythons(case):
    """CI has little time: there, a wrong program is tried on two of the seven Pythons, by turns. Everywhere else, and for all
    that must pass, it is every Python."""
    turn = (zlib.crc32(case.name.encode()) + sys.version_info[1]) % 7
    return "CI" in os.environ and case.kind == "wrong" and turn not in (0, 3)


@pytest.mark.parametrize("case", [
    pytest.param(case, marks=[pytest.mark.skip(reason="tried on other Pythons")] * is_left_to_other_pythons(case))
    for case in authoring.cases()], ids=repr)
def test_a_program_gets_the_verdict_it_must_get(case, judged):
    assert judged(case) is None


# The rules, on folders that break them

HELLO = os.path.join("1-sockets", "01-hello")


@pytest.fixture
def root(tmp_path):
    """A course with one exercise that keeps every rule: a copy of 1.01."""
    hello = course.find("1.01")
    lesson = os.path.dirname(hello.folder)
    os.mkdir(str(tmp_path / "1-sockets"))
    shutil.copy(os.path.join(lesson, "lecture.md"), str(tmp_path / "1-sockets"))
    shutil.copytree(hello.folder, str(tmp_path / HELLO), ignore=shutil.ignore_patterns("__pycache__"))
    return str(tmp_path)


def write(text, *path):
    os.makedirs(os.path.dirname(os.path.join(*path)), exist_ok=True)
    with open(os.path.join(*path), "w", encoding="utf-8") as file:
        file.write(text)


def remove(*path):
    path = os.path.join(*path)
    (shutil.rmtree if os.path.isdir(path) else os.unlink)(path)


def edit(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert old in text
    write(text.replace(old, new), path)


def test_a_good_folder_breaks_no_rule(root):
    assert list(authoring.broken_rules(root)) == []


@pytest.mark.parametrize("name", ["task.md", "hello.py", "solution.py", "check.py", "hints.md", "wrong"])
def test_a_missing_part_is_named(root, name):
    remove(root, HELLO, name)
    (said,) = authoring.broken_rules(root)
    assert name in said and "01-hello" in said


@pytest.mark.parametrize("name", ["notes.txt", "hello2.py", "solution.txt", os.path.join("wrong", "README.md"),
                                  os.path.join("right", "a.txt"), "hello.py~", os.path.join("..", "hello.py"),
                                  os.path.join("..", "1-hello", "task.md"), os.path.join("..", "..", "notes.md")])
def test_a_stray_file_is_named(root, name):
    write("", root, HELLO, name)
    (said,) = authoring.broken_rules(root)
    stray = "1-hello" if "task.md" in name else os.path.basename(name)
    assert "is a stray" in said and stray in said


@pytest.mark.parametrize("name, old, new, words", [
    pytest.param("task.md", "kind: client", "kind: clinet", "kind: client", id="an odd kind"),
    pytest.param("task.md", "minutes: 10", "minutes: ten", "minutes: 20", id="odd minutes"),
    pytest.param("task.md", "minutes: 10", "minutes: 10\nlevel: 3", "no key level", id="an unknown key"),
    pytest.param("task.md", "servers: hello", "servers: helo", "no practice server helo", id="an unknown server"),
    pytest.param("task.md", "\n---\n", "\n---\nSimply do it.\n", "leave out 'simply'", id="a word not to say"),
    pytest.param("hints.md", "\n---\n", "\n\n    %s\n\n---\n" % ("wide " * 16), "break this line of code", id="wide code"),
    pytest.param("task.md", "hello.py", "the file", "name the file to write, hello.py", id="the file is not named"),
    pytest.param("hints.md", "\n---\n", "\n\n", "two hints or more", id="one hint"),
    pytest.param("check.py", "import", "import nosuchname, ", "cannot be loaded: ImportError", id="check.py with an error"),
    pytest.param("check.py", "@rounds", "@(lambda *profiles, **named: lambda function: function) or rounds",
                 "no function marked with @rounds", id="check.py without rounds"),
    pytest.param("wrong/one_recv.py", "# mistake: one-recv", "# a mistake", "# mistake: NAME",
                 id="a wrong program that does not say its mistake"),
    pytest.param("wrong/one_recv.py", "one-recv", "one-recieve", "no mistake is called one-recieve",
                 id="a wrong program with an unknown mistake"),
])
def test_a_broken_rule_is_named(root, name, old, new, words):
    edit(os.path.join(root, HELLO, *name.split("/")), old, new)
    said = list(authoring.broken_rules(root))
    assert said and all("01-hello" in each for each in said)
    assert any(words in each for each in said)


def test_a_named_mistake_that_nobody_makes_is_named(root):
    remove(root, HELLO, "wrong", "one_recv.py")
    (said,) = authoring.broken_rules(root)
    assert "makes the mistake one-recv" in said


@pytest.mark.parametrize("copy, words", [
    pytest.param("01-greetings", "01-greetings has the number 01 too", id="a number twice"),
    pytest.param("02-hello", "1.01 is called hello too", id="a name twice"),
])
def test_two_exercises_are_told_apart(root, copy, words):
    shutil.copytree(os.path.join(root, HELLO), os.path.join(root, "1-sockets", copy))
    assert any(words in said for said in authoring.broken_rules(root))


@pytest.mark.parametrize("source, target, words", [
    pytest.param("solution.py", "hello.py", "hello.py must not pass", id="a starter that passes"),
    pytest.param("hello.py", "solution.py", "solution.py must pass", id="a solution that fails"),
    pytest.param("solution.py", "wrong/one_recv.py", "one_recv.py must not pass", id="a wrong program that passes"),
    pytest.param("wrong/past_eof.py", "wrong/one_recv.py", "it got past-eof", id="a wrong program with another mistake"),
    pytest.param("wrong/one_recv.py", "right/other.py", "other.py must pass", id="a right program that fails"),
])
def test_a_program_with_another_verdict_is_named(root, source, target, words):
    with open(os.path.join(root, HELLO, *source.split("/")), encoding="utf-8") as file:
        text = file.read()
    if source == "wrong/past_eof.py":
        text = "# mistake: one-recv\n" + text
    write(text, root, HELLO, *target.split("/"))
    (case,) = [case for case in authoring.cases(root) if case.name == "1.01/" + target]
    said = authoring.what_is_wrong(case)
    assert said and words in said


def test_the_check_that_the_readme_shows_is_a_whole_one(root):
    with open(os.path.join(os.path.dirname(course.ROOT), "README.md"), encoding="utf-8") as file:
        shown = file.read().partition("```python\n")[2].partition("```")[0]
    write(shown, root, HELLO, "check.py")
    for name in os.listdir(os.path.join(root, HELLO, "wrong")):
        if name != "one_recv.py":
            remove(root, HELLO, "wrong", name)
    assert list(authoring.broken_rules(root)) == []
    wanted = ("starter", "solution", "wrong")
    assert [authoring.what_is_wrong(case) for case in authoring.cases(root) if case.kind in wanted] == [None] * 3
