"""A learner's laptop: an empty home, and an empty folder with nothing but netprog.pyz in it."""

import os
import shutil
import subprocess
import sys

KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "PATHEXT", "COMSPEC")


class Laptop:
    """`folder` holds the file; `home` is the home of every command; `environ` is all they know of this
    machine."""

    def __init__(self, place, pyz):
        self.home = os.path.join(str(place), "home")
        self.folder = os.path.join(str(place), "stick")
        os.mkdir(self.home)
        os.mkdir(self.folder)
        self.pyz = shutil.copy(str(pyz), os.path.join(self.folder, "netprog.pyz"))
        self.environ = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environ.update(HOME=self.home, USERPROFILE=self.home)

    def run(self, *words, python=sys.executable, flags=(), file=None, cwd=None, timeout=60, **environ):
        """Run `python FLAGS netprog.pyz WORDS` to its end, with no terminal; stdout and stderr are text.

        An environment variable given as None is not set.
        """
        environ = {name: value for name, value in dict(self.environ, **environ).items() if value is not None}
        return subprocess.run([str(python), *flags, str(file or "netprog.pyz"), *words],
                              cwd=str(cwd or self.folder), env=environ, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                              errors="replace", timeout=timeout)

    @property
    def shiv(self):
        return os.path.join(self.home, ".shiv")

    def unpacked(self):
        """The folders that netprog.pyz was unpacked to, whole ones and others."""
        try:
            return sorted(os.path.join(self.shiv, name) for name in os.listdir(self.shiv))
        except OSError:
            return []
