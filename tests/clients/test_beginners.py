"""Programs that beginners wrote from a task's text alone: right ones pass, wrong ones are told what is true of them.

N.K/right holds right programs in many styles, N.K/wrong wrong ones that are not among the exercise's own. The first
line of a wrong one, `# mistake: one-recv output-differs`, names every diagnosis that is true of it.
"""
import concurrent.futures
import os

import pytest

from bundle import checking, course

HERE = os.path.dirname(os.path.abspath(__file__))
AT_ONCE = 3     # checks wait more than they compute


def programs(kind):
    found = []
    for number in sorted(os.listdir(HERE)):
        folder = os.path.join(HERE, number, kind)
        if os.path.isdir(folder):
            for name in sorted(os.listdir(folder)):
                if name.endswith(".py"):
                    found.append("/".join((number, kind, name)))
    return found


@pytest.fixture(scope="module")
def verdict(request):
    """verdict(name) checks that program; all that were collected are checked side by side."""
    wanted = [item.callspec.params["name"] for item in request.session.items if item.module is request.module]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        checks = {name: pool.submit(check, name) for name in wanted}
        yield lambda name: checks[name].result()


def check(name):
    return checking.check(course.find(name.split("/")[0]), os.path.join(HERE, *name.split("/")),
                          at_once=1 if "/wrong/" in name else 6)


@pytest.mark.parametrize("name", programs("right"))
def test_right(name, verdict):
    found = verdict(name)
    assert found.passed, "{} (round {}, seed {})".format(found.message, found.round, found.seed)


@pytest.mark.parametrize("name", programs("wrong"))
def test_wrong(name, verdict):
    with open(os.path.join(HERE, *name.split("/"))) as program:
        true = program.readline().partition(":")[2].split()
    found = verdict(name)
    assert not found.passed
    assert found.diagnosis in true, "{} (round {}, seed {})".format(found.message, found.round, found.seed)
