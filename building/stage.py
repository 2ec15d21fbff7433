"""What goes into netprog.pyz: which files of the checkout, and which of the modules that learners may
import."""

import hashlib
import os
import re

from building.wordless import READ_BY_NOBODY, wordless

NOT_SHIPPED = {"__pycache__", "wrong", "right"}     # under lessons/: what only tests read
LEARNER_MODULES = {                                 # name in the file -> where the distribution has it
    "nntplib.py": "nntplib/__init__.py",
    "cgi.py": "cgi.py",
    "cgitb.py": "cgitb.py",
}
LICENCES = {                                        # name in the file -> the installed distribution's name
    "learner_modules/LICENSE.standard-nntplib": "standard_nntplib",
    "learner_modules/LICENSE.legacy-cgi": "legacy_cgi",
    "LICENSE.shiv": "shiv",
}


def staged(checkout, installed):
    """{name with slashes: bytes} of everything that site-packages in the file holds, in order of name."""
    files = {"LICENSE": _read(os.path.join(checkout, "LICENSE")),
             "whole.py": _read(os.path.join(checkout, "building", "start", "whole.py"))}
    for top in ("bundle", "lessons"):
        for name in _names(checkout, top):
            files[name] = _shipped(name, _read(os.path.join(checkout, name)))
    files.update(learner_modules(installed))
    for name, distribution in LICENCES.items():
        files[name] = _licence(installed, distribution)
    return dict(sorted(files.items()))


def _shipped(name, data):
    if READ_BY_NOBODY.fullmatch(name):
        return wordless(data.decode("utf-8")).encode("utf-8")
    return data


def learner_modules(installed):
    """{"learner_modules/nntplib.py": bytes, ...} out of the folder they are installed in."""
    return {"learner_modules/" + name: _read(os.path.join(installed, *path.split("/")))
            for name, path in LEARNER_MODULES.items()}


def build_id(files):
    """A hash of names and contents: the same files have the same folder on a learner's machine, others
    another."""
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(b"%s %d\n" % (name.encode(), len(data)) + data)
    return digest.hexdigest()


def write(files, folder):
    """Lay the files out under `folder`."""
    for name, data in files.items():
        path = os.path.join(folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def _names(checkout, top):
    found = []
    for folder, folders, names in os.walk(os.path.join(checkout, top)):
        folders[:] = [name for name in folders if name not in NOT_SHIPPED and not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and not name.endswith(("~", ".pyc")):
                found.append(os.path.relpath(os.path.join(folder, name), checkout).replace(os.sep, "/"))
    return found


def _licence(installed, distribution):
    [info] = [name for name in os.listdir(installed) if re.match(distribution + r"-.*\.dist-info$", name)]
    for folder in (info, os.path.join(info, "licenses")):
        path = os.path.join(installed, folder, "LICENSE")
        if os.path.isfile(path):
            return _read(path)
    raise FileNotFoundError("no LICENSE in %s" % os.path.join(installed, info))


def _read(path):
    with open(path, "rb") as file:
        return file.read()
