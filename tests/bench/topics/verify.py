"""`verify` of an hour, every solution with all its rounds, as a whole process beside `python -c pass`."""

import sys

from bundle import course
from tests.bench.harness import command, laptop, ratio


def rows():
    with laptop() as learner:
        at = {"cwd": learner.folder, "env": learner.environ}
        for lesson in course.lessons():
            yield ratio("verify {}: {} exercises".format(lesson.number, len(lesson.exercises)),
                        command(sys.executable, "netprog.pyz", "verify", str(lesson.number), **at),
                        command(sys.executable, "-c", "pass", **at),
                        rounds=3, name="verify", beside_name="python -c pass")
