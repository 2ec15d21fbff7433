"""Whether an unpacked folder is as it was unpacked, and the lock that says it is in use.

In the file beside __main__, and in the unpacked folder too: there it is compiled already, so that a start
need not do it.
"""

import os
import sys

UNPACKED_AT = 1140739200    # the modification time of all that is unpacked: what was changed has another


def checked(folder, everything):
    """The open list (a file descriptor) of what is in `folder`. An error unless all of it is as unpacked.

    The list has lines "SIZE NAME", first what every start looks at: the upper folders ("-" for their size)
    and the modules that it imports. After an empty line comes everything else, which --version need not look
    at.
    """
    path = os.path.join(folder, "whole.%s" % sys.implementation.cache_tag)
    try:
        listed = os.open(path, os.O_RDWR)
    except OSError:
        listed = os.open(path, os.O_RDONLY)     # a folder that we may only read is never removed either
    try:
        _lock(listed)
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


def _lock(listed):
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
