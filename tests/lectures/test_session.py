"""A lecture on a pseudo-terminal: every section is reached, and the next start comes back to its place."""

import os

import pytest

from bundle import course
from bundle.lectures.sections import sections
from tests.demos import course as small
from tests.guide.play import Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@pytest.fixture
def play(tmp_path):
    lessons = small.write(tmp_path / "lessons")

    def start(**options):
        return Session(tmp_path / "work", lessons, words=("lecture", "1"), **options)
    return start


def test_from_the_cover_to_the_end_with_one_key(play):
    with play() as session:
        session.until("What the cover says.", "1   0–20  First things", "2  20–60  Second things")
        session.type(" ").until("1. First things", "1 of 2", "minutes 0–20", "more: space")
        for _ in range(3):
            seen = session.text
            session.type(" ").until(lambda session: session.text != seen)
        session.until("2. Second things", "The end.", "2 of 2")
        session.type(" ").until("This is the end of the lecture.")
        session.type("b").until("a picture as wide", "1 of 2")
        assert session.end("q") == 0
        session.assert_whole()
        assert "To come back:" in session.terminal.history


def test_it_comes_back_to_its_place(play):
    with play() as session:
        session.until("What the cover says.").type("2").until("The end.")
        assert session.end("q") == 0
    with play() as session:
        session.until("2. Second things").type("0").until("What the cover says.")
        assert session.end("q") == 0
    with play() as session:
        session.until("What the cover says.")
        session.end("q")


def test_the_list_and_numbers(play):
    with play() as session:
        session.until("What the cover").type("l").until("Sections", "▸  1", "0–20").type("j").until("▸  2")
        session.type(" ").until("2. Second things")
        session.type("g").until("Which section?").type("1").until("1 of 2")
        session.type("9").until("There is no section 9").type("n").until("2 of 2").type("p").until("1 of 2")
        session.type("l").until("▸  1").type("l").until("1. First things")
        assert session.end("q") == 0


def test_the_clock_begins_with_the_minute_of_the_section(play):
    with play() as session:
        session.until("What the cover").type("c").until("0:01").type("c").until(lambda s: "0:0" not in s.text)
        session.type("2").until("2. Second").type("c").until("20:01")
        assert session.end("q") == 0


def test_a_page_begins_with_what_had_no_room(play):
    with play(rows=16) as session:
        session.until("What the cover").type("n").until("1. First things")
        while "a picture as wide" not in session.text:
            seen = session.text
            session.type(" ").until(lambda session: session.text != seen)
        assert "# a comment" in session.text, "the picture is not torn apart"
        assert session.end("q") == 0


@pytest.mark.parametrize("columns, rows", [(120, 40), (40, 20), (20, 6)])
def test_any_window(play, columns, rows):
    with play(columns=columns, rows=rows) as session:
        session.until("quit").type("1").until("First").type(" jkl").until("Sect").type("q")
        assert session.end() == 0
        session.assert_whole()


def test_a_dumb_terminal_gets_each_section_whole(play):
    with play(TERM="dumb", rows=70) as session:
        session.until("What the cover says.").type("n").until("Paragraph 20 of", "a picture as wide")
        assert session.end("q") == 0


def test_a_lecture_is_no_first_run_of_the_exercises(play, tmp_path):
    with play() as session:
        session.until("What the cover").type("1").until("1 of 2")
        session.end("q")
    with Session(tmp_path / "work", tmp_path / "lessons", rows=40) as session:
        session.until("Welcome!")
        session.end("q")


def test_every_section_of_the_real_lectures_is_reached(tmp_path):
    for lesson in course.lessons():
        found = sections(lesson)
        if len(found) == 1:
            continue
        with Session(tmp_path / "work", words=("lecture", str(lesson.number))) as session:
            session.until("Hour %d" % lesson.number)
            for section in found[1:]:
                place = "%d of %d" % (section.number, len(found) - 1)
                session.type("n").until(place, "minutes " + section.minutes)
            assert session.end("q") == 0
