"""Keeping files without losing any: a file is written whole or not at all, an old one keeps its content under
another name, and one lock guards what several processes write. Knows nothing of what is in the files.
"""

import os
import time

LOCK_SECONDS = 5  # a lock is held for milliseconds; this only ends a wait for a process that was stopped


class Lock:
    """A lock between processes (and threads), on the file `path`. The system frees it when its process ends,
    so it cannot be left behind. Where it cannot be had, the work goes on without it and `notice` is told
    so."""

    def __init__(self, path, notice):
        self.path = path
        self.notice = notice
        self.file = None

    def __enter__(self):
        try:
            self.file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return self  # a folder that cannot be written needs no lock
        until = time.monotonic() + LOCK_SECONDS
        while not _try_lock(self.file):
            if time.monotonic() > until:
                self.notice("Another netprog has held %s for %d seconds; I went on without it." %
                            (self.path, LOCK_SECONDS))
                break
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        if self.file is not None:
            os.close(self.file)  # frees the lock, too


if os.name == "nt":
    def _try_lock(file):
        """Lock the first byte. False while another process has it."""
        import msvcrt
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            pass  # a drive without locks: better without than not at all
        return True
else:
    def _try_lock(file):
        """Lock the file. False while another process has it."""
        import fcntl
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass  # a drive without locks: better without than not at all
        return True


def put(target, raw, over=False):
    """Write a file whole or not at all. Without `over`, a file that appeared meanwhile is left as it is."""
    aside = "%s.%d.part" % (target, os.getpid())
    try:
        with open(aside, "wb") as file:
            file.write(raw)
            file.flush()
            if over:
                os.fsync(file.fileno())
        if over or not os.path.lexists(target):
            _replace(aside, target)
    finally:
        if os.path.exists(aside):
            os.unlink(aside)


def _replace(aside, target):
    """os.replace; on Windows a reader's open file refuses it for a moment, so try again a few times."""
    for _ in range(50 if os.name == "nt" else 0):
        try:
            return os.replace(aside, target)
        except PermissionError:
            time.sleep(0.02)
    return os.replace(aside, target)


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


def free_name(path, word):
    """daytime.old-1.py for daytime.py: the first such name that nothing has."""
    stem, suffix = os.path.splitext(path)
    number = 1
    while os.path.lexists("%s.%s-%d%s" % (stem, word, number, suffix)):
        number += 1
    return "%s.%s-%d%s" % (stem, word, number, suffix)


def cannot_write(path, problem):
    reason = problem.strerror or str(problem)
    return "I cannot write in %s (%s). Say another folder: --dir FOLDER" % (path, reason)
