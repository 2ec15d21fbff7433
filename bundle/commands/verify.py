"""netprog verify: every reference solution passes on this machine, so this copy is whole."""

import os
import shutil
import sys
import tempfile
import time

from bundle import checking, course
from bundle.arguments import Wrong
from bundle.invocation import typed


def run(request):
    exercises = _chosen(request.args)
    began = time.monotonic()
    failed = []
    for number, exercise in enumerate(exercises, 1):
        _progress("%d of %d: %s %s" % (number, len(exercises), exercise.id, exercise.slug))
        verdict = _check_solution(exercise)
        if not verdict.passed:
            failed.append(exercise)
            _progress("")
            print("%s %s: the reference solution did not pass round %s: %s"
                  % (exercise.id, exercise.slug, verdict.round, verdict.message))
    _progress("")
    if failed:
        print("%d of %d reference solutions did not pass. Look at this machine first: %s. Then copy netprog "
              "again." % (len(failed), len(exercises), typed("doctor")))
        return 1
    print("%s (%.1f s)." % ("The reference solution passes" if len(exercises) == 1 else
                            "All %d reference solutions pass" % len(exercises), time.monotonic() - began))
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


def _progress(text):
    """One line that is written over again, for somebody who watches."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r%-60s%s" % (text, "" if text else "\r"))
        sys.stderr.flush()
