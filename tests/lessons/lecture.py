"""A lecture as its tests read it: the text, what is said aloud, and the fenced blocks with the words behind the fence."""

import os
import re

from bundle import course


class Lecture:
    """The lecture of an hour: 1, 2 or 3.

    text    the whole file
    fences  [(what stands behind the opening fence, the block)]
    prose   what is left without the blocks and the front matter
    """

    def __init__(self, hour):
        self.lesson = course.lessons()[hour - 1]
        with open(os.path.join(self.lesson.folder, "lecture.md"), encoding="utf-8") as file:
            self.text = file.read()
        self.fences = re.findall(r"^```(.*)\n((?:.*\n)*?)```$", self.text, re.MULTILINE)
        self.prose = re.sub(r"^```(?:.*\n)*?```$", "", self.text.split("---\n", 2)[2], flags=re.MULTILINE)

    def block(self, info):
        """The one block behind ```info."""
        (found,) = [block for words, block in self.fences if words == info]
        return found
