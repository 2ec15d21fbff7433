"""What other builds of netprog left in the unpacking folder: removed, unless one of them is running."""

import os
import re
import subprocess
import sys

import pytest


@pytest.fixture
def old_and_new(laptop):
    """Two builds of netprog.pyz: (path of an older one, path of the present one)."""
    with open(laptop.pyz, "rb") as file:
        data = file.read()
    old = os.path.join(laptop.folder, "old", "netprog.pyz")
    os.mkdir(os.path.dirname(old))
    [build] = re.findall(rb'BUILD = "([0-9a-f]{64})"', data)
    with open(old, "wb") as file:
        file.write(data.replace(b'BUILD = "%s"' % build, b'BUILD = "%s"' % build[::-1]))
    return old, laptop.pyz


def test_an_earlier_build_is_removed(laptop, old_and_new):
    old, new = old_and_new
    assert laptop.run("--version", file=old).returncode == 0
    [its_folder] = laptop.unpacked()
    assert laptop.run("--version", file=new).returncode == 0
    [new_folder] = laptop.unpacked()
    assert new_folder != its_folder


def test_an_earlier_build_that_is_running_is_kept_and_goes_on(laptop, old_and_new):
    old, new = old_and_new
    with subprocess.Popen([sys.executable, old, "serve", "hello", "--json"], env=laptop.environ,
                          cwd=laptop.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        try:
            assert b"hello" in running.stdout.readline()
            [its_folder] = laptop.unpacked()
            assert laptop.run("--version", file=new).returncode == 0
            assert len(laptop.unpacked()) == 2 and its_folder in laptop.unpacked()
        finally:
            running.kill()
    os.remove(os.path.join([path for path in laptop.unpacked() if path != its_folder][0],
                           "whole." + sys.implementation.cache_tag))
    assert laptop.run("--version", file=new).returncode == 0
    assert its_folder not in laptop.unpacked()


@pytest.mark.parametrize("name, removed", [
    ("netprog.pyz_" + "0" * 64, True),
    ("netprog-0.9.pyz_" + "1" * 64, True),
    ("netprog.pyz_" + "2" * 64 + ".tmp", True),
    (".netprog.pyz_" + "3" * 64 + "_lock", True),
    ("other.pyz_" + "4" * 64, False),
    ("netprog", False),
    ("netprog-work", False),
])
def test_only_what_builds_of_netprog_left_is_removed(laptop, name, removed):
    path = os.path.join(laptop.shiv, name)
    os.makedirs(laptop.shiv)
    if name.endswith("_lock"):
        with open(path, "w"):
            pass
    else:
        os.makedirs(os.path.join(path, "site-packages"))
    assert laptop.run("--version").returncode == 0
    assert os.path.exists(path) == (not removed)


def test_two_copies_of_one_build_under_two_names_keep_each_other(laptop):
    copy = os.path.join(laptop.folder, "netprog (1).pyz")
    with open(laptop.pyz, "rb") as source, open(copy, "wb") as target:
        target.write(source.read())
    for file in (laptop.pyz, copy):
        assert laptop.run("--version", file=file).returncode == 0
    assert len(laptop.unpacked()) == 2
