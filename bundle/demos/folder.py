"""The demonstrations of a lesson, read from its folder demos/: a folder each, K-slug, with demo.md and
program.py.

demo.md has `key: value` lines on top: `title`, `minutes`, `servers` (which are started, in this order) and,
if wanted, `args`. Then come the introduction, a line ---, and the closing remark. Knows nothing of running.
"""

import os

from bundle.course import CourseError, read, read_front

_KEYS = {"title": "title: ftplib beside the wire", "minutes": "minutes: 5", "servers": "servers: ftp"}


class Demo:
    """One demonstration. Its texts are read when they are asked for.

    id       "2.1"
    servers  names of practice servers; "pop3s/impostor" is one with another certificate (see servers.py)
    args     what the program is given after HOST and a PORT for each server; {ca} is the practice CA's file
    """

    __slots__ = ("id", "lesson", "number", "slug", "title", "minutes", "servers", "args", "folder", "program")

    def __init__(self, folder, lesson):
        self.folder = folder
        self.lesson = lesson
        number, _, self.slug = os.path.basename(folder).partition("-")
        self.number = int(number)
        self.id = "%d.%d" % (lesson, self.number)
        self.program = os.path.join(folder, "program.py")
        fields, _ = read_front(self._text, _KEYS)
        if not fields["minutes"].isdigit():
            raise CourseError("%s: minutes is %r. Write a whole number, such as: minutes: 5"
                              % (self._text, fields["minutes"]))
        self.title = fields["title"]
        self.minutes = int(fields["minutes"])
        self.servers = fields["servers"].replace(",", " ").split()
        self.args = fields.get("args", "").split()

    @property
    def _text(self):
        return os.path.join(self.folder, "demo.md")

    def texts(self):
        """(introduction, closing remark), Markdown."""
        before, rule, after = read_front(self._text, _KEYS)[1].partition("\n---\n")
        if not rule:
            raise CourseError("%s: there is no line --- between the introduction and the closing remark."
                              % self._text)
        return before.strip(), after.strip()

    def lines(self):
        """The lines of the program."""
        return read(self.program).rstrip("\n").split("\n")


def demos(lesson):
    """The demonstrations of a Lesson, in order. CourseError where one cannot be read."""
    folder = os.path.join(lesson.folder, "demos")
    names = os.listdir(folder) if os.path.isdir(folder) else []
    found = [Demo(os.path.join(folder, name), lesson.number) for name in names
             if name.partition("-")[0].isdigit() and os.path.isdir(os.path.join(folder, name))]
    return sorted(found, key=lambda demo: demo.number)
