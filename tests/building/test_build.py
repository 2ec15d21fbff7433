"""build.py as somebody uses it who has just cloned: what it prints, and what it says when something is
missing."""

import os
import subprocess
import sys

import pytest

from building import environment
from tests.support.copying import copy_checkout
from tests.support.pythons import TOO_OLD


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **more)


def test_says_what_it_does_and_where_the_file_is(checkout, pyz, tmp_path):
    clone = copy_checkout(checkout, tmp_path / "clone")
    done = run([sys.executable, "build.py"], cwd=clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Staged" in done.stdout and "Wrote %s" % os.path.join(clone, "netprog.pyz") in done.stdout
    assert "Making" not in done.stdout          # the environment was there already
    assert run([sys.executable, "netprog.pyz", "--version"], cwd=clone,
               env=dict(os.environ, SHIV_ROOT=str(tmp_path))).returncode == 0


@pytest.mark.parametrize("word, status", [
    ("--help", 0), ("-h", 0), ("--nonsense", 2), ("-o", 2), ("tests", 2)])
def test_anything_else_shows_how_it_is_used(checkout, word, status):
    done = run([sys.executable, os.path.join(checkout, "build.py"), word])
    assert done.returncode == status and "python3 build.py test" in done.stdout


@pytest.mark.parametrize("version", TOO_OLD)
def test_an_old_python_gets_a_sentence(checkout, needs_python, version):
    done = run([needs_python(version), os.path.join(checkout, "build.py")])
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("build.py needs Python 3.9 or newer; this is Python %s." % version)
    assert done.stderr.count("\n") == 1


def test_without_a_network_it_says_so_and_leaves_nothing_half_made(checkout, tmp_path):
    clone = copy_checkout(checkout, tmp_path / "clone", tools=False)
    offline = dict(os.environ, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    done = run([sys.executable, "build.py"], cwd=clone, env=offline)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "Is there a network" in done.stderr and "Making an environment" in done.stdout
    assert os.listdir(os.path.join(clone, ".build")) == []


def test_without_venv_another_python_makes_the_environment(monkeypatch, tmp_path, capsys):
    other = tmp_path / "python3"
    other.write_text("")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(environment, "_works", lambda python, code: python == str(other))
    assert environment._maker() == str(other)
    assert str(other) in capsys.readouterr().out


def test_without_venv_anywhere_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(environment, "_works", lambda python, code: False)
    with pytest.raises(environment.NotPossible, match="apt install python3-venv.*Then type the same again"):
        environment._maker()


def test_an_environment_is_made_again_when_it_is_for_something_else(tmp_path):
    (tmp_path / "made-from").write_text("another list")
    assert not environment._is_made(str(tmp_path), "this list")
