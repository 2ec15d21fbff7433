#!/usr/bin/env python3
"""Build netprog.pyz, or test it. Needs nothing but Python 3.9 or newer (and, the first time, a network).

    python3 build.py [-o FILE]          write netprog.pyz beside this file, or FILE
    python3 build.py test [ARGS...]     run the tests with tox on every Python found; ARGS go to tox

Two builds of one commit are the same, byte for byte, on every Python and in every folder.
"""

import sys

# Only the lines above `from building` run on an old Python, but it reads all: no syntax here that 2.7 does
# not know.
if sys.version_info < (3, 9):
    sys.exit("build.py needs Python 3.9 or newer; this is Python %d.%d. Type the same with a newer one, "
             "for example:  python3.13 build.py" % sys.version_info[:2])

import json
import os
import shutil
import subprocess
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from building import stage
from building.archive import zip_bytes
from building.environment import NotPossible, environment, site_packages_of
from building.wordless import wordless

KEPT = os.path.join(HERE, ".build")         # git-ignored: what the next build uses again
SHEBANG = b"#!/usr/bin/env python3\n"
# Python reads this line only in a file that is no zip file any more, and then prints what it says.
DAMAGED = b"# coding: netprog.pyz-is-damaged-or-half-copied--copy-it-again\n"
BUILT_AT = "1980-01-01 00:00:00"


def main(words):
    """Do what the command line asks for; the exit status."""
    try:
        if words[:1] == ["test"]:
            return test(words[1:])
        if not words or (len(words) == 2 and words[0] in ("-o", "--output")):
            build(os.path.abspath(words[1]) if words else os.path.join(HERE, "netprog.pyz"))
            return 0
        print(__doc__)
        return 0 if words[0] in ("-h", "--help") else 2
    except NotPossible as problem:
        sys.stderr.write("%s\n" % problem)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; type the same again to go on.\n")
        return 130


def build(output):
    """Write the file."""
    python = environment(os.path.join(KEPT, "tools"), os.path.join(HERE, "building", "requirements.txt"),
                         ["--require-hashes", "--no-deps"])
    installed = site_packages_of(python)
    leave_learner_modules(stage.learner_modules(installed))
    files = stage.staged(HERE, installed)
    build_id = stage.build_id(files)
    print("Staged %d files, %d kB" % (len(files), sum(map(len, files.values())) // 1000))
    packed = packed_together(shivs_members(python, files, build_id))
    data = zip_bytes([("shiv.bz2", packed)] + front(build_id), prefix=SHEBANG + DAMAGED)
    new = "%s.%d" % (output, os.getpid())
    with open(new, "wb") as file:
        file.write(data)
    os.chmod(new, 0o755)
    os.replace(new, output)
    print("Wrote %s, %d kB" % (output, len(data) // 1000))


def shivs_members(python, files, build_id):
    """{name: bytes} of the file that shiv makes, with everything taken out of it that depends on where and when it ran."""
    with tempfile.TemporaryDirectory() as folder:
        staged, made = os.path.join(folder, "stage"), os.path.join(folder, "shiv.pyz")
        stage.write(files, staged)
        subprocess.run([python, "-I", "-W", "ignore", "-m", "shiv", "--site-packages", staged,
                        "-e", "bundle.__main__:start", "--reproducible", "--uncompressed", "-o", made],
                       check=True)
        with zipfile.ZipFile(made) as archive:
            members = {name.replace("\\", "/"): archive.read(name) for name in archive.namelist()}
    about = json.loads(members["environment.json"])
    about.update(build_id=build_id, built_at=BUILT_AT)
    members["environment.json"] = json.dumps(about, sort_keys=True).encode()
    return members


def packed_together(members):
    """A line `SIZE NAME` for each member, an empty line, then all of them behind each other, as bz2: a zip file's own
    directory does not pack well."""
    try:
        import bz2
    except ImportError:
        raise NotPossible("This Python (%s) was built without its bz2 module, which packs the file. "
                          "Type the same with another Python." % sys.executable)
    members = sorted(members.items())
    directory = "".join("%d %s\n" % (len(data), name) for name, data in members)
    return bz2.compress(directory.encode() + b"\n" + b"".join(data for _, data in members))


def front(build_id):
    """The members that run before anything is unpacked; they are not packed, so they come without their words."""
    members = []
    for name in ("too_old.py", "whole.py", "unpack.py", "bunzip.py", "__main__.py"):
        with open(os.path.join(HERE, "building", "start", name), encoding="utf-8", newline="") as file:
            source = wordless(file.read())
        if name == "__main__.py":
            source = source.replace('"0" * 64', '"%s"' % build_id)
        members.append((name, source.encode("utf-8")))
    return members


def leave_learner_modules(files):
    """Keep a copy where `python -m bundle` from this checkout finds them (bundle/learner_modules.py)."""
    folder = os.path.join(KEPT, "learner_modules")
    new = tempfile.mkdtemp(dir=KEPT)
    try:
        stage.write(files, new)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(os.path.join(new, "learner_modules"), folder)
    except OSError:
        if not os.path.isdir(folder):       # otherwise another build has just put the same there
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


def test(words):
    """Run tox in an environment of its own; its exit status."""
    python = environment(os.path.join(KEPT, "tox"), os.path.join(HERE, "building", "tox.txt"))
    return subprocess.run([python, "-m", "tox", "-c", os.path.join(HERE, "tox.ini")] + words).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
