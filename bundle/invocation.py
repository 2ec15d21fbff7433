"""What the learner types to start netprog: every message that says "type this" gets it from here.

A file on a USB stick, a checkout, Windows: each is started in another way, and what a message tells the
learner to type must work when it is pasted. Knows no command.
"""

import os
import sys

_always = []  # options that were given and must be given again, such as --dir


def always(*words):
    """From now on, `typed` says these words too."""
    _always[:] = words


def typed(*words):
    """typed("check", "2.04") → "python3 netprog.pyz check 2.04", as this process was started."""
    return " ".join([_python(), _program()] + [quoted(word) for word in list(words) + _always])


def _python():
    """The interpreter, by its name where that is enough to find it."""
    if os.name == "nt":
        return "python"
    path = getattr(sys, "orig_argv", [""])[0] or sys.executable or "python3"
    folder, name = os.path.split(path)
    for place in os.environ.get("PATH", "").split(os.pathsep) if folder else ():
        found = os.path.join(place, name)
        if os.path.exists(found):
            if os.path.samefile(found, path) or os.path.basename(place) == "shims":  # pyenv's, leading to it
                return name
            break
    return quoted(path)


def _program():
    started = sys.argv[0] if sys.argv else ""
    if not started or os.path.basename(started) in ("__main__.py", "-c", "-m"):
        return "-m bundle"
    return quoted(started)


def quoted(word):
    """As a POSIX shell and cmd.exe both take it."""
    special = " \t\"&|<>()^%" if os.name == "nt" else " \t\n\"'$&|;<>()*?[]#~!`\\"
    if word and not set(word) & set(special):
        return word
    if os.name == "nt":
        return '"%s"' % word
    return "'%s'" % word.replace("'", "'\\''")
