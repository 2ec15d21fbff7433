"""What the topics share: two things timed turn by turn, a row of the table, and the built file on an empty
laptop."""

import contextlib
import functools
import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.support.laptop import Laptop

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Row:
    """One figure: what it is about, the figure in its unit, its limit (None where there is none), what was
    measured."""

    def __init__(self, what, figure, limit=None, measured="", unit="x"):
        self.what, self.figure, self.limit, self.measured, self.unit = what, figure, limit, measured, unit

    def __str__(self):
        limit = "" if self.limit is None else "%.2f %s" % (self.limit, self.unit)
        mark = "over" if self.limit is not None and self.figure > self.limit else ""
        figure = "%.2f %s" % (self.figure, self.unit)
        return "%-44s %9s %9s %-5s %s" % (self.what, figure, limit, mark, self.measured)


def ratio(what, ours, beside, limit=None, rounds=31, name="", beside_name=""):
    """A Row for how many times as long ours() takes as beside(): medians of rounds in which each runs
    once."""
    ours_seconds, beside_seconds = alternate(ours, beside, rounds)
    return Row(what, ours_seconds / beside_seconds, limit, "%s %.1f ms beside %s %.1f ms" % (
        name or "ours", ours_seconds * 1000, beside_name or "theirs", beside_seconds * 1000))


def alternate(first, second, rounds):
    """The median seconds of each of two functions, called in turn: what slows the machine slows both."""
    first(), second()
    times = [], []
    for number in range(rounds):
        for which in ((0, 1) if number % 2 else (1, 0)):
            started = time.perf_counter()
            (first, second)[which]()
            times[which].append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])


def command(*words, **more):
    """A function that runs the command to its end and raises when that is not status 0."""
    return lambda: subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True,
                                  **more)


@contextlib.contextmanager
def laptop():
    """A Laptop with the built file, for as long as the block runs."""
    with tempfile.TemporaryDirectory() as place:
        yield Laptop(place, pyz())


@functools.lru_cache(maxsize=None)
def pyz():
    """The path of netprog.pyz, built once a run."""
    folder = tempfile.TemporaryDirectory()
    path = os.path.join(folder.name, "netprog.pyz")
    subprocess.run([sys.executable, os.path.join(CHECKOUT, "build.py"), "-o", path],
                   stdout=subprocess.DEVNULL, check=True)
    return _Kept(path, folder)


class _Kept(str):
    """A path that keeps its temporary folder for as long as it is used itself."""

    def __new__(cls, path, folder):
        made = str.__new__(cls, path)
        made.folder = folder
        return made
