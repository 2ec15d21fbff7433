"""The learner's folder: where the files are that the learner edits.

Puts starters there and never overwrites a file. Progress, which is kept in the same folder, has its own
module. Nothing here knows what an exercise asks or how it is checked, and nothing prints.
"""

import os

from bundle import progress
from bundle.keeping import bytes_of, cannot_write, free_name, put
from bundle.progress import Progress  # noqa: F401  (the learner's folder and progress are asked for together)


class Unwritable(Exception):
    """The learner's folder cannot be written; the text says why, and what to type instead."""


class Folder:
    """Where the learner's files are. `existed` is False until netprog has kept something here: the first
    run."""

    __slots__ = ("path", "existed")

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.existed = any(os.path.exists(os.path.join(self.path, name))
                           for name in (progress.MAIN, progress.BACKUP))

    @classmethod
    def choose(cls, option=None, environ=os.environ):
        """The folder of --dir, else of NETPROG_DIR, else ~/netprog. Makes nothing yet."""
        if option == "":
            raise Unwritable("--dir needs the name of a folder, such as: --dir work")
        given = option or environ.get("NETPROG_DIR")
        path = os.path.expanduser(given or os.path.join("~", "netprog"))
        if not given and not os.path.isabs(path):
            raise Unwritable("I cannot find your home folder. Say where your files should be: --dir FOLDER")
        if os.path.exists(path) and not os.path.isdir(path):
            raise Unwritable("%s is a file, and your work needs a folder. Say another: --dir FOLDER" % path)
        return cls(path)

    def folder_of(self, exercise):
        """The folder of one exercise: <path>/2-clients/04-pop-peek."""
        lesson = os.path.basename(os.path.dirname(exercise.folder))
        return os.path.join(self.path, lesson, os.path.basename(exercise.folder))

    def file_of(self, exercise):
        """The file that the learner edits."""
        return os.path.join(self.folder_of(exercise), exercise.starter)

    def prepare(self, exercise):
        """Put the starter, the task's text and the data where they are missing; the names of what was put
        there."""
        folder = self.folder_of(exercise)
        wanted = [(exercise.starter, exercise.starter_path), ("task.md", None)]
        for path in exercise.data_paths():
            wanted += _below(path)
        names = []
        try:
            os.makedirs(folder, exist_ok=True)
            for name, source in wanted:
                target = os.path.join(folder, name)
                if not os.path.lexists(target):
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    put(target, bytes_of(source) if source else exercise.task().encode("utf-8"))
                    names.append(name)
        except OSError as problem:
            raise Unwritable(cannot_write(folder, problem))
        return names

    def practice_ca(self):
        """The path of the practice CA's certificate, for clients of the servers with TLS: a copy in the
        learner's folder; our own where that cannot be written, or another file has its name."""
        from bundle.servers import practice_tls
        copy = os.path.join(self.path, practice_tls.CA_NAME)
        try:
            if not os.path.lexists(copy):
                os.makedirs(self.path, exist_ok=True)
                put(copy, bytes_of(practice_tls.CA_FILE))
        except OSError:
            pass  # it is not there then
        return copy if _same(copy, practice_tls.CA_FILE) else practice_tls.CA_FILE

    def reset(self, exercise):
        """Put the starter back. The path under which the old file was kept, or None if there was nothing to
        keep."""
        file = self.file_of(exercise)
        kept = None
        try:
            if os.path.lexists(file) and not _same(file, exercise.starter_path):
                kept = free_name(file, "old")
                os.rename(file, kept)
        except OSError as problem:
            raise Unwritable(cannot_write(os.path.dirname(file), problem))
        self.prepare(exercise)
        return kept


def _same(path, other):
    try:
        return bytes_of(path) == bytes_of(other)
    except OSError:
        return False


def _below(path):
    """[(name in the learner's folder, path)] of a file, or of every file in a folder."""
    if not os.path.isdir(path):
        return [(os.path.basename(path), path)]
    return [(os.path.join(os.path.basename(path), name), source)
            for entry in sorted(os.listdir(path)) for name, source in _below(os.path.join(path, entry))]
