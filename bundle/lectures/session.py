"""A lecture on a terminal: section by section, with letter keys. It comes back to its place."""

import time
from contextlib import ExitStack

from bundle.guiding.player import Player
from bundle.invocation import typed
from bundle.lectures.sections import sections
from bundle.lectures.view import View


class Session(Player):
    """`section` is the one that is shown, `page` "section" or "list"; `began` is when the clock started."""

    def __init__(self, lesson, progress, terminal):
        super().__init__(terminal)
        self.lesson = lesson
        self.progress = progress
        self.sections = sections(lesson)
        place = progress.section(lesson.number)
        self.section = self.sections[place if place < len(self.sections) else 0]
        self.view = View(terminal.style)
        self.page = "section"
        self.marked = None              # the number of a section, in the list
        self.typed = ""                 # digits of a section's number, as far as they have been typed
        self.clock = False
        self.began = None               # monotonic seconds

    def run(self):
        """From the first page to the last; the exit status."""
        with ExitStack() as at_the_end:
            status = self.play(at_the_end)
        if self.section.number:
            print("Section %d: %s. To come back: %s" % (
                self.section.number, self.section.title, typed("lecture", str(self.lesson.number))))
        return status

    # --- the clock --------------------------------------------------------------------------------------

    @property
    def tick(self):
        return 1 if self.began is not None else None

    @property
    def seconds(self):
        return time.monotonic() - self.began

    def toggle_clock(self):
        """It starts with the minute that this section is planned for, and starts anew each time."""
        if self.began is None:
            self.began = time.monotonic() - 60 * (self.section.start or 0)
        else:
            self.began = None

    # --- keys -------------------------------------------------------------------------------------------

    def press(self, key):
        before, self.typed = self.typed, ""
        if key.isdigit() and key.isascii():
            return self.digit(before + key)
        if key == "enter" and before:
            return self.go(int(before))
        if self.page == "list" and key in MOVES:
            self.marked = max(1, min(self.marked + MOVES[key], len(self.sections) - 1))
        elif self.page == "list" and key in (" ", "enter", "n"):
            self.go(self.marked)
        elif key in KEYS:
            KEYS[key](self)
        elif key in SCROLLING:
            self.view.scroll(*SCROLLING[key])

    def digit(self, digits):
        """Go there as soon as no other section can be meant."""
        longer = [section for section in self.sections if str(section.number).startswith(digits)
                  and str(section.number) != digits]
        if longer and int(digits):
            self.typed = digits
            self.note = "Section %s, or one more digit. Enter goes there." % digits
        else:
            self.go(int(digits))

    def ask(self):
        self.note = "Which section? Type its number, 1 to %d; 0 is the cover." % (len(self.sections) - 1)

    def go(self, number, to_the_end=False):
        if not 0 <= number < len(self.sections):
            self.note = "There is no section %d; the last one is %d." % (number, len(self.sections) - 1)
            return
        self.section, self.page = self.sections[number], "section"
        self.view.go(to_the_end)
        self.progress.set_section(self.lesson.number, number)

    def on(self):
        """A page further; from the end of a section to the next one."""
        if self.view.at_the_end:
            self.next()
        else:
            self.view.turn()

    def back(self):
        """A page back; from the beginning of a section to the end of the one before."""
        if self.view.top == 0 and self.section.number:
            self.go(self.section.number - 1, to_the_end=True)
        else:
            self.view.turn_back()

    def next(self):
        if self.section.number + 1 < len(self.sections):
            self.go(self.section.number + 1)
        else:
            self.note = "This is the end of the lecture. Its demonstrations: %s" % typed(
                "demo", str(self.lesson.number))

    def previous(self):
        if self.section.number:
            self.go(self.section.number - 1)

    def list(self):
        self.page = "section" if self.page == "list" or len(self.sections) < 2 else "list"
        self.marked = max(1, self.section.number)
        self.view.go()

    def quit(self):
        self.status = 0


KEYS = {" ": Session.on, "b": Session.back, "n": Session.next, "p": Session.previous, "l": Session.list,
        "g": Session.ask, "c": Session.toggle_clock, "q": Session.quit, "pgdn": Session.on,
        "pgup": Session.back}
SCROLLING = {"j": ("line", 1), "down": ("line", 1), "k": ("line", -1), "up": ("line", -1),
             "home": ("end", -1), "end": ("end", 1)}
MOVES = {"j": 1, "down": 1, "k": -1, "up": -1}
