"""A small course for the tests of the session: three exercises, and a check that needs no program to run."""

import os
import time

from bundle.wire.transcript import Transcript

TASK = """---
title: {title}
kind: client
minutes: 5
{more}---
# {title}

Write the word `right` into your file, and **save** it.

{paragraphs}

The end of the task.
"""
PARAGRAPHS = "\n\n".join("Paragraph %d of a task that is longer than the screen." % i for i in range(1, 21))
EXERCISES = [("01-first", "The first", "servers: hello\n"), ("02-second", "The second", ""),
             ("03-third", "Thirdly", "")]


def write(folder, exercises=EXERCISES):
    """The course's folder, in `folder`."""
    lesson = os.path.join(str(folder), "1-words")
    os.makedirs(lesson)
    put(lesson, "lecture.md", "---\ntitle: Words\nsummary: They matter.\n---\n# Words\n")
    for name, title, more in exercises:
        here = os.path.join(lesson, name)
        os.makedirs(here)
        put(here, "task.md", TASK.format(title=title, more=more, paragraphs=PARAGRAPHS))
        put(here, "hints.md", "Mild.\n---\nStrong.\n")
        put(here, name.partition("-")[2] + ".py", "# a starter\n")
        put(here, "solution.py", "# right, as it should be\n")
        put(here, "check.py", "")
    return str(folder)


def put(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


class Verdict:
    def __init__(self, passed, message=None, evidence=None):
        self.passed, self.message, self.evidence = passed, message, evidence
        self.diagnosis = None if passed else "not-right"
        self.round, self.seed, self.seconds = "clean", 7, 0.1
        self.command = ["python", "first.py", "127.0.0.1", "4711"]
        self.rounds = [("clean", passed, 0.1)]
        self.stdout, self.stderr = b"printed\x1b[2J\n", b""
        self.transcript = Transcript()
        self.transcript.add("1", "open", "sent", note="127.0.0.1:4000 to 127.0.0.1:4711")
        self.transcript.add("1", "data", "sent", b"what is \x1b[31mright?\r\n")
        self.transcript.add("1", "fin", "sent")


def check(exercise, file, cancel=None, on_round=None):
    """Passes if the file has the word "right" in it; takes as long as there is a FILE.slow beside it."""
    with open(file, encoding="utf-8") as opened:
        text = opened.read()
    while os.path.exists(file + ".slow") and not cancel.is_set():
        time.sleep(0.01)
    if on_round:
        on_round("clean", "right" in text, 0.1)
    if "right" in text:
        return Verdict(True)
    return Verdict(False, "Your file says %s, and not right." % (text.strip() or "nothing"),
                   {"connection": "1", "direction": "sent", "offset": 3})
