"""A check of a right program, with all its rounds, as a whole process beside `python -c pass`.

The limit is 0.75 s where `python -c pass` takes 15 ms: what a known runner of exercises for Node takes for one round.
"""

import sys

from bundle import course
from tests.bench.harness import command, laptop, ratio

EXERCISES = ("1.01", "2.02", "2.04")
LIMIT = 0.750 / 0.015


def rows():
    with laptop() as learner:
        at = {"cwd": learner.folder, "env": learner.environ}
        for name in EXERCISES:
            solution = course.find(name).solution_path
            yield ratio("check {} of its solution, all rounds".format(name),
                        command(sys.executable, "netprog.pyz", "check", name, solution, **at),
                        command(sys.executable, "-c", "pass", **at),
                        limit=LIMIT, rounds=7, name="check", beside_name="python -c pass")
