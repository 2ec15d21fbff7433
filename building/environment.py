"""Environments of this checkout's own, made with venv and pip under .build/ and kept for the next time.

Knows what can be missing on a machine (venv, ensurepip, the network) and says it in a sentence: NotPossible.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = 9, 30      # minor versions of Python 3 that may make an environment


class NotPossible(Exception):
    """Why there can be no environment, as a sentence with the next step."""


def environment(folder, requirements, options=()):
    """The Python of the environment in `folder`, with what the file `requirements` lists; made first where
    needed."""
    with open(requirements, "rb") as file:
        wanted = hashlib.sha256(file.read()).hexdigest()
    if not _is_made(folder, wanted):
        print("Making an environment in %s with what %s lists (once, from the package index)" % (
            os.path.relpath(folder), os.path.relpath(requirements)), flush=True)
        _make(folder, requirements, options, wanted)
    return python_of(folder)


def python_of(folder):
    return os.path.join(folder, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def site_packages_of(python):
    """The folder in which that Python has what was installed."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.check_output([python, "-I", "-X", "utf8", "-c", code], encoding="utf-8").strip()


def _is_made(folder, wanted):
    try:
        with open(os.path.join(folder, "made-from"), encoding="ascii") as file:
            return file.read() == wanted and _works(python_of(folder), "import pip")
    except OSError:
        return False


def _make(folder, requirements, options, wanted):
    """Made aside and renamed, so that an interrupted one is never taken for a whole one."""
    new = "%s.%d" % (folder, os.getpid())
    shutil.rmtree(new, ignore_errors=True)
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    try:
        _run([_maker(), "-I", "-m", "venv", new], "venv")
        _run([python_of(new), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
              *options, "-r", requirements], "pip")
        with open(os.path.join(new, "made-from"), "w", encoding="ascii") as file:
            file.write(wanted)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _maker():
    """A Python that can make environments: this one, or another on the PATH (Debian splits ensurepip off)."""
    able = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, %d))" % OLDEST
    if _works(sys.executable, able):
        return sys.executable
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for name in ["python3"] + ["python3.%d" % minor for minor in range(NEWEST, OLDEST - 1, -1)]:
            path = shutil.which(name, path=folder)
            if path and _works(path, able):
                print("This Python cannot make environments (no venv or no ensurepip); %s does it" % path,
                      flush=True)
                return path
    raise NotPossible(
        "%s has no venv or no ensurepip module, so it cannot make the environment for the build, and no "
        "other Python on the PATH can. On Debian and Ubuntu: apt install python3-venv. Elsewhere: install "
        "Python from https://www.python.org/downloads/. Then type the same again." % sys.executable)


def _works(python, code):
    try:
        return subprocess.run([python, "-I", "-c", code], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _run(command, step):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace")
    if done.returncode == 0:
        return
    sys.stderr.write(done.stdout)
    if step == "pip":
        raise NotPossible(
            "pip could not install what the build needs (its own words stand above). Is there a network, and "
            "a package index that it can reach? After the first build none is needed. Type the same again when "
            "there is.")
    raise NotPossible("The venv module could not make an environment (its own words stand above).")
