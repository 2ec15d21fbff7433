"""The course: lessons and exercises, read from the folders of lessons/.

A folder is an exercise. Its place gives its number (2-clients/04-pop-peek is 2.04), the `key: value` lines on
top of task.md give the rest. There is no index to keep in step. This module knows nothing of the learner or
of checking, and imports almost nothing, because every start of netprog loads it.
"""

import os

ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lessons")
KINDS = ("client", "server", "cgi", "wire")

_EXERCISE_KEYS = {
    "title": "title: Peek at your mail",
    "kind": "kind: client        (or server, cgi, wire)",
    "minutes": "minutes: 20",
}
_LESSON_KEYS = {"title": "title: Network programming using sockets", "summary": "summary: one sentence"}


class CourseError(Exception):
    """A lesson or an exercise is not written as it must be; the text names the file and what to write in
    it."""

    folder = ""  # of the exercise that could not be read, where it is one


class NoSuchExercise(Exception):
    """No exercise of that name; the text says which are near."""


class Lesson:
    """One hour. `problems` holds a CourseError for each exercise folder in it that could not be read."""

    __slots__ = ("number", "title", "summary", "done", "slug", "folder", "exercises", "problems")

    def __init__(self, folder):
        self.folder = folder
        self.slug = os.path.basename(folder)
        self.number = int(self.slug.partition("-")[0])
        fields, _ = read_front(os.path.join(folder, "lecture.md"), _LESSON_KEYS)
        self.title = fields["title"]
        self.summary = fields["summary"]
        self.done = fields.get("done", "")      # what the learner has made, once all of it is passed
        self.exercises = []
        self.problems = []
        for name in sorted(os.listdir(folder)):
            if _is_exercise_name(name) and os.path.isdir(os.path.join(folder, name)):
                try:
                    self.exercises.append(Exercise(os.path.join(folder, name), self.number))
                except CourseError as problem:
                    problem.folder = name
                    self.problems.append(problem)

    def lecture(self):
        """The lecture's text, without its front matter."""
        return read_front(os.path.join(self.folder, "lecture.md"), _LESSON_KEYS)[1]


