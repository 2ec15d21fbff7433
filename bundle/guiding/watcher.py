"""Watching the learner's file and the size of the terminal, by looking five times a second.

Network drives, USB sticks and WSL have no reliable events; a look costs some microseconds. It knows
neither what a save means nor what is drawn.
"""

import os
import threading
import time

from bundle.guiding.events import Broke, Gone, Resized, Saved

SECONDS = 0.2           # between two looks
SETTLING = 0.03         # until a file that just changed is looked at again: an editor may still be writing
PATIENCE = 5            # looks that a missing or empty file is waited for: editors save in several steps
YOUNG = 3               # seconds: some drives keep times in steps of two, so young files are read


class Watched:
    """One file, as it was when last looked at."""

    def __init__(self, path):
        self.path = path
        self.stamp = look(path)
        self.content = content(path) if self.stamp else None
        self.missing = 0

    def change(self):
        """None, or what happened since the last call: Saved or Gone."""
        now = look(self.path)
        if now is None or (now[1] == 0 and now != self.stamp):
            self.missing += 1
            if self.missing != PATIENCE:
                return None
            self.stamp, self.content = now, None
            return Saved(self.path) if now else Gone(self.path)
        self.missing = 0
        if now == self.stamp and not self._rewritten(now):
            return None
        while True:                     # until it has settled
            time.sleep(SETTLING)
            again = look(self.path)
            if again == now:
                break
            if again is None:
                return None
            now = again
        self.stamp, self.content = now, content(self.path)
        return Saved(self.path)

    def _rewritten(self, stamp):
        return abs(time.time() - stamp[0] / 1e9) < YOUNG and content(self.path) not in (self.content, None)


def look(path):
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def content(path):
    """Something that differs where the content does; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hash(file.read(1 << 20))
    except OSError:
        return None


class Watcher:
    """A thread that puts Saved, Gone and Resized."""

    def __init__(self, put, size):
        self.put = put
        self.size = size                # () -> (columns, rows)
        self.watched = None
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def watch(self, path):
        """From now on this file. What is there already counts as seen."""
        self.watched = Watched(path)

    def start(self):
        self.thread.start()

    def stop(self):
        self.stopping.set()
        if self.thread.is_alive():
            self.thread.join(5)

    def _run(self):
        size = self.size()
        try:
            while not self.stopping.wait(SECONDS):
                watched = self.watched
                event = watched.change() if watched else None
                if event:
                    self.put(event)
                if size != self.size():
                    size = self.size()
                    self.put(Resized())
        except Exception as error:
            self.put(Broke(error))
