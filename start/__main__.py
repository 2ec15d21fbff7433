"""The first code of netprog.pyz: straight to the unpacked folder where that is whole, otherwise to unpack.py.

Any Python since 2.7 must be able to read this file, and every start compiles it: so it is short, and imports little.
"""

import sys

BUILD = "0" * 64            # build.py puts the hash of the contents here
UNPACKED_AT = 1140739200    # the modification time of every unpacked file: an edited one has another


def whole(folder, everything):
    """The open list (a file descriptor) of what is in `folder`. An error unless all of it is as unpacked.

    The list has lines "SIZE NAME", first what every start looks at: the upper folders ("-" for their size) and the modules
    that it imports. After an empty line comes everything else, which --version need not look at.
    """
    path = os.path.join(folder, "whole.%s" % sys.implementation.cache_tag)
    try:
        listed = os.open(path, os.O_RDWR)
    except OSError:
        listed = os.open(path, os.O_RDONLY)     # a folder that we may only read is never removed either
    try:
        lock(listed)
        stat, start = os.stat, folder + os.sep
        every, rest = os.read(listed, 1 << 20).decode("ascii").split("\n\n")
        for line in (every + "\n" + rest if everything else every).splitlines():
            size, name = line.split(" ", 1)
            found = stat(start + name)
            if found.st_mtime != UNPACKED_AT or size != "-" and found.st_size != int(size):
                raise ValueError("%s is not as it was unpacked" % name)
    except Exception:
        os.close(listed)        # Windows could not put a good folder in the place of one with an open file
        raise
    return listed


def lock(listed):
    """Lock one byte, somewhere, so that a later build which removes old folders sees this process at work."""
    if not hasattr(os, "lockf"):
        return          # Windows needs no lock: it removes no folder that has an open file
    os.lseek(listed, int.from_bytes(os.urandom(3), "big"), os.SEEK_SET)
    try:
        os.lockf(listed, os.F_TLOCK, 1)
    except (BlockingIOError, PermissionError):
        raise           # somebody is removing the folder
    except OSError:
        pass            # the file is open for reading only, or this file system has no locks
    os.lseek(listed, 0, os.SEEK_SET)


if sys.version_info < (3, 9):
    import too_old
    too_old.say_so()

import os

archive = os.path.realpath(os.path.dirname(__file__))
root = os.environ.get("SHIV_ROOT") or os.path.join(os.path.expanduser("~"), ".shiv")
folder = os.path.join(root, os.path.basename(archive) + "_" + BUILD)
try:
    in_use = whole(folder, everything=sys.argv[1:] != ["--version"])
except Exception:
    import unpack
    folder, in_use = unpack.unpacked(archive, root, BUILD, UNPACKED_AT, whole)
sys.path[0] = os.path.join(folder, "site-packages")

from bundle.cli import main
sys.exit(main(sys.argv[1:]))