class Exercise:
    """One exercise: what its folder and front matter say of it. Texts are read when they are asked for."""

    __slots__ = ("id", "lesson", "number", "slug", "title", "kind", "minutes", "servers", "args", "folder",
                 "starter", "page")

    def __init__(self, folder, lesson):
        self.folder = folder
        self.lesson = lesson
        number, _, self.slug = os.path.basename(folder).partition("-")
        self.number = int(number)
        self.id = "%d.%02d" % (lesson, self.number)
        fields, _ = read_front(self._path("task.md"), _EXERCISE_KEYS)
        self.title = fields["title"]
        self.kind = fields["kind"]
        if self.kind not in KINDS:
            kinds = ", ".join("kind: " + kind for kind in KINDS)
            raise CourseError("%s: kind is %r. Write one of: %s." % (self._path("task.md"), self.kind, kinds))
        if not fields["minutes"].isdigit():
            raise CourseError("%s: minutes is %r. Write a whole number, such as: minutes: 20"
                              % (self._path("task.md"), fields["minutes"]))
        self.minutes = int(fields["minutes"])
        self.servers = fields.get("servers", "").replace(",", " ").split()
        self.args = _words(fields.get("args", ""))
        self.starter = fields.get("starter") or (   # some names are taken: mailbox.py would hide a module of Python's
            "answers.txt" if self.kind == "wire" else self.slug.replace("-", "_") + ".py")
        self.page = fields.get("page") or self.starter  # the script that browsers and checks visit; it may import the starter

    def __repr__(self):
        return "<Exercise %s %s>" % (self.id, self.slug)

    def _path(self, name):
        return os.path.join(self.folder, name)

    @property
    def name(self):
        """"2.04 pop-peek, Peek at your mail"; without the title where it says no more than the slug."""
        return ", ".join(filter(None, ["%s %s" % (self.id, self.slug), self.subtitle]))

    @property
    def subtitle(self):
        """The title, or "" where it is the slug once more."""
        return "" if self.title.lower() == self.slug.replace("-", " ") else self.title

    def logs_in(self, user):
        """Whether the program is to log in as this user of a practice server: it is then given the name."""
        return bool(user) and user in self.args

    @property
    def takes_url(self):
        """Whether a client gets an address of the web, not HOST PORT; `args` then holds it as URL or URL/path."""
        return any(_is_url(arg) for arg in self.args)

    def command_line(self, host, port, args=None):
        """What a client is given when it is run against the server at `host` and `port` (None: there is none).

        args  the learner's own, in place of those of the exercise
        """
        args = self.args if args is None else args
        if not self.takes_url:
            return ([host, str(port)] if host else []) + args
        url = "%s://%s:%s" % ("https" if self.servers[:1] == ["https"] else "http", host, port)
        return [url + arg[len("URL"):] if _is_url(arg) else arg for arg in args]

    @property
    def suffix(self):
        """How the name of a learner's file ends: .py, or .txt where answers are written."""
        return ".txt" if self.kind == "wire" else ".py"

    @property
    def starter_path(self):
        return self._path(self.starter)

    @property
    def solution_path(self):
        return self._path("solution" + self.suffix)

    @property
    def check_path(self):
        return self._path("check.py")

    def task(self):
        """The task's Markdown, without the front matter."""
        return read_front(self._path("task.md"), _EXERCISE_KEYS)[1]

    def hints(self):
        """The hints' Markdown, mild to strong: what lines of --- separate, save those in fenced code."""
        parts, part, fence = [], [], False
        for line in read(self._path("hints.md")).split("\n") + ["---"]:
            if line.lstrip().startswith("```"):
                fence = not fence
            if line.rstrip() == "---" and not fence:
                parts.append("\n".join(part).strip())
                part = []
            else:
                part.append(line)
        return [part for part in parts if part]

    def solution(self):
        return read(self.solution_path)

    def data_paths(self):
        """What stands in data/, files and folders, which is put beside the starter."""
        folder = self._path("data")
        if not os.path.isdir(folder):
            return []
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name != "__pycache__"]

    def no_pages(self):
        """The names of the Python files in the learner's folder that are no page: modules, and what is no script."""
        page = self.page if self.kind == "cgi" else None
        names = [self.starter] + [os.path.basename(path) for path in self.data_paths()]
        return [name for name in names if name.endswith(".py") and name != page]

    def wrong_paths(self):
        """The programs that make a named mistake. Empty in the bundle, which does not carry them."""
        return self._programs("wrong")

    def right_paths(self):
        """Other right ways to do it. Empty in the bundle, which does not carry them."""
        return self._programs("right")

    def _programs(self, name):
        folder = self._path(name)
        if not os.path.isdir(folder):
            return []
        return [os.path.join(folder, entry) for entry in sorted(os.listdir(folder))
                if entry.endswith(self.suffix) and not entry.startswith(".")]


def _words(text):
    """The words of a command line; quotes keep spaces."""
    if '"' not in text:
        return text.split()
    import shlex
    return shlex.split(text)


def _is_url(arg):
    return arg == "URL" or arg.startswith("URL/")


_read_courses = {}


def lessons(root=None):
    """The lessons in order. Read once; a folder that cannot be read is in its lesson's `problems`."""
    root = root or ROOT
    if root not in _read_courses:
        _read_courses[root] = _read_course(root)
    return _read_courses[root]


