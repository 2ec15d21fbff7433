"""netprog.pyz as a user starts it: by path, from an empty folder, on any Python, wherever it lies."""

import os
import shutil
import subprocess
import sys
import threading

import pytest

from bundle import VERSION
from tests.support.pythons import TO_TRY, TOO_OLD

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def says_version(done):
    assert (done.stdout, done.stderr, done.returncode) == ("netprog %s\n" % VERSION, "", 0)


@pytest.mark.parametrize("version", TO_TRY)
def test_starts_the_first_time_and_again(laptop, needs_python, version):
    for _ in range(2):
        says_version(laptop.run("--version", python=needs_python(version), flags=["-W", "error"]))
    assert sorted(os.listdir(laptop.folder)) == ["netprog.pyz"]


def test_a_python_that_did_not_unpack_it_uses_what_another_unpacked(laptop, needs_python):
    says_version(laptop.run("--version", python=needs_python("3.9")))
    says_version(laptop.run("--version", python=needs_python("3.13")))
    assert len(laptop.unpacked()) == 1


def test_a_python_built_without_bz2_unpacks_it_too(laptop, tmp_path):
    (tmp_path / "bz2.py").write_text("raise ImportError('no bz2 here')")
    says_version(laptop.run("--version", PYTHONPATH=str(tmp_path)))
    assert len(laptop.unpacked()) == 1


@pytest.mark.parametrize("version", TOO_OLD)
@pytest.mark.parametrize("newer_on_path", [True, False], ids=["newer-on-path", "no-newer"])
def test_an_old_python_gets_one_sentence_with_what_to_type(laptop, needs_python, tmp_path, version,
                                                            newer_on_path):
    old, new = needs_python(version), needs_python("3.13")
    path = tmp_path / "bin"
    path.mkdir()
    if newer_on_path:
        (path / "python3.13").symlink_to(new)
    done = laptop.run("--version", python=old, PATH=str(path))
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1
    assert "needs Python 3.9 or newer; this is Python %s." % version in done.stderr
    assert ("Type:  python3.13 netprog.pyz" if newer_on_path else "python.org/downloads") in done.stderr
    assert laptop.unpacked() == []


@pytest.mark.parametrize("flag", ["-I", "-E", "-S", "-s", "-B", "-O", "-OO", "-Xutf8", "-bb"])
def test_starts_with_pythons_own_flags(laptop, flag):
    for _ in range(2):
        says_version(laptop.run("--version", flags=[flag]))


@pytest.mark.parametrize("variable, value", [
    ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONSAFEPATH", "1"), ("PYTHONOPTIMIZE", "2"), ("PYTHONUTF8", "0"),
    ("PYTHONPYCACHEPREFIX", "cache"), ("LC_ALL", "C"), ("PYTHONWARNINGS", "error"), ("SHIV_INTERPRETER", "1"),
    ("SHIV_ENTRY_POINT", "this"), ("SHIV_FORCE_EXTRACT", "1"), ("SOURCE_DATE_EPOCH", "0"),
])
def test_starts_whatever_the_environment_says(laptop, variable, value):
    for _ in range(2):
        says_version(laptop.run("--version", **{variable: value}))


@pytest.mark.parametrize("place", ["with spaces", "ünï-цо-中", "netprog.pyz", "a'b\"c", "%s{}"])
def test_starts_from_any_folder(laptop, place):
    folder = os.path.join(laptop.folder, place + ".d")
    os.mkdir(folder)
    shutil.move(laptop.pyz, folder)
    for _ in range(2):
        says_version(laptop.run("--version", file=os.path.join(folder, "netprog.pyz")))
        says_version(laptop.run("--version", file="netprog.pyz", cwd=folder))


@pytest.mark.parametrize("name", ["my netprog (1).pyz", "netprog", "nétprog.pyz", "x.py"])
def test_starts_under_another_name(laptop, name):
    os.rename(laptop.pyz, os.path.join(laptop.folder, name))
    for _ in range(2):
        says_version(laptop.run("--version", file=name))


def test_starts_through_a_link(laptop, tmp_path):
    link = tmp_path / "netprog"
    link.symlink_to(laptop.pyz)
    says_version(laptop.run("--version", file=link))
    says_version(laptop.run("--version"))
    assert len(laptop.unpacked()) == 1


