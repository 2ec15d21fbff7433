"""The guided session of a lesson: `lesson N` on a terminal. One queue of events, one loop.

Whatever happens, a key, a save, the end of a check, a resize, Ctrl-C, is an event (guiding/events.py).
The loop takes one, changes the session's state, and draws the page that follows from the state
(guiding/view.py). Threads only put events; nothing but the loop changes the state or the screen. Through
a pipe, guiding/plain.py does it.
"""

import os
import time
from contextlib import ExitStack

from bundle import course
from bundle.guiding.checker import Check
from bundle.guiding.editor import NoEditor
from bundle.guiding.events import CheckBroke, Checked, EditorClosed, Gone, Key, RoundDone, Saved, ServerSaid
from bundle.guiding.player import Player
from bundle.guiding.practice import Practice
from bundle.guiding.view import View
from bundle.guiding.whatnext import after_passing, is_all_done
from bundle.invocation import typed
from bundle.learner import Folder, Progress


def lesson(number, exercise=None, folder=None):
    """The session of lesson `number`, at `exercise` or where the learner was; `folder` is the --dir option.

    The exit status: on a terminal 0, or 130 after Ctrl-C; through a pipe whether the exercise is passed.
    """
    from bundle.screen.terminal import Terminal

    found = next(lesson for lesson in course.lessons() if lesson.number == number)
    folder = Folder.choose(folder)
    progress = Progress(folder)
    exercise = exercise or where_to_begin(found, progress)
    terminal = Terminal()
    if not terminal.interactive:
        from bundle.guiding import plain

        return plain.lesson(found, exercise, folder, progress, terminal, checker())
    return Guide(found, exercise, folder, progress, terminal).run()


def where_to_begin(lesson, progress):
    """Where the learner left this lesson, else its first exercise that is not passed."""
    if not lesson.exercises:
        raise course.CourseError("Lesson %d has no exercises that can be read." % lesson.number)
    place = progress.place(lesson.number)
    open_ones = [each for each in lesson.exercises if progress.state(each.id) != "passed"]
    return next((each for each in lesson.exercises if each.id == place), (open_ones or lesson.exercises)[0])


