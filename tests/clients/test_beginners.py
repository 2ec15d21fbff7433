"""Programs that beginners wrote from a task's text alone: right ones pass, wrong ones are told what is true of them.

N.K/right holds right programs in many styles, N.K/wrong wrong ones that are not among the exercise's own. The first
line of a wrong one, `# mistake: one-recv output-differs`, names every diagnosis that is true of it. N.K/slips.py has
those that differ from a right program in a few lines: {name: (the right program, here or in the exercise's folder;
every diagnosis that is true of the wrong one; [(what stands there once, what stands there instead), …])}.
"""

import os
import runpy
import sys
import zlib

import pytest

from bundle import checking, course

HERE = os.path.dirname(os.path.abspath(__file__))
EXERCISES = sorted(name for name in os.listdir(HERE) if name[0].isdigit())


def chosen(names):
    """CI has little time: the exercises' own programs are tried on every Python there, each of these on one of the seven."""
    return [name for name in names if "CI" not in os.environ or (zlib.crc32(name.encode()) + sys.version_info[1]) % 7 == 0]


def programs(kind):
    return chosen("/".join((number, kind, name)) for number in EXERCISES if os.path.isdir(os.path.join(HERE, number, kind))
                  for name in sorted(os.listdir(os.path.join(HERE, number, kind))) if name.endswith(".py"))


def slips_of(number):
    path = os.path.join(HERE, number, "slips.py")
    return runpy.run_path(path)["SLIPS"] if os.path.exists(path) else {}


def check(number, path, at_once):
    return checking.check(course.find(number), path, at_once=at_once)


def is_told(number, path, true):
    """Checks a wrong program, of which the diagnoses `true` are true."""
    found = check(number, path, 1)
    assert not found.passed
    assert found.diagnosis in true.split(), "{} (round {}, seed {})".format(found.message, found.round, found.seed)


@pytest.mark.parametrize("name", programs("right"))
def test_right(name):
    found = check(name.split("/")[0], os.path.join(HERE, *name.split("/")), 6)
    assert found.passed, "{} (round {}, seed {})".format(found.message, found.round, found.seed)


@pytest.mark.parametrize("name", programs("wrong"))
def test_wrong(name):
    path = os.path.join(HERE, *name.split("/"))
    with open(path, "rb") as program:
        is_told(name.split("/")[0], path, program.readline().decode("ascii").partition(":")[2])


@pytest.mark.parametrize("name", chosen("/".join((number, "slips", name)) for number in EXERCISES for name in slips_of(number)))
def test_slip(name, tmp_path):
    number, _, slip = name.split("/")
    base, true, changes = slips_of(number)[slip]
    here = os.path.join(HERE, number, base)
    with open(here if os.path.exists(here) else os.path.join(course.find(number).folder, base), encoding="utf-8") as right:
        text = right.read()
    for old, new in changes:
        assert text.count(old) == 1, "%s has other lines now; change the slip" % base
        text = text.replace(old, new)
    program = tmp_path / (slip + ".py")
    program.write_text(text, encoding="utf-8")
    is_told(number, str(program), true)