def find(text, root=None):
    """The Exercise that `text` names: "2.4", "2.04", "pop-peek" or "2.04-pop-peek". Raises NoSuchExercise, or
    CourseError where the exercise is there but cannot be read."""
    wanted = text.strip().lower().replace("_", "-")
    key = _number_key(wanted.partition("-")[0])
    slug = wanted.partition("-")[2] if key else wanted
    found = [exercise for lesson in lessons(root) for exercise in lesson.exercises
             if key in (None, (exercise.lesson, exercise.number)) and slug in ("", exercise.slug)
             and (key or slug)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchExercise("More than one exercise is called %s. Say which by its number: %s."
                             % (slug, " or ".join(exercise.id for exercise in found)))
    for lesson in lessons(root):
        for problem in lesson.problems:
            number, _, name = problem.folder.partition("-")
            if key == (lesson.number, int(number)) or slug == name:
                raise problem
    raise NoSuchExercise("There is no exercise %s.%s" % (text.strip(), _nearest(wanted, key, root)))


def _read_course(root):
    try:
        names = sorted(os.listdir(root))
    except OSError as problem:
        raise CourseError("The folder with the lessons cannot be read: %s (%s)." % (root, problem.strerror))
    found = [Lesson(os.path.join(root, name)) for name in names
             if _is_lesson_name(name) and os.path.isdir(os.path.join(root, name))]
    return sorted(found, key=lambda lesson: lesson.number)


def _is_lesson_name(name):
    number, dash, rest = name.partition("-")
    return bool(_whole(number) and dash and rest)


def _is_exercise_name(name):
    number, dash, rest = name.partition("-")
    return bool(len(number) == 2 and _whole(number) and dash and rest)


def _whole(text):
    """The number that `text` writes in digits, or None."""
    return int(text) if text.isascii() and text.isdigit() else None


def _number_key(text):
    """(2, 4) for "2.4" and "2.04"; None for what is no such number."""
    lesson, dot, number = text.partition(".")
    lesson, number = _whole(lesson), _whole(number)
    return (lesson, number) if dot and lesson is not None and number is not None else None


def _nearest(wanted, key, root):
    """The end of the sentence that says what there is instead."""
    exercises = [exercise for lesson in lessons(root) for exercise in lesson.exercises]
    if key:
        near = [exercise for exercise in exercises if exercise.lesson == key[0]]
        if not near:
            return " The lessons are %s." % ", ".join(str(lesson.number) for lesson in lessons(root))
        near.sort(key=lambda exercise: abs(exercise.number - key[1]))
        near = sorted(near[:3], key=lambda exercise: exercise.number)
    else:
        import difflib  # only a mistyped name pays for it
        slugs = {exercise.slug: exercise for exercise in exercises}
        near = [slugs[slug] for slug in difflib.get_close_matches(wanted, slugs, 3, 0.5)]
    if not near:
        return ""
    return " Near it: %s." % ", ".join("%s %s" % (exercise.id, exercise.slug) for exercise in near)


def read(path):
    """A text of the course: UTF-8, line ends made \\n."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().lstrip("\ufeff")
    except FileNotFoundError:
        raise CourseError("%s: there is no such file. Write it; the README's section for authors says "
                          "what is in it." % path)
    except UnicodeDecodeError as problem:
        raise CourseError("%s: byte %d is not UTF-8. Save the file as UTF-8." % (path, problem.start))
    except OSError as problem:
        raise CourseError("%s: cannot be read (%s)." % (path, problem.strerror))


def read_front(path, needed):
    """(fields, body) of a file with `key: value` lines between two --- lines on top."""
    lines = read(path).split("\n")
    example = "\n".join(["---"] + list(needed.values()) + ["---"])
    if lines[0].rstrip() != "---":
        raise CourseError("%s: line 1 is not ---. Begin the file with:\n%s" % (path, example))
    fields = {}
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            break
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon or not key.strip():
            raise CourseError("%s: line %d is %r, which is not `key: value`. A line --- ends them."
                              % (path, number, line))
        fields[key.strip()] = value.strip()
    else:
        raise CourseError("%s: the --- that ends the lines on top is missing. Begin the file with:\n%s"
                          % (path, example))
    for key in needed:
        if not fields.get(key):
            raise CourseError("%s: %s is missing. Write a line on top such as:\n%s"
                              % (path, key, needed[key]))
    return fields, "\n".join(lines[number:]).strip("\n") + "\n"
