"""The rules for the folders of lessons/: each broken one is a sentence that names the folder, the file and
what to do.

`broken_rules` only reads. `Case` is one program of an exercise (its starter, solution, a wrong or a right
one), which `what_is_wrong` checks as a learner's file would be.
"""

import os
import re
import shutil
import tempfile

from bundle import checking, course, servers
from bundle.checking import answers, cgi, general
from bundle.checking.mistakes import Mistake
from bundle.checking.rounds import load
from bundle.screen.markdown import render
from bundle.screen.style import Style
from bundle.screen.text import width

KEYS = {"title", "kind", "minutes", "servers", "args", "starter", "page"}
IN_LESSON = {"lecture.md", "demos"}
WIDEST_CODE = 74        # columns: with its margin, a line of code fits a screen of 80
NOT_SAID = ("simply", "just", "obviously")     # to somebody who does not know it yet, nothing is
IGNORED = ("__pycache__",)


def broken_rules(root=None):
    """A sentence for each broken rule in the lessons below `root`, in order."""
    root = root or course.ROOT
    slugs = {}
    for name in _names(root):
        path = os.path.join(root, name)
        if not re.fullmatch(r"[1-9]\d*-[a-z0-9-]+", name) or not os.path.isdir(path):
            yield "%s is a stray: a lesson is a folder N-name." % path
            continue
        try:
            lesson = course.Lesson(path)
        except course.CourseError as problem:
            yield str(problem)
            continue
        yield from _lesson_rules(lesson)
        for exercise in lesson.exercises:
            if exercise.slug in slugs:
                yield "%s: %s is called %s too; a name must be one exercise's alone." % (
                    exercise.folder, slugs[exercise.slug], exercise.slug)
            slugs[exercise.slug] = exercise.id


def _lesson_rules(lesson):
    numbers = {}
    for name in _names(lesson.folder):
        path = os.path.join(lesson.folder, name)
        if name in IN_LESSON:
            continue
        if not re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*", name) or not os.path.isdir(path):
            yield "%s is a stray: beside lecture.md and demos/, a lesson has folders MM-slug." % path
            continue
        if name[:2] in numbers:
            yield "%s: %s has the number %s too." % (path, numbers[name[:2]], name[:2])
        numbers[name[:2]] = name
    for problem in lesson.problems:
        yield str(problem)
    for exercise in lesson.exercises:
        yield from exercise_rules(exercise)


def exercise_rules(exercise):
    """A sentence for each rule that the folder of one exercise breaks."""
    yield from _parts(exercise)
    yield from _front_matter(exercise)
    yield from _texts(exercise)
    yield from _programs(exercise)


def _parts(exercise):
    solution = "solution" + exercise.suffix
    needed = ["task.md", exercise.starter, solution, "check.py", "hints.md", "wrong"]
    for name in needed:
        if not os.path.exists(os.path.join(exercise.folder, name)):
            yield "%s: %s is missing; write it, as the README's section for authors says." % (exercise.folder, name)
    for name in _names(exercise.folder):
        if name not in needed + ["right", "data"]:
            yield "%s is a stray; what the learner gets belongs in data/, anything else out." % os.path.join(
                exercise.folder, name)
    for kind in ("wrong", "right"):
        folder = os.path.join(exercise.folder, kind)
        for name in _names(folder) if os.path.isdir(folder) else ():
            if not name.endswith(exercise.suffix):
                yield "%s is a stray; %s/ holds programs NAME%s." % (
                    os.path.join(folder, name), kind, exercise.suffix)
    if os.path.isdir(os.path.join(exercise.folder, "wrong")) and not exercise.wrong_paths():
        yield "%s: wrong/ is empty; put a program there for each named mistake." % exercise.folder


def _front_matter(exercise):
    task = os.path.join(exercise.folder, "task.md")
    with open(task, encoding="utf-8") as file:
        lines = file.read().lstrip("\ufeff").split("\n")
    front = lines[1:lines.index("---", 1)] if "---" in lines[1:] else []
    for line in front:
        key = line.partition(":")[0].strip()
        if key and key not in KEYS:
            yield "%s: there is no key %s; the keys are %s." % (task, key, ", ".join(sorted(KEYS)))
    for name in exercise.servers:
        if name not in servers.PROTOCOLS:
            yield "%s: there is no practice server %s; there are %s." % (task, name, ", ".join(servers.PROTOCOLS))


