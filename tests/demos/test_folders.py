"""The demonstrations of every lesson keep the rules, and one that breaks them is named."""

import os

import pytest

from bundle import course
from bundle.demos.folder import demos
from bundle.demos.servers import CGI, OWN
from bundle.screen import markdown
from bundle.screen.style import plain
from bundle.servers import PROTOCOLS
from bundle.servers.practice_tls import KINDS
from bundle.wire.faults import PROFILES
from tests.authoring import NOT_SAID
from tests.demos import course as small

ALL = [demo for lesson in course.lessons() for demo in demos(lesson)]
WIDEST = 40         # columns of code that stand beside the wire in a window of 80


def test_the_hours_have_theirs():
    assert [demo.id for demo in ALL] == [
        "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "3.5"]


@pytest.mark.parametrize("demo", ALL, ids=lambda demo: demo.id)
def test_a_folder_is_whole(demo):
    assert sorted(set(os.listdir(demo.folder)) - {"__pycache__"}) == ["demo.md", "program.py"]
    for name in demo.servers:
        row, _, kind = name.partition("/")
        assert (row in OWN and kind or row == CGI and kind in {"", "environ"}
                or row in PROTOCOLS and kind in {"", "lossy", *KINDS, *PROFILES})
    introduction, closing = demo.texts()
    for text in (introduction, closing):
        assert text
        assert not set(text.lower().split()) & set(NOT_SAID)
    assert len(markdown.render(introduction, 33, plain())) <= 16, "it is read where the wire will be"
    assert len(markdown.render(closing, 78, plain())) <= 6, "it must leave room for the program"


@pytest.mark.parametrize("demo", ALL, ids=lambda demo: demo.id)
def test_a_program_fits_beside_the_wire(demo):
    lines = demo.lines()
    assert [line for line in lines if len(line) > WIDEST] == []
    assert len(lines) <= 60
    compile("\n".join(lines), demo.program, "exec")


@pytest.mark.parametrize("name, old, new, words", [
    pytest.param("demo.md", "title: The one", "", "title is missing", id="no title"),
    pytest.param("demo.md", "minutes: 5", "minutes: five", "minutes is 'five'", id="odd minutes"),
    pytest.param("demo.md", "\n---\nAfter", "\nAfter", "no line ---", id="no closing remark"),
    pytest.param("program.py", None, None, "no such file", id="no program"),
])
def test_what_is_wrong_is_named(tmp_path, name, old, new, words):
    root = small.write(tmp_path / "lessons", ("1-one", "hello", "pass\n"))
    path = os.path.join(root, "1-words", "demos", "1-one", name)
    if old is None:
        os.unlink(path)
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert old in text
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))
    with pytest.raises(course.CourseError, match=words) as caught:
        (demo,) = demos(course.lessons(root)[0])
        demo.texts(), demo.lines()
    assert name in str(caught.value)


def test_demonstrations_are_in_order_and_know_what_they_need(tmp_path):
    root = small.write(tmp_path / "lessons", ("10-ten", "hello, ftp", ""), ("2-two", "hello", ""))
    found = demos(course.lessons(root)[0])
    assert [(demo.id, demo.slug, demo.servers, demo.args) for demo in found] == [
        ("1.2", "two", ["hello"], []), ("1.10", "ten", ["hello", "ftp"], [])]
