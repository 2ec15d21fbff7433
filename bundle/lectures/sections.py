"""A lecture's text as sections. `## Title {9–20}` begins one, the minutes of the hour in braces.

What stands before the first section is the cover. Knows no screen and no learner.
"""

import re

from bundle.screen.inline import plain_words

HEADING = re.compile(r"^## +(.*?)(?: *\{(\d+) *[–-] *(\d+)\})? *#*$")
FENCE = re.compile(r"^ *(`{3,}|~{3,})")


class Section:
    """`title`, `start` and `end` (minutes; None where the author gave none), `text` (Markdown without its
    heading). Number 0 is the cover."""

    __slots__ = ("number", "title", "start", "end", "text")

    def __init__(self, number, title, start=None, end=None):
        self.number = number
        self.title = title
        self.start = start
        self.end = end
        self.text = ""

    @property
    def minutes(self):
        """"9–20", or ""."""
        return "" if self.start is None else "%d–%d" % (self.start, self.end)


def sections(lesson):
    """The cover and the sections of a Lesson's lecture."""
    found, lines, fence = [Section(0, lesson.title)], [[]], None
    for line in lesson.lecture().split("\n"):
        marks = FENCE.match(line)
        if marks:
            fence = None if fence and marks.group(1).startswith(fence) else fence or marks.group(1)
        heading = None if fence or marks else HEADING.match(line)
        if heading:
            title, start, end = heading.groups()
            minutes = [int(start), int(end)] if start else []
            found.append(Section(len(found), plain_words(title), *minutes))
            lines.append([])
        elif len(found) > 1 or fence or not re.match(r"^# ", line):       # the title is said already
            lines[-1].append(line)
    for section, body in zip(found, lines):
        section.text = "\n".join(body).strip("\n")
    return found
