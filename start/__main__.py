"""The first code of netprog.pyz: straight to the unpacked folder where that is whole, otherwise to unpack.py.

Any Python since 2.7 must be able to read this file, and every start compiles it: so it is short, and imports little.
"""

import sys

BUILD = "0" * 64            # build.py puts the hash of the contents here
UNPACKED_AT = 1140739200    # the modification time of every unpacked file: an edited one has another


def whole(folder):
    """The open list of the files in `folder`, locked to say that it is in use. An error unless all are as unpacked.

    Each process locks one byte, somewhere, so that a later build which removes old folders can see this one at work.
    """
    path = os.path.join(folder, "whole.%s" % sys.implementation.cache_tag)
    try:
        listed = open(path, "r+b", 0)
    except OSError:
        listed = open(path, "rb", 0)        # a folder that we may only read is never removed either
    else:
        if hasattr(os, "lockf"):            # Windows needs no lock: it removes no folder that has an open file
            lock(listed)
    stat, start = os.stat, folder + os.sep
    for line in listed.read().decode("ascii").splitlines():
        size, name = line.split(" ", 1)
        found = stat(start + name)
        if found.st_size != int(size) or found.st_mtime != UNPACKED_AT:
            raise ValueError("%s is not as it was unpacked" % name)
    return listed


def lock(listed):
    listed.seek(int.from_bytes(os.urandom(3), "big"))
    try:
        os.lockf(listed.fileno(), os.F_TLOCK, 1)
    except (BlockingIOError, PermissionError):
        raise           # somebody is removing the folder
    except OSError:
        pass            # this file system has no locks
    listed.seek(0)


if sys.version_info < (3, 9):
    import too_old
    too_old.say_so()

import os

archive = os.path.realpath(os.path.dirname(__file__))
root = os.environ.get("SHIV_ROOT") or os.path.join(os.path.expanduser("~"), ".shiv")
folder = os.path.join(root, os.path.basename(archive) + "_" + BUILD)
try:
    in_use = whole(folder)
except Exception:
    import unpack
    folder, in_use = unpack.unpacked(archive, root, BUILD, UNPACKED_AT, whole)
sys.path[0] = os.path.join(folder, "site-packages")

from bundle.entry import main
main()
