"""Programs that beginners wrote from a task's text alone: right ones pass, wrong ones are told what is true of them.

N.K/right holds right programs in many styles, N.K/wrong wrong ones that are not among the exercise's own. The first
line of a wrong one, `# mistake: one-recv output-differs`, names every diagnosis that is true of it.
"""

import os
import sys
import zlib

import pytest

from bundle import checking, course

HERE = os.path.dirname(os.path.abspath(__file__))


def programs(kind):
    found = []
    for number in sorted(os.listdir(HERE)):
        folder = os.path.join(HERE, number, kind)
        if os.path.isdir(folder):
            for name in sorted(os.listdir(folder)):
                if name.endswith(".py"):
                    found.append("/".join((number, kind, name)))
    # CI has little time: the exercises' own programs are tried on every Python there, each of these on one of the seven.
    return [name for name in found if "CI" not in os.environ or (zlib.crc32(name.encode()) + sys.version_info[1]) % 7 == 0]


def check(name):
    return checking.check(course.find(name.split("/")[0]), os.path.join(HERE, *name.split("/")),
                          at_once=1 if "/wrong/" in name else 6)


@pytest.mark.parametrize("name", programs("right"))
def test_right(name):
    found = check(name)
    assert found.passed, "{} (round {}, seed {})".format(found.message, found.round, found.seed)


@pytest.mark.parametrize("name", programs("wrong"))
def test_wrong(name):
    with open(os.path.join(HERE, *name.split("/"))) as program:
        true = program.readline().partition(":")[2].split()
    found = check(name)
    assert not found.passed
    assert found.diagnosis in true, "{} (round {}, seed {})".format(found.message, found.round, found.seed)