def _texts(exercise):
    """The rules for what a learner reads."""
    for name, read in (("task.md", exercise.task), ("hints.md", lambda: "\n".join(exercise.hints()))):
        try:
            text = read()
        except course.CourseError:
            continue    # told already
        for word in NOT_SAID:
            if re.search(r"\b%s\b" % word, _prose(text), re.IGNORECASE):
                yield "%s: leave out %r: it helps nobody who does not know it yet." % (
                    os.path.join(exercise.folder, name), word)
        for line in _wide_code(text):
            yield "%s: break this line of code, it has more than %d columns: %s" % (
                os.path.join(exercise.folder, name), WIDEST_CODE, line)
        if name == "task.md" and exercise.starter not in text:
            yield "%s: name the file to write, %s." % (os.path.join(exercise.folder, name), exercise.starter)
    if os.path.exists(os.path.join(exercise.folder, "hints.md")) and len(exercise.hints()) < 2:
        yield "%s: write two hints or more, mild to strong, with a line --- between them." % os.path.join(
            exercise.folder, "hints.md")


def _wide_code(text):
    """The lines of code that do not fit, as the screen finds them."""
    class Measure(Style):
        def fold(self, text, columns):
            found.extend([text] if width(text) > WIDEST_CODE else [])
            return [text]
    found = []
    render(text, 80, Measure())
    return found


def _prose(text):
    """A Markdown text without its code."""
    return re.sub(r"`[^`]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def _programs(exercise):
    """Named mistakes and wrong programs must belong together."""
    if not os.path.exists(exercise.check_path):
        return
    try:
        named = {mistake.name for mistake in load(exercise.check_path)[1]}
    except Exception as problem:    # whatever an author's file may raise
        yield "%s cannot be loaded: %s: %s" % (exercise.check_path, type(problem).__name__, problem)
        return
    made = set()
    for path in exercise.wrong_paths():
        name = mistake_of(path)
        if name is None:
            yield "%s: write on line 1 which diagnosis it must get: # mistake: NAME" % path
        elif name not in named | GENERAL:
            yield "%s: no mistake is called %s; check.py names %s." % (path, name, ", ".join(sorted(named)))
        made.add(name)
    for name in sorted(named - made) if made else ():
        yield "%s: no program in wrong/ makes the mistake %s; write the one a learner would." % (
            exercise.folder, name)


GENERAL = {each.name for module in (general, answers, cgi) for each in vars(module).values()
           if isinstance(each, Mistake)} | set(cgi.HEADER_BLOCK)


def mistake_of(path):
    """The diagnosis that a wrong program must get, from its first line; None if that does not say."""
    with open(path, encoding="utf-8", errors="replace") as file:
        found = re.fullmatch(r"# mistake: ([a-z0-9-]+)\s*", file.readline())
    return found and found.group(1)


def _names(folder):
    return sorted(name for name in os.listdir(folder) if name not in IGNORED)


class Case:
    """One program of an exercise, and what its check must find. `name` is for people:
    "2.04/wrong/no_quit.py"."""

    def __init__(self, exercise, kind, path):
        self.exercise = exercise
        self.kind = kind            # "starter", "solution", "wrong", "right"
        self.path = path
        self.name = "%s/%s" % (exercise.id, os.path.relpath(path, exercise.folder).replace(os.sep, "/"))

    def __repr__(self):
        return self.name


def cases(root=None):
    """Every program of every exercise that can be read."""
    for lesson in course.lessons(root):
        for exercise in lesson.exercises:
            found = [("starter", exercise.starter_path), ("solution", exercise.solution_path)]
            found += [("wrong", path) for path in exercise.wrong_paths()]
            found += [("right", path) for path in exercise.right_paths()]
            for kind, path in found:
                yield Case(exercise, kind, path)


def what_is_wrong(case):
    """Check the program as the learner's file; a sentence if the verdict is not what it must be, else
    None."""
    if not os.path.exists(case.path):
        return "%s is missing." % case.path
    folder = tempfile.mkdtemp(prefix="netprog-case-")
    try:
        file = shutil.copy(case.path, os.path.join(folder, case.exercise.starter))
        verdict = checking.check(case.exercise, file, at_once=6 if case.kind in ("solution", "right") else 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    got = "it got %s in round %s, seed %d: %s" % (verdict.diagnosis, verdict.round, verdict.seed, verdict.message)
    if case.kind in ("solution", "right"):
        return None if verdict.passed else "%s must pass; %s" % (case.path, got)
    if verdict.passed:
        return "%s must not pass, and it did." % case.path
    if case.kind == "wrong" and verdict.diagnosis != mistake_of(case.path):
        return "%s must get the diagnosis %s; %s" % (case.path, mistake_of(case.path), got)
    return None
