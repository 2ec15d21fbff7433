"""`verify` of each hour and of the course, every solution with all its rounds, beside `python -c pass`."""

import os
import sys

from bundle import course
from tests.bench.harness import command, laptop, ratio


def rows():
    with laptop() as learner:
        at = {"cwd": learner.folder, "env": learner.environ}
        count = sum(len(lesson.exercises) for lesson in course.lessons())
        chosen = [([str(lesson.number)], len(lesson.exercises)) for lesson in course.lessons()] + [([], count)]
        for words, count in chosen:
            yield ratio("verify {}: {} exercises, {} processors".format(" ".join(words) or "all", count, os.cpu_count()),
                        command(sys.executable, "netprog.pyz", "verify", *words, **at),
                        command(sys.executable, "-c", "pass", **at),
                        rounds=1, name="verify", beside_name="python -c pass")
