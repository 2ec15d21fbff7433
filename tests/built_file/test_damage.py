"""A copy of netprog.pyz that was cut, zero-filled or mangled, and an unpacked folder that somebody
changed."""

import os
import shutil
import sys

import pytest

from bundle import VERSION
from tests.support.pythons import TO_TRY, TOO_OLD

WORDS = "netprog.pyz-is-damaged-or-half-copied--copy-it-again"


def cut(keep):
    """Keep the first so many bytes; a negative number drops that many from the end."""
    return lambda data: data[:keep]


def zeros_from(start):
    return lambda data: data[:start] + bytes(len(data) - start)


DAMAGES = {
    "cut-in-the-first-block": cut(512),
    "cut-after-4-kB": cut(4096),
    "cut-in-the-middle": lambda data: data[:len(data) // 2],
    "cut-before-the-directory": lambda data: data[:data.rindex(b"PK\1\2") - 200],
    "cut-in-the-directory": lambda data: data[:data.rindex(b"PK\1\2") + 20],
    "cut-before-the-end-record": cut(-22),
    "cut-in-the-end-record": cut(-10),
    "cut-by-one-byte": cut(-1),
    "zeros-from-4-kB-on": zeros_from(4096),
    "zeros-from-the-middle-on": lambda data: zeros_from(len(data) // 2)(data),
    "zeros-in-the-last-kB": zeros_from(-1024),
    "line-ends-converted": lambda data: data.replace(b"\n", b"\r\n"),
}
DAMAGED_INSIDE = {      # what Python takes for a whole file: netprog itself has to notice
    "zeros-in-the-middle": lambda data: data[:40000] + bytes(4096) + data[44096:],
    "one-bit": lambda data: data[:50000] + bytes([data[50000] ^ 4]) + data[50001:],
}


@pytest.mark.parametrize("version", TOO_OLD + TO_TRY)
def test_a_damaged_copy_says_so_on_every_python(laptop, needs_python, version):
    python = needs_python(version)
    with open(laptop.pyz, "rb") as file:
        whole = file.read()
    for name, damage in DAMAGES.items():
        with open(laptop.pyz, "wb") as file:
            file.write(damage(whole))
        done = laptop.run("--version", python=python)
        assert WORDS in done.stderr, name
        assert (done.returncode, done.stdout) == (1, ""), name
        assert len(done.stderr.splitlines()) <= 4 and "Traceback" not in done.stderr, name


@pytest.mark.parametrize("damage", DAMAGED_INSIDE)
def test_damage_that_python_does_not_see_is_found_when_unpacking(laptop, damage):
    with open(laptop.pyz, "rb") as file:
        whole = file.read()
    with open(laptop.pyz, "wb") as file:
        file.write(DAMAGED_INSIDE[damage](whole))
    done = laptop.run("--version")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is damaged or half copied" in done.stderr and done.stderr.endswith("Copy it again.\n")
    assert done.stderr.count("\n") == 1 and laptop.unpacked() == []


def edit(path):
    with open(path, "a") as file:
        file.write("\nprint('edited')\n")


def edit_without_a_trace_in_size(path):
    with open(path, "r+") as file:
        text = file.read()
        file.seek(0)
        file.write(text.replace("netprog", "NETPROG"))


def empty(path):
    with open(path, "w"):
        pass


def cut_in_half(path):
    os.truncate(path, os.path.getsize(path) // 2)


def fill_with_zeros(path):
    with open(path, "r+b") as file:
        file.write(bytes(os.path.getsize(path)))


CHANGES = {
    "a-module-edited": (edit, "bundle/cli.py"),
    "a-module-edited-to-the-same-size": (edit_without_a_trace_in_size, "bundle/cli.py"),
    "a-module-emptied-by-a-crash": (empty, "bundle/__init__.py"),
    "a-module-gone": (os.remove, "bundle/course.py"),
    "a-package-gone": (shutil.rmtree, "bundle/servers"),
    "a-lesson-gone": (shutil.rmtree, "lessons/1-sockets"),
    "a-task-edited": (edit, "lessons/1-sockets/01-hello/task.md"),
    "a-starter-cut": (cut_in_half, "lessons/1-sockets/01-hello/hello.py"),
    "a-compiled-module-cut": (cut_in_half, "bundle/__pycache__/course.*.pyc"),
    "a-compiled-module-zero-filled": (fill_with_zeros, "bundle/__pycache__/cli.*.pyc"),
    "the-looking-through-edited": (edit, "whole.py"),
    "the-looking-through-emptied": (empty, "whole.py"),
    "its-compiled-form-zero-filled": (fill_with_zeros, "__pycache__/whole.*.pyc"),
    "learner-modules-gone": (shutil.rmtree, "learner_modules"),
    "all-but-the-list-gone": (shutil.rmtree, "."),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_folder_is_put_right_before_it_is_used(laptop, change):
    assert laptop.run("list").returncode == 0
    [folder] = laptop.unpacked()
    before = contents(folder)
    do, name = CHANGES[change]
    do(only(folder, name))
    done = laptop.run("list")
    assert (done.returncode, done.stderr) == (0, "") and "edited" not in done.stdout and "1.01" in done.stdout
    assert laptop.unpacked() == [folder]
    assert contents(folder) == before


def test_version_notices_what_it_would_run_and_what_is_gone(laptop):
    says = "netprog %s\n" % VERSION
    assert laptop.run("--version").stdout == says
    [folder] = laptop.unpacked()
    for name, do in (("bundle/__init__.py", edit), ("bundle/cli.py", edit), ("bundle", shutil.rmtree),
                     ("lessons/1-sockets/01-hello", shutil.rmtree)):
        do(only(folder, name))
        assert laptop.run("--version").stdout == says, name
        assert os.path.exists(only(folder, name)), name


def test_a_folder_without_its_list_is_used_again_once_looked_through(laptop):
    laptop.run("--version")
    [folder] = laptop.unpacked()
    for name in os.listdir(folder):
        if name.startswith("whole."):
            os.remove(os.path.join(folder, name))
    kept = os.stat(only(folder, "lessons")).st_ino
    assert laptop.run("--version").returncode == 0
    assert os.stat(only(folder, "lessons")).st_ino == kept


def test_a_file_in_the_place_of_the_folder(laptop):
    laptop.run("--version")
    [folder] = laptop.unpacked()
    shutil.rmtree(folder)
    empty(folder)
    assert laptop.run("list").returncode == 0
    assert os.path.isdir(folder)


def only(folder, name):
    """The path of what has that name under site-packages; a * stands for the running Python's tag."""
    name = name.replace("*", sys.implementation.cache_tag)
    return os.path.normpath(os.path.join(folder, "site-packages", name))


def contents(folder):
    """{name: bytes} of all that netprog put there, without what Python compiled."""
    found = {}
    for place, _, names in os.walk(os.path.join(folder, "site-packages")):
        for name in names:
            if "__pycache__" not in place:
                with open(os.path.join(place, name), "rb") as file:
                    found[os.path.join(place, name)] = file.read()
    return found
