"""What every written lecture keeps to: the curriculum's minutes, an hour's length, its misconceptions, its pictures.

What a lecture shows and claims is tried in test_lecture_N.py and test_lecture_N_claims.py.
"""

import re

import pytest

from bundle.demos.folder import demos
from bundle.screen.markdown import render
from bundle.screen.style import Style
from tests.lessons.lecture import Lecture

HOURS = {hour: Lecture(hour) for hour in (1, 2, 3)}
MARGIN = 4              # a block is indented by so much on the screen

CURRICULUM = {          # minutes, and a word of the title
    1: [(0, 6, "applications"), (6, 15, "4-tuple"), (15, 25, "calls"), (25, 38, "stream"), (38, 44, "EOF"), (44, 49, "UDP"),
        (49, 57, "servers"), (57, 60, "miniatures")],
    2: [(0, 9, "shape"), (9, 20, "FTP"), (20, 27, "News"), (27, 38, "mail"), (38, 46, "HTTP"), (46, 53, "TLS"),
        (53, 60, "Timeouts")],
    3: [(0, 8, "dynamic"), (8, 18, "blank line"), (18, 28, "Forms"), (28, 36, "Escaping"), (36, 45, "races"),
        (45, 52, "Traversal"), (52, 60, "WSGI")],
}
MISCONCEPTIONS = {
    1: ["one send equals one recv", "`recv(n)` waits for n", "`b''` means nothing yet", "`send` sends everything",
        "UDP joins or splits", "what works on localhost is correct"],
    2: ["the library checks everything", "TLS in the name means verified", "POP3 deletes at once",
        "message numbers are identities", "POST is safe to retry", "all errors are one family"],
    3: ["CGI is Python's", "POST is safer than GET", "escaping input beats escaping output", "cookies can be trusted",
        "stdin ends at EOF", "one visitor at a time"],
}
hours = pytest.mark.parametrize("hour", HOURS)


@hours
def test_the_hour_is_divided_as_the_curriculum_has_it(hour):
    found = re.findall(r"^## (.+) \{(\d+)–(\d+)\}$", HOURS[hour].text, re.MULTILINE)
    assert [(int(start), int(end)) for _, start, end in found] == [row[:2] for row in CURRICULUM[hour]]
    for (title, _, _), (_, _, word) in zip(found, CURRICULUM[hour]):
        assert word in title


@hours
def test_it_can_be_spoken_in_an_hour(hour):
    assert 4500 <= len(HOURS[hour].prose.split()) <= 5500


@pytest.mark.parametrize("hour, misconception", [(hour, each) for hour in HOURS for each in MISCONCEPTIONS[hour]])
def test_a_misconception_is_ended_in_so_many_words(hour, misconception):
    prose = HOURS[hour].prose
    assert '**Not so: "{}."**'.format(misconception) in " ".join(prose.split())
    sentence = misconception[0].upper() + misconception[1:] + "."
    assert re.search(r"^\d\. " + re.escape(sentence), prose, re.MULTILINE)


@hours
@pytest.mark.parametrize("word", ["simply", "just", "obviously", "packet", "packets", "SSL"])
def test_a_word_that_is_not_used(hour, word):
    prose = re.sub("`[^`]*`", "", HOURS[hour].prose)
    assert word not in re.findall(r"\w+", prose) and word.capitalize() not in re.findall(r"\w+", prose)


@hours
@pytest.mark.parametrize("style", [Style(), Style(ascii=True)], ids=["box", "ascii"])
def test_80_columns_hold_every_block_whole(hour, style):
    lines = [line for _, block in HOURS[hour].fences for line in block.splitlines()]
    assert max(map(len, lines)) + MARGIN <= 80 and all(map(str.isascii, lines))
    drawn = render(HOURS[hour].text, 80, style)
    assert max(map(len, drawn)) <= 80
    assert not [line for line in lines if line.strip() and " " * MARGIN + line.rstrip() not in drawn]


@hours
def test_every_demonstration_is_announced(hour):
    for demo in demos(HOURS[hour].lesson):
        assert "`demo %s`" % demo.id in HOURS[hour].text


@hours
def test_every_exercise_of_the_hour_that_there_is_is_mentioned(hour):
    for exercise in HOURS[hour].lesson.exercises:
        number = "{}.{:02}".format(exercise.lesson, exercise.number)
        assert number in HOURS[hour].text, number
