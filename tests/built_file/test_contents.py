"""What is in netprog.pyz: the same bytes however it is built, all that learners need, nothing that they must
not see."""

import bz2
import os
import re
import subprocess
import sys
import zipfile
from importlib.machinery import PathFinder

import pytest

from building.wordless import READ_BY_NOBODY, wordless
from tests.support.copying import copy_checkout
from tests.support.pythons import SUPPORTED, TO_TRY, found

LEFT_IN_3_13 = ("nntplib", "cgi", "cgitb")
MOST_BYTES = 400 * 1000


def members(packed):
    """{name: bytes} of what build.py packed."""
    directory, _, data = bz2.decompress(packed).partition(b"\n\n")
    found = {}
    for line in directory.decode("utf-8").split("\n"):
        size, _, name = line.partition(" ")
        found[name], data = data[:int(size)], data[int(size):]
    assert not data
    return found


@pytest.fixture(scope="module")
def inner(pyz):
    """{name: bytes} of what is unpacked on a learner's machine."""
    with zipfile.ZipFile(str(pyz)) as outer:
        assert outer.testzip() is None
        return {name[len("site-packages/"):]: data for name, data in members(outer.read("shiv.bz2")).items()
                if name.startswith("site-packages/")}


def test_another_folder_and_another_python_build_the_same_bytes(checkout, pyz, tmp_path):
    running = "%d.%d" % sys.version_info[:2]
    others = [path for version, path in found(tuple(SUPPORTED)).items() if version != running]
    builder = others[-1] if others else sys.executable
    elsewhere = tmp_path / "une autre copie ü"
    copy_checkout(checkout, elsewhere)
    for path in elsewhere.rglob("*.py"):
        os.utime(str(path), (1, 1))
        path.chmod(0o600)
    (elsewhere / "lessons" / "__pycache__").mkdir()
    (elsewhere / "lessons" / "__pycache__" / "stray.pyc").write_bytes(b"stray")
    environ = dict(os.environ, TZ="Pacific/Kiritimati", SOURCE_DATE_EPOCH="1700000000", PYTHONHASHSEED="7")
    done = subprocess.run([builder, str(elsewhere / "build.py")], cwd=str(tmp_path), env=environ,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert (elsewhere / "netprog.pyz").read_bytes() == pyz.read_bytes()


def test_small_enough_for_a_slow_line(pyz):
    assert pyz.stat().st_size <= MOST_BYTES


def test_everything_of_the_bundle_and_the_lessons_is_there(checkout, inner):
    for top in ("bundle", "lessons"):
        for folder, folders, names in os.walk(os.path.join(checkout, top)):
            folders[:] = [name for name in folders if name not in ("__pycache__", "wrong", "right")]
            for name in names:
                path = os.path.join(folder, name)
                shipped = inner[os.path.relpath(path, checkout).replace(os.sep, "/")]
                with open(path, "rb") as file:
                    data = file.read()
                assert shipped == data or READ_BY_NOBODY.fullmatch(os.path.relpath(path, checkout).replace(os.sep, "/"))
                if shipped != data:
                    assert shipped.decode("utf-8") == wordless(data.decode("utf-8"))


@pytest.mark.parametrize("pattern, why", [
    (r"(^|/)(wrong|right)/", "programs that only tests run"),
    (r"(^|/)tests?/", "tests"),
    (r"__pycache__|\.pyc$", "compiled files"),
    (r"(^|/)\.", "hidden files"),
    (r"^(?!bundle/|lessons/|learner_modules/|LICENSE|whole\.py$)", "anything else"),
])
def test_not_shipped(inner, pattern, why):
    assert [name for name in inner if re.search(pattern, name)] == []


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE.shiv", "learner_modules/LICENSE.standard-nntplib",
                                  "learner_modules/LICENSE.legacy-cgi"])
def test_licences_are_there(inner, name):
    assert b"copyright" in inner[name].lower()


def test_no_trace_of_where_it_was_built(checkout, pyz, inner):
    with zipfile.ZipFile(str(pyz)) as outer:
        everything = [pyz.read_bytes(), bz2.decompress(outer.read("shiv.bz2")), *inner.values()]
    for trace in (checkout, os.path.expanduser("~/"), sys.version.split()[0] + " ("):
        assert not any(trace.encode() in data for data in everything), trace


@pytest.mark.parametrize("version", TO_TRY)
def test_learners_get_the_removed_modules_exactly_where_python_has_none(laptop, needs_python, version):
    """From the unpacked folder; on 3.13 and later they are importable, before that Python's own are used."""
    python = needs_python(version)
    assert laptop.run("--version", python=python).returncode == 0
    [folder] = laptop.unpacked()
    site_packages = os.path.join(folder, "site-packages")
    place = asked([python, "-I", "-c", "import sys; sys.path.insert(0, %r)\n"
                   "from bundle.learner_modules import path_for_learner\n"
                   "print(path_for_learner())" % site_packages])
    if tuple(map(int, version.split("."))) < (3, 13):
        assert place == "None"
        return
    assert place == os.path.join(site_packages, "learner_modules")
    environ = dict(laptop.environ, PYTHONPATH=place)
    code = "import nntplib, cgi, cgitb; print(nntplib.NNTP.__name__, cgi.FieldStorage.__name__)"
    assert asked([python, "-c", code], env=environ) == "NNTP FieldStorage"
    for hidden in ("bundle", "lessons", "shiv", "_bootstrap", "unpack", "whole"):
        code = "import importlib.util as u; print(u.find_spec(%r))" % hidden
        assert asked([python, "-c", code], env=environ, cwd=laptop.folder) == "None"


def test_the_runner_does_not_see_the_learners_modules(laptop):
    """They lie outside the runner's path: a solution that needs one is run as a learner's program is."""
    assert laptop.run("--version").returncode == 0
    [folder] = laptop.unpacked()
    for name in LEFT_IN_3_13:
        assert PathFinder.find_spec(name, [os.path.join(folder, "site-packages")]) is None


def test_a_checkout_has_the_learners_modules_once_it_was_built(checkout, pyz):
    folder = os.path.join(checkout, ".build", "learner_modules")
    assert {name + ".py" for name in LEFT_IN_3_13} <= set(os.listdir(folder))


def asked(command, **more):
    return subprocess.check_output(command, encoding="utf-8", **more).strip()