def test_starts_as_a_program_of_its_own(laptop, needs_client):
    needs_client("python3")
    os.chmod(laptop.pyz, 0o755)
    done = subprocess.run([laptop.pyz, "--version"], env=laptop.environ, stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"netprog %s\n" % VERSION.encode()


def test_modules_of_the_learner_do_not_get_in_the_way(laptop, tmp_path):
    for folder in (laptop.folder, str(tmp_path)):
        for name in ("bundle", "lessons", "unpack", "os", "socket", "struct", "random"):
            with open(os.path.join(folder, name + ".py"), "w") as file:
                file.write("raise SystemExit('imported the learner\\'s %s')\n" % name)
    for name in ("os", "socket", "struct", "random"):   # on PYTHONPATH these would stop any Python program
        os.remove(str(tmp_path / (name + ".py")))
    for _ in range(2):
        says_version(laptop.run("--version", PYTHONPATH=str(tmp_path)))


def test_first_starts_at_the_same_time_all_work(laptop):
    results = []
    starts = [threading.Thread(target=lambda: results.append(laptop.run("--version"))) for _ in range(6)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    for done in results:
        says_version(done)
    assert len(results) == 6 and len(laptop.unpacked()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a home on Windows is not read-only to its owner")
def test_a_home_that_is_a_file_in_the_way(laptop, tmp_path):
    with open(laptop.shiv, "w"):
        pass
    runs_from_a_temporary_folder(laptop, tmp_path)
    assert os.path.isfile(laptop.shiv)


def test_a_home_that_does_not_exist_and_cannot_be_made(laptop, tmp_path):
    os.rmdir(laptop.home)
    with open(laptop.home, "w"):
        pass
    runs_from_a_temporary_folder(laptop, tmp_path)


def test_no_home_at_all(laptop, tmp_path):
    before = os.path.exists("/.shiv")
    runs_from_a_temporary_folder(laptop, tmp_path, HOME="", USERPROFILE="")
    assert sorted(os.listdir(laptop.folder)) == ["netprog.pyz"] and os.path.exists("/.shiv") == before


def test_a_folder_for_unpacking_that_is_named_from_here(laptop):
    for _ in range(2):
        says_version(laptop.run("--version", SHIV_ROOT="here"))
        assert laptop.run("list", SHIV_ROOT="here").returncode == 0
    assert laptop.unpacked() == [] and len(os.listdir(os.path.join(laptop.folder, "here"))) == 1


@pytest.fixture
def mounted_home(laptop):
    """mounted_home(options) puts an empty file system of its own in the place of the home."""
    def mount(options):
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", laptop.home]
        if not shutil.which("mount") or subprocess.run(command, stderr=subprocess.DEVNULL).returncode:
            pytest.skip("only root on Linux may mount, and not everywhere")
        mounts.append(options)
    mounts = []
    yield mount
    if mounts:
        subprocess.run(["umount", laptop.home], check=True)


@pytest.mark.parametrize("options", ["size=64k", "size=8m,ro"], ids=["full", "read-only"])
def test_a_home_that_takes_no_files(laptop, tmp_path, mounted_home, options):
    mounted_home(options)
    runs_from_a_temporary_folder(laptop, tmp_path)
    assert laptop.unpacked() == []


def test_a_home_that_became_read_only_keeps_serving(laptop, tmp_path, mounted_home):
    mounted_home("size=8m")
    says_version(laptop.run("--version"))
    mounted_home("remount,ro")
    says_version(laptop.run("--version", TMPDIR="/nowhere"))
    assert laptop.run("list", "--dir", str(tmp_path / "work"), TMPDIR="/nowhere").returncode == 0


def runs_from_a_temporary_folder(laptop, tmp_path, **environ):
    """It works, and leaves nothing in the folder for temporary files."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    says_version(laptop.run("--version", TMPDIR=str(temporary), TEMP=str(temporary), **environ))
    done = laptop.run("list", "--dir", str(tmp_path / "work"), TMPDIR=str(temporary), TEMP=str(temporary),
                      **environ)
    assert done.returncode == 0 and "1.01" in done.stdout
    assert list(temporary.iterdir()) == []


def test_no_folder_anywhere_is_one_sentence(laptop, tmp_path):
    """Python itself falls back to its current folder for temporary files; where that fails too, there is a
    sentence."""
    if not IS_ROOT or not shutil.which("unshare"):
        pytest.skip("needs a file system of its own that is read-only: root on Linux")
    whole_machine_read_only = ["unshare", "-m", "sh", "-c", "mount -t tmpfs -o ro tmpfs /tmp; "
                               "mount -t tmpfs -o ro tmpfs /var/tmp; "
                               "mount -t tmpfs -o ro tmpfs /usr/tmp 2>/dev/null; "
                               "cd /proc && exec \"$@\"", "sh"]
    python = os.path.realpath(sys.executable)
    if python.startswith(("/tmp/", "/var/tmp/", "/usr/tmp/")):
        pytest.skip("%s would be hidden too" % python)
    outside = "/dev/shm/netprog-%d.pyz" % os.getpid()
    shutil.copy(laptop.pyz, outside)
    try:
        done = subprocess.run(whole_machine_read_only + [python, outside, "--version"],
                              env=dict(laptop.environ, HOME="/proc", TMPDIR=""), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8")
    finally:
        os.remove(outside)
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody mount: %s" % done.stderr)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Set SHIV_ROOT to a folder that you can write in." in done.stderr and done.stderr.count("\n") == 1
