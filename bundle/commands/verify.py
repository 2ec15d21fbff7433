"""netprog verify: every reference solution passes on this machine, so this copy is whole."""

import os
import shutil
import sys
import tempfile
import time

from bundle import checking, course
from bundle.arguments import Wrong
from bundle.invocation import typed

BAR, WIDEST = 30, 70        # columns


def run(request):
    exercises = _chosen(request.args)
    began = time.monotonic()
    failed = []
    for number, exercise in enumerate(exercises, 1):
        _progress(number - 1, len(exercises), "%s %s" % (exercise.id, exercise.slug))
        verdict = _check_solution(exercise)
        if not verdict.passed:
            failed.append(exercise)
            _progress()
            print("%s %s: the reference solution did not pass round %s: %s"
                  % (exercise.id, exercise.slug, verdict.round, verdict.message))
    _progress()
    if failed:
        print("%d of %d reference solutions did not pass. Look at this machine first: %s. Then copy netprog "
              "again." % (len(failed), len(exercises), typed("doctor")))
        return 1
    said = "The reference solution passes" if len(exercises) == 1 else "All %d reference solutions pass" % len(exercises)
    is_all = len(exercises) == sum(len(lesson.exercises) for lesson in course.lessons())
    print("%s%s (%.1f s)." % (said, ": this copy is whole" if is_all else "", time.monotonic() - began))
    return 0


def _chosen(words):
    """The exercises that were named, or all; in the order of the course, each once."""
    lessons = course.lessons()
    chosen = set()
    for word in words:
        if word.isascii() and word.isdigit():
            found = [each for lesson in lessons if lesson.number == int(word) for each in lesson.exercises]
            if not found:
                raise Wrong("There is no lesson %s. All lessons: %s" % (word, typed("verify")))
            chosen.update(exercise.id for exercise in found)
        else:
            chosen.add(course.find(word).id)
    for lesson in lessons:
        for problem in lesson.problems:
            raise problem
    return [each for lesson in lessons for each in lesson.exercises if not words or each.id in chosen]


def _check_solution(exercise):
    """The Verdict on a copy of the reference solution under the name that the learner's file has."""
    folder = tempfile.mkdtemp(prefix="netprog-verify-")
    try:
        file = os.path.join(folder, exercise.starter)
        shutil.copyfile(exercise.solution_path, file)
        return checking.check(exercise, file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _progress(done=0, count=0, name=""):
    """A bar that is drawn over again, for somebody who watches; without a name it goes."""
    if sys.stderr is not None and sys.stderr.isatty():
        filled = BAR * done // count if count else 0
        text = "[%s%s] %d of %d  %s" % ("#" * filled, "." * (BAR - filled), done, count, name) if name else ""
        sys.stderr.write("\r%-*s%s" % (WIDEST, text[:WIDEST], "" if text else "\r"))
        sys.stderr.flush()
