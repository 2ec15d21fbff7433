"""Every lecture as it stands in its folder: sections, minutes, and the width of its pictures; and how a text
becomes sections."""

import os
import re

import pytest

from bundle import course
from bundle.lectures import plain
from bundle.lectures.sections import sections
from bundle.screen.style import Style
from bundle.screen.text import width
from tests.guide import course as small

LESSONS = course.lessons()
WRITTEN = [lesson for lesson in LESSONS if len(sections(lesson)) > 1]
PICTURE = 76        # columns of a picture: it stands in 80 with its margin


def by_slug(lesson):
    return lesson.slug


def test_the_lecture_of_the_second_hour_is_written():
    assert "2-clients" in [lesson.slug for lesson in WRITTEN]


@pytest.mark.parametrize("lesson", WRITTEN, ids=by_slug)
def test_the_minutes_make_an_hour_without_a_gap(lesson):
    cover, *rest = sections(lesson)
    assert [section.start for section in rest] == [0] + [section.end for section in rest[:-1]]
    assert rest[-1].end == 60
    assert all(section.start < section.end and section.title and section.text for section in rest)


@pytest.mark.parametrize("lesson", LESSONS, ids=by_slug)
def test_every_picture_stands_in_eighty_columns(lesson):
    inside, wide = False, []
    for line in lesson.lecture().split("\n"):
        if re.match(r" *(```|~~~)", line):
            inside = not inside
        elif inside and width(line) > PICTURE:
            wide.append(line)
    assert wide == [] and not inside


@pytest.mark.parametrize("lesson", LESSONS, ids=by_slug)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_whole_text_in_eighty_columns(lesson, encoding):
    style = Style(False, encoding)
    lines = plain.lines(lesson, 80, style)
    assert [line for line in lines if width(line) > 80] == []
    broken = [line for line in lines if line.strip().startswith(style.glyphs.on + " ")]
    assert broken == []
    text = "\n".join(lines)
    assert lesson.title in text
    for section in sections(lesson)[1:]:
        assert "\n%d. " % section.number in text


TEXT = """---
title: Words
summary: They matter.
---
# Words

The cover.

## One {0–9}

```
## no section {1–2}
```

### A smaller heading {3–4}

## Two, `code` and **more** {9-60}
~~~
```
## still no section
~~~

## Three
"""


@pytest.fixture
def lesson(tmp_path):
    root = small.write(tmp_path / "lessons")
    with open(os.path.join(root, "1-words", "lecture.md"), "w", encoding="utf-8") as file:
        file.write(TEXT)
    return course.lessons(root)[0]


def test_a_text_becomes_a_cover_and_sections(lesson):
    found = sections(lesson)
    assert [(each.number, each.title, each.minutes) for each in found] == [
        (0, "Words", ""), (1, "One", "0–9"), (2, "Two, code and more", "9–60"), (3, "Three", "")]
    assert found[0].text == "The cover."
    assert "## no section {1–2}" in found[1].text and "### A smaller heading" in found[1].text
    assert found[2].text.endswith("## still no section\n~~~") and found[3].text == ""


def test_a_lecture_that_is_only_a_beginning(tmp_path):
    lesson = course.lessons(small.write(tmp_path / "lessons"))[0]
    assert [each.number for each in sections(lesson)] == [0]
    assert "They matter." in plain.lines(lesson, 80, Style())
