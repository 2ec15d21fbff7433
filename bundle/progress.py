"""The learner's progress: a small JSON file in the learner's folder.

progress.json and progress.backup.json have the same content. Each is written aside and put in place whole,
under a lock. A damaged one is set aside, never overwritten. Nothing here prints: what the learner should hear
is in `notices`.
"""

import os

from bundle.keeping import Lock, bytes_of, cannot_write, free_name, put

MAIN = "progress.json"
BACKUP = "progress.backup.json"
LOCK = "progress.lock"
STATES = ("new", "started", "passed")


class Progress:
    """What the learner has done. Every change is read, merged and written under the lock, so that two
    sessions in one folder lose nothing; keys that a later version wrote are kept."""

    def __init__(self, folder):
        self.folder = folder
        self.notices = []     # sentences for the learner, each once
        self._data = {}
        self._stamp = None    # of the file that _data was read from
        self._unwritten = []  # changes that could not be written yet
        self.refresh()

    def refresh(self):
        """Read the file again if another process has written it."""
        stamp = self._file_stamp()
        if stamp == self._stamp and stamp is not None:
            return
        data = None
        try:
            raw, data = self._read(MAIN)
            if raw is None and self._read(BACKUP)[0] is None:
                return  # nothing kept yet
        except OSError:
            pass  # on Windows, perhaps only while another process puts a new one there: the lock waits for it
        if data is None:
            try:
                with self._locked():
                    data = self._recover()
            except OSError as problem:
                return self._unreadable(problem)
        for change in self._unwritten:
            change(data)
        self._data, self._stamp = data, stamp

    def state(self, ex_id):
        """"new", "started" or "passed"."""
        state = self._record(ex_id).get("state", "new")
        return state if state in STATES else "started"

    def mark_started(self, ex_id):
        if self.state(ex_id) == "new":
            self._change(lambda data: _record_in(data, ex_id).setdefault("state", "started"))

    def mark_passed(self, ex_id):
        if self.state(ex_id) != "passed":
            self._change(lambda data: _record_in(data, ex_id).update(state="passed"))

    def hints_shown(self, ex_id):
        """How many of the exercise's hints the learner has seen."""
        return _count(self._record(ex_id).get("hints"))

    def show_hint(self, ex_id, number):
        """Hint `number` (from 1) has been seen, and those before it."""
        def change(data):
            record = _record_in(data, ex_id)
            record["hints"] = max(number, _count(record.get("hints")))
        if self.hints_shown(ex_id) < number:
            self._change(change)

    def place(self, lesson=None):
        """The id of the exercise where the learner was in this lesson, or in the course; None at the
        beginning."""
        if lesson is None:
            found = self._data.get("last")
        else:
            found = self._data.get("places", {}).get(str(lesson))
        return found if isinstance(found, str) else None

    def set_place(self, lesson, ex_id):
        def change(data):
            data.setdefault("places", {})[str(lesson)] = ex_id
            data["last"] = ex_id
        if self.place(lesson) != ex_id or self.place() != ex_id:
            self._change(change)

    def section(self, lesson):
        """The number of the section where the lecture of this lesson was left; 0 at the beginning."""
        found = self._data.get("lectures")
        return _count(found.get(str(lesson))) if isinstance(found, dict) else 0

    def set_section(self, lesson, number):
        def change(data):
            if not isinstance(data.get("lectures"), dict):
                data["lectures"] = {}
            data["lectures"][str(lesson)] = number
        if self.section(lesson) != number:
            self._change(change)

    @property
    def begun(self):
        """Whether any exercise has been begun; looking into a lecture begins none."""
        return bool(self._data.get("exercises"))

    # How it is kept

    def _record(self, ex_id):
        return self._data.get("exercises", {}).get(ex_id, {})

    def _path(self, name):
        return os.path.join(self.folder.path, name)

    def _notice(self, text):
        if text not in self.notices:
            self.notices.append(text)

    def _file_stamp(self):
        try:
            found = os.stat(self._path(MAIN))
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _change(self, change):
        """Make one change to what is in the file now, and write it."""
        self._unwritten.append(change)
        try:
            os.makedirs(self.folder.path, exist_ok=True)
        except OSError as problem:
            change(self._data)
            return self._not_kept(problem)
        with self._locked():
            try:
                data = self._read(MAIN)[1] or self._recover()
            except OSError as problem:
                change(self._data)
                return self._unreadable(problem)
            for each in self._unwritten:
                each(data)
            self._data = data
            if self._write(data):
                self._unwritten = []

    def _unreadable(self, problem):
        self._notice("Your progress in %s cannot be read (%s), so this session does not keep any."
                     % (self._path(MAIN), problem.strerror))

    def _read(self, name):
        """(bytes, data) of a progress file; (None, None) where there is none, (bytes, None) where it is
        damaged. An OSError where it is there and cannot be read."""
        try:
            raw = bytes_of(self._path(name))
        except (FileNotFoundError, NotADirectoryError):
            return None, None
        return raw, _parse(raw)

    def _recover(self):
        """Without a whole progress.json: set a damaged one aside, take the backup's content, and say so.
        Under the lock. Another process may have done it before us."""
        raw, data = self._read(MAIN)
        if data is not None:
            return data
        kept = self._set_aside(MAIN) if raw is not None else None
        backup_raw, backup = self._read(BACKUP)
        if backup is None and backup_raw is not None:
            self._set_aside(BACKUP)
        if raw is None and backup_raw is None:
            return {}  # the first run
        found = backup if backup is not None else self._from_folders()
        self._notice("%s was %s. %s" % (
            self._path(MAIN),
            "missing" if raw is None else "damaged" + (", and is kept as %s" % kept if kept else ""),
            "Your progress was restored from the backup, and nothing is lost." if backup is not None else
            "The backup was no better, so only what your folders show was restored: "
            "every exercise with a folder counts as started. Check one again to mark it passed."))
        self._write(found)
        return found

    def _set_aside(self, name):
        """Rename a damaged file; the name it has now, or None where that is not possible."""
        kept = free_name(self._path(name), "damaged")
        try:
            os.replace(self._path(name), kept)
        except OSError:
            return None
        return os.path.basename(kept)

    def _from_folders(self):
        """Progress as far as the learner's folders show it."""
        exercises = {}
        for lesson in _folders(self.folder.path):
            for name in _folders(os.path.join(self.folder.path, lesson)):
                lesson_number, number = lesson.partition("-")[0], name.partition("-")[0]
                if lesson_number.isdigit() and number.isdigit():
                    exercises["%d.%02d" % (int(lesson_number), int(number))] = {"state": "started"}
        return {"exercises": exercises}

    def _write(self, data):
        """Write both files; False, and a notice, where that is not possible."""
        import json  # only a start that has progress pays for it
        data.setdefault("format", 1)
        raw = (json.dumps(data, indent=1, sort_keys=True) + "\n").encode("utf-8")
        try:
            for name in (MAIN, BACKUP):
                put(self._path(name), raw, over=True)
        except OSError as problem:
            self._not_kept(problem)
            return False
        self._stamp = self._file_stamp()
        return True

    def _not_kept(self, problem):
        self._notice("Your progress is not kept. " + cannot_write(self.folder.path, problem))

    def _locked(self):
        return Lock(self._path(LOCK), self._notice)


def _parse(raw):
    """The data of a progress file, or None if it is damaged."""
    import json
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    exercises, places = data.get("exercises", {}), data.get("places", {})
    if not isinstance(exercises, dict) or not isinstance(places, dict):
        return None
    return data if all(isinstance(record, dict) for record in exercises.values()) else None


def _record_in(data, ex_id):
    return data.setdefault("exercises", {}).setdefault(ex_id, {})


def _count(value):
    return value if isinstance(value, int) and value > 0 else 0


def _folders(path):
    try:
        return [name for name in os.listdir(path) if os.path.isdir(os.path.join(path, name))]
    except OSError:
        return []
