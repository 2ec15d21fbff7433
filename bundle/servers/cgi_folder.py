"""The folder whose scripts a gateway runs: which script an address names, and how scripts are run here.

A script is a file NAME.py; folders may hold folders. An address must spell every name exactly as the folder
lists it: that keeps out `..`, other spellings of a name on Windows and macOS, and whatever a system hides
behind a name. Links are not followed. Knows nothing of HTTP but the word for a refusal.
"""

import os
import threading

from bundle.servers.cgi_environ import percent_decoded, process_variables
from bundle.servers.http_message import BODY_LIMIT, Refused


class CgiFolder:
    """The store of a Gateway.

    path         the folder
    practice     failures are shown to the visitor, who is the author; else the visitor sees a plain 500, 502
                 or 504
    seconds      a script may take to say something
    encoding     PYTHONIOENCODING of the scripts
    on_visit     called with each finished Visit, from the visit's thread
    python_path  PYTHONPATH of the scripts, or None
    titles       {folder name: what the index calls it}
    unlisted     what the index leaves out: addresses, such as "09-guestbook/clerk.py"
    transcript   where what the scripts read and print is recorded, as "script 1"…; None: the visitor's
                 connection's
    """

    def __init__(self, path, practice=False, seconds=30, encoding="utf-8", on_visit=None, python_path=None,
                 titles=None, unlisted=(), transcript=None):
        self.path = os.path.realpath(path)
        self.practice = practice
        self.seconds = seconds
        self.on_visit = on_visit or (lambda visit: None)
        self.titles = titles or {}
        self.unlisted = unlisted
        self.transcript = transcript
        self.keeps = True               # the visitors' connections are recorded, too
        self.most_body = BODY_LIMIT
        self.any_path_info = False      # pass ".." in PATH_INFO on, as some servers do
        self.stdin_held = False         # keep stdin open behind the body, as some servers do
        self.stdin_extra = b""          # more bytes behind the body: those of the next request, say
        self.stdin_late = 0             # seconds that the last byte of a body is kept back
        self.variables = process_variables(encoding, python_path)
        self.override = {}              # meta-variables that are set otherwise; None removes one
        self._lock = threading.Lock()   # guards the three below
        self._closed = False
        self._visits = 0
        self._running = set()

    def find(self, path):
        """The Place that the path of a request names. Refused."""
        decoded = percent_decoded(path)
        if decoded is None or b"\0" in decoded:
            raise Refused(400, "The path is not well encoded.")
        if "%2f" in path.lower():
            raise Refused(404, "A slash in a name is not served here.")
        names = decoded.split(b"/")[1:]
        if not self.any_path_info and (b"." in names or b".." in names):
            raise Refused(404, "There are no ways up here.")
        folder = self.path
        for index, name in enumerate(names):
            if not name and index == len(names) - 1:
                return Place(folder, None, decoded, b"")
            found = self._entry(folder, os.fsdecode(name))
            if found is None:
                raise Refused(404, "There is no such page.")
            if os.path.isfile(found):
                return Place(folder, found, b"/" + b"/".join(names[:index + 1]),
                             b"".join(b"/" + rest for rest in names[index + 1:]))
            folder = found
        raise Refused(301, "This is a folder; its address ends with a slash.", [("Location", path + "/")])

    def _entry(self, folder, name):
        """The path of the folder or script `name`, spelt as it is listed; None if there is none to serve."""
        try:
            with os.scandir(folder) as entries:
                found = [entry.path for entry in entries if entry.name == name and _is_served(entry)]
        except OSError:
            return None
        return found[0] if found else None

    def _listed(self, folder):
        """The names in `folder` that are served: folders and scripts, in order; nothing hidden, no links."""
        try:
            with os.scandir(folder) as entries:
                return sorted(entry.name for entry in entries if _is_served(entry))
        except OSError:
            return []

    def scripts(self, folder):
        """[(folder name, address, script name)] of every script in `folder` and the folders in it, in
        order."""
        found = []
        for name in self._listed(folder):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                found.append(("", name, name))
            else:
                found += [(name, name + "/" + inner, inner) for inner in self._listed(path)
                          if os.path.isfile(os.path.join(path, inner))]
        return sorted((row for row in found if row[1] not in self.unlisted), key=lambda row: row[0])

    def translated(self, path_info):
        """PATH_TRANSLATED: where `path_info` would lie in this folder, as bytes (RFC 3875, 4.1.6)."""
        return os.fsencode(self.path + os.fsdecode(path_info).replace("/", os.sep))

    def number(self):
        """The number of the next visit."""
        with self._lock:
            self._visits += 1
            return self._visits

    def runs(self, script):
        """`script` has been started; it is ended when the folder is closed before it ends, or has been meanwhile."""
        with self._lock:
            self._running.add(script)
            is_too_late = self._closed
        if is_too_late:
            script.end()

    def ended(self, script):
        with self._lock:
            self._running.discard(script)

    def limit(self, seconds):
        """Let the scripts take so long, those that run now too."""
        self.seconds = seconds
        with self._lock:
            for script in self._running:
                script.seconds = seconds

    def most_processes(self):
        """How many processes the script with the most of them has started; 0 where the system does not
        tell."""
        with self._lock:
            running = list(self._running)
        return max([script.processes() for script in running], default=0)

    def close(self):
        """End every script that still runs, and each that starts from now on."""
        with self._lock:
            self._closed = True
        self.end_scripts()

    def end_scripts(self):
        """End every script that runs now."""
        with self._lock:
            running = list(self._running)
        for script in running:
            script.end()


class Place:
    """What an address names: `script` (a path, or None for the folder itself) in `folder`, and the rest of
    the address."""

    __slots__ = ("folder", "script", "script_name", "path_info")

    def __init__(self, folder, script, script_name, path_info):
        self.folder = folder
        self.script = script
        self.script_name = script_name      # bytes, decoded, begins with a slash
        self.path_info = path_info          # bytes, decoded; b"" if there is none

    def is_nph(self):
        """Whether the script speaks HTTP itself, as its name says (RFC 3875, 5.1)."""
        return os.path.basename(self.script).startswith("nph-")


def _is_served(entry):
    if entry.name.startswith((".", "__")) or os.path.realpath(entry.path) != entry.path:
        return False    # hidden; or a link, or a junction
    return entry.is_dir() or (entry.is_file() and entry.name.endswith(".py"))