class Guide(Player):
    """The session's state, and the one loop that changes it."""

    def __init__(self, lesson, exercise, folder, progress, terminal, check=None):
        super().__init__(terminal)
        self.lesson, self.folder, self.progress = lesson, folder, progress
        self.check = check or checker()
        self.practice = Practice()
        self.view = View(terminal.style)
        self.first_run = not progress.begun
        self.page = "task"              # what fills the middle
        self.changes = 0                # counts whatever may change the middle
        self.marked = 0                 # the exercise that is marked in the list
        self.asking = None              # (a question, what y does)
        self.begin(exercise)

    def begin(self, exercise):
        """What belongs to one exercise, before anything has happened in it."""
        self.exercise = exercise
        self.file = self.folder.file_of(exercise)
        self.hint_count = len(exercise.hints())
        self.checking = None            # the Check that is running
        self.rounds = []                # of it, those that have ended: (name, passed)
        self.again = False              # the file was saved while it was running
        self.verdict = None             # the last one
        self.checked_at = self.moment = self.what_next = ""
        self.visit = None               # of a browser, since then, that failed
        self.gone = False               # the file is
        self.welcome = []               # what was put there on the first run

    # --- the loop ---------------------------------------------------------------------------------------

    def run(self):
        """From the first page to the last; the exit status. Whatever happens, the terminal is put back."""
        with ExitStack() as at_the_end:
            at_the_end.callback(self.practice.close)
            at_the_end.callback(self.end_check)
            self.go_to(self.exercise)
            scripts = os.path.dirname(self.folder.folder_of(self.exercise))
            self.practice.start(self.lesson, scripts, lambda visit: self.queue.put(ServerSaid(visit)))
            self.note = " ".join(self.practice.problems) or self.note
            self.play(at_the_end)
        self.say_goodbye()
        return self.status

    def handle(self, event):
        self.changes += not isinstance(event, (Key, RoundDone))
        super().handle(event)

    def happened(self, event):
        if isinstance(event, Saved):
            if event.path == self.file:
                self.gone = False
                self.start_check()
        elif isinstance(event, Gone):
            self.gone = event.path == self.file
        elif isinstance(event, RoundDone):
            if event.check is self.checking:
                self.rounds.append((event.name, event.passed))
        elif isinstance(event, Checked):
            if event.check is self.checking:
                self.checked(event.verdict)
        elif isinstance(event, CheckBroke):
            if event.check is self.checking:
                self.checked(None)
                self.note = CHECK_BROKE % (event.error, typed("check", self.exercise.id))
        elif isinstance(event, ServerSaid):
            self.visited(event.visit)
        elif isinstance(event, EditorClosed):
            self.stage.take()

    # --- keys -------------------------------------------------------------------------------------------

    def press(self, key):
        step, direction = SCROLLING.get(key, (None, 0))
        if self.asking:
            (_, action), self.asking = self.asking, None
            if key in ("y", "Y"):
                action()
        elif step and not (step == "line" and self.page == "list"):
            return self.view.move(step, direction)
        elif step:
            self.marked = max(0, min(self.marked + direction, len(self.lesson.exercises) - 1))
        elif key in KEYS:
            KEYS[key](self)
        self.changes += 1

    def show(self, page):
        self.page = page
        self.view.top()

    def show_hint(self):
        seen = self.progress.hints_shown(self.exercise.id)
        if seen < self.hint_count:
            self.progress.show_hint(self.exercise.id, seen + 1)
        self.show("hints")

    def show_list(self):
        self.progress.refresh()
        self.marked = self.index
        self.show("list")

    def show_task(self):
        chosen = self.lesson.exercises[self.marked]
        if self.page == "list" and chosen.id != self.exercise.id:
            self.go_to(chosen)
        else:
            self.show("task")

    def next(self):
        self.step(1, "This is the last exercise of lesson %d. l lists them all." % self.lesson.number)

    def previous(self):
        self.step(-1, "This is the first exercise of lesson %d." % self.lesson.number)

    def step(self, by, otherwise):
        if 0 <= self.index + by < len(self.lesson.exercises):
            self.go_to(self.lesson.exercises[self.index + by])
        else:
            self.note = otherwise

    def solution(self):
        if self.passed:
            self.show("solution")
        else:
            self.asking = ("Not passed yet. See the solution? y yes, any other key no",
                           lambda: self.show("solution"))

    def reset(self):
        self.asking = "Put the starter back (your file is kept)? y yes, any other key no", self.really_reset

    def really_reset(self):
        self.call_off_check()
        kept = self.folder.reset(self.exercise)
        self.begin(self.exercise)
        self.stage.watcher.watch(self.file)
        self.note = ("The starter is back. Your file is kept as %s." % os.path.basename(kept) if kept else
                     "Your file was still as the starter is.")

    def open(self):
        try:
            self.stage.edit(self.file)
        except NoEditor as problem:
            self.note = str(problem)

    def quit(self):
        self.status = 0

    # --- the exercise -----------------------------------------------------------------------------------

    def go_to(self, exercise):
        """Begin an exercise, or come back to it."""
        self.call_off_check()
        self.begin(exercise)
        put = self.folder.prepare(exercise)
        if self.first_run:
            self.first_run, self.welcome = False, put or [exercise.starter]
        elif put:
            self.note = "New in %s: %s" % (os.path.basename(self.folder.folder_of(exercise)), ", ".join(put))
        self.progress.refresh()
        self.progress.mark_started(exercise.id)
        self.progress.set_place(self.lesson.number, exercise.id)
        self.stage.watcher.watch(self.file)
        self.show("task")
        if self.is_changed() and not self.passed:
            self.start_check()          # so that the last verdict is there again

    def start_check(self):
        """Check the file. If a check is running, once more after it: the file as it was saved last counts."""
        if self.checking:
            self.again = True
        else:
            self.again, self.rounds, self.visit = False, [], None
            self.checking = Check(self.queue.put, self.check, self.exercise, self.file)

    def checked(self, verdict):
        self.checking = None
        if verdict:
            self.verdict, self.checked_at = verdict, time.strftime("%H:%M:%S")
            self.moment = self.note = ""
            if verdict.passed:
                self.celebrate()
        if self.again:
            self.start_check()

    def visited(self, visit):
        """A browser had a script run: a line of it, or all of it if it failed."""
        self.visit = visit if visit.failure else None
        self.note = "" if visit.failure else visit.log().split("\n")[0]

    def celebrate(self):
        """Progress, and what is next; nothing advances by itself."""
        was_open = not self.passed
        self.progress.mark_passed(self.exercise.id)
        self.progress.refresh()
        open_ones = [each for each in self.lesson.exercises if self.progress.state(each.id) != "passed"]
        lessons = course.lessons()
        self.moment, self.what_next = after_passing(
            lessons, self.lesson, self.exercise, open_ones, was_open, is_all_done(lessons, self.progress.state))

    def call_off_check(self):
        if self.checking:
            self.checking.call_off()
            self.checking = None

    def end_check(self):
        """At the end: no program of the learner's goes on."""
        if self.checking:
            self.checking.call_off(wait=True)

    @property
    def passed(self):
        return self.progress.state(self.exercise.id) == "passed"

    @property
    def index(self):
        return [each.id for each in self.lesson.exercises].index(self.exercise.id)

    def is_changed(self):
        """Whether the learner has written anything yet."""
        try:
            with open(self.file, "rb") as mine, open(self.exercise.starter_path, "rb") as starter:
                return mine.read(1 << 20) != starter.read(1 << 20)
        except OSError:
            return False

    def say_goodbye(self):
        """On the learner's own screen again: where they are, and how to come back."""
        states = [self.progress.state(each.id) for each in self.lesson.exercises]
        lines = ["%s %s: %s. Lesson %d: %d of %d passed." % (
            self.exercise.id, self.exercise.slug, "passed" if self.passed else "not passed yet",
            self.lesson.number, states.count("passed"), len(states)),
            "Your file:    %s" % self.file,
            "To come back: %s" % typed("lesson", str(self.lesson.number))]
        try:
            print("\n".join(lines + self.progress.notices), flush=True)
        except OSError:                 # the window was closed: nobody reads it
            pass


CHECK_BROKE = "The check itself broke (%s). That is a mistake in netprog, not yours; %s tells all of it."


def checker():
    from bundle.checking import check

    return check


KEYS = {
    "h": Guide.show_hint, "r": Guide.start_check, "w": lambda guide: guide.show("wire"), "n": Guide.next,
    "p": Guide.previous, "l": Guide.show_list, "t": Guide.show_task, "s": Guide.solution, "x": Guide.reset,
    "o": Guide.open, "q": Guide.quit, "?": lambda guide: guide.show("keys"),
}
SCROLLING = {
    " ": ("page", 1), "pgdn": ("page", 1), "b": ("page", -1), "pgup": ("page", -1), "home": ("end", -1),
    "j": ("line", 1), "down": ("line", 1), "k": ("line", -1), "up": ("line", -1), "end": ("end", 1),
}
