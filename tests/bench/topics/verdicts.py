"""From a save to the verdict, in the session, for each exercise: its solution, and its starter, which is wrong (Linux)."""

import os
import shutil
import statistics
import sys
import time

from bundle import course
from tests.bench.harness import Row, laptop
from tests.bench.topics.session import Session

MEDIAN, LONGEST = 1.0, 3.0      # seconds


def rows():
    for lesson in course.lessons():
        taken = {exercise.id: seconds(exercise) for exercise in lesson.exercises}
        for which, words in enumerate(("solution", "starter")):
            slowest = max(taken, key=lambda name: taken[name][which])
            times = [times[which] for times in taken.values()]
            beside = statistics.median(times[2] for times in taken.values())
            what = "hour {}, {} saved".format(lesson.number, words)
            yield Row(what + ": median", statistics.median(times), MEDIAN, "{:.0f} times python -c pass ({:.0f} ms); {} exercises".format(
                statistics.median(times) / beside, beside * 1000, len(times)), unit="s")
            yield Row(what + ": " + slowest, taken[slowest][which], LONGEST, "the slowest", unit="s")


def seconds(exercise):
    """The seconds until the verdict on the solution, on the starter, and of `python -c pass` beside them."""
    with laptop() as learner, Session(learner, "lesson", str(exercise.lesson), exercise.id) as session:
        file = session.wait_for_file(exercise.starter)
        taken = []
        for path, words in ((exercise.solution_path, b"Passed"),
                            (os.path.join(exercise.folder, exercise.starter), b"Not yet")):
            session.forget()
            began = time.perf_counter()
            shutil.copyfile(path, file)
            session.read_until(words)
            taken.append(time.perf_counter() - began)
        began = time.perf_counter()
        os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", "pass"])
        return taken + [time.perf_counter() - began]
