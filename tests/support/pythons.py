"""The Pythons on this machine's PATH, by version. Run as a program: lists them; status 1 when one of 3.9 to
3.15 is missing."""

import functools
import os
import subprocess
import sys

SUPPORTED = ["3.%d" % minor for minor in range(9, 16)]
TOO_OLD = ["2.7", "3.6", "3.7", "3.8"]
# Those that one run of the tests starts the built file with: tox runs the tests on each of them anyway.
TO_TRY = ["%d.%d" % sys.version_info[:2]] if "TOX_ENV_NAME" in os.environ else SUPPORTED


@functools.lru_cache(maxsize=None)
def python(version):
    """The path of that version's interpreter, "3.9" for example; None where there is none.

    Every folder of the PATH is tried: the first name found may be a version manager's stand-in for nothing.
    The path is the interpreter's own, because a stand-in that works is a slow one.
    """
    name = "python%s" % version
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = os.path.join(folder, name)
        own = _own_path(path, version) if os.access(path, os.X_OK) else None
        if own:
            return own
    return None


def found(versions=tuple(SUPPORTED)):
    """{version: path} of those that are there."""
    return {version: path for version, path in ((v, python(v)) for v in versions) if path}


def _own_path(path, version):
    try:
        code = "import sys; print('%d.%d' % sys.version_info[:2] + sys.executable)"
        done = subprocess.run([path, "-c", code],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    answer = os.fsdecode(done.stdout).strip()
    return answer[len(version):] if answer.startswith(version + os.sep) else None


if __name__ == "__main__":
    for version in TOO_OLD + SUPPORTED:
        print("Python %-5s %s" % (version, python(version) or "missing"))
    sys.exit(not set(SUPPORTED) <= set(found()))
