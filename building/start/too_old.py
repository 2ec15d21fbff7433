"""What an old Python says: one sentence with what is needed, and what to type on this machine. Valid in
Python 2.7."""

import os
import subprocess
import sys

NEEDED = (3, 9)
NEWEST = 30         # minor versions looked for on the PATH, from here down


def say_so():
    """Print the sentence and end with status 2."""
    program = os.path.basename(os.path.dirname(os.path.abspath(__file__)))
    better = newer_python()
    if better:
        advice = "Type:  %s %s" % (better, program)
    else:
        advice = "Get one from https://www.python.org/downloads/ and type:  %s %s" % (
            "py -3" if os.name == "nt" else "python3", program)
    sys.stderr.write("netprog needs Python %d.%d or newer; this is Python %d.%d. %s\n" % (
        NEEDED + sys.version_info[:2] + (advice,)))
    sys.exit(2)


def newer_python():
    """The name of a Python on the PATH that is new enough, e.g. "python3.13"; None where there is none."""
    for minor in range(NEWEST, NEEDED[1] - 1, -1):
        name = "python3.%d" % minor
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            for path in (os.path.join(folder, name), os.path.join(folder, name + ".exe")):
                if os.path.isfile(path) and os.access(path, os.X_OK):
                    return name if works(path) else None
    return None


def works(path):
    """A name on the PATH may be a version manager's stand-in for a Python that is not there: try it."""
    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call([path, "-c", "pass"], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False
