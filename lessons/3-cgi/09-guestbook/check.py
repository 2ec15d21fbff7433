"""3.09 guestbook: read, change and write belong together, whoever else comes and whatever ends the script."""

import os
import shutil
import time
from html.parser import HTMLParser
from urllib.parse import urlencode

from bundle.checking import mistake, rounds
from bundle.checking.moments import Moments

SECONDS = "0.3"     # LOCK_SECONDS, in the rounds that kill

LOST_UPDATE = mistake(
    "lost-update", "Visitor B's entry overwrote visitor A's, or A's B's: both scripts added to the same old book; lock the "
    "whole read-change-write, and lock a file that nothing replaces.")
LOCKED_LATE = mistake(
    "locked-late", "You locked the writing but read before it: two visitors read the same book, and {what}; take the lock "
    "first, then read.")
SAME_NUMBER = mistake(
    "same-number", "Two entries have the number {n}: both scripts counted the entries before either had added its own; "
    "lock the whole, from counting to writing.")
HALF_FILE = mistake(
    "half-file", "Killed in mid-write, your script left {what}; write a new file aside, then os.replace() the book with it.")
LOCK_LEFT = mistake(
    "lock-left", "A crash left your lock: a script was killed while it held it, and with LOCK_SECONDS=" + SECONDS + " the next "
    "visitor still did not get in; a lock that is older than LOCK_SECONDS is nobody's.")
IN_THE_WAY = mistake(
    "in-the-way", "Killed in mid-write, your script left something in the way: the next visitor could not sign ({why}); what "
    "is left of a write that never ended must not stop the next.")
IMPATIENT = mistake(
    "impatient", "You took a lock away from a living script: another had held it for less than {age} s when you came past it, "
    "with LOCK_SECONDS={age}, because you had waited for so long yourself; what counts is the age of the lock.")
NO_CLERK = mistake(
    "no-clerk", "You asked the clerk {n} times for one entry; ask once: its number comes from clerk.next_number(count).")
NOT_KEPT = mistake(
    "not-kept", "The book does not show an entry that a visitor wrote, {entry}; it belongs into an element with the id "
    "entry-NUMBER, escaped once.")
OTHER_ENTRIES = mistake(
    "other-entries", "The book got {n} entries, and its page has {got} elements with an id entry-NUMBER; show each once.")
WRONG_NUMBER = mistake(
    "wrong-number", "The entries of the book are to be numbered from 1 to {n}; yours have the ids {got}.")
REFUSED = mistake("refused", "A POST with an entry got {status}; answer with the page, or with 303 and its address.")

CROWD = 40
LONG = 30           # seconds: 40 scripts at once make each other slow
MOST_KILLS = 8
NEXT = 0.02         # seconds for which one script of a queue is listened to, then the next
NAMES = ("Zoë", "Jürgen", "Łukasz", "Siân", "Gülşen", "Þóra")
MESSAGES = ("Grüße & bis bald", "I <3 this café", "1 + 1 = 2, \"naïvely\"", "¿Dónde está el té?")

# Our clerk: asks us before it gives a number, and tells of locks and of writing that come after it.
CLERK = '''
import sys as _sys
import threading as _threading

_here = _os.path.dirname(_os.path.abspath(__file__))
_tells = False


def next_number(count):
    global _tells
    number = count + 1
    _at("number")
    _tells = True
    if "TELL_CHANGES" in _os.environ:
        _tells = False
        _tell_changes()
    return number


def _hook(event, args):
    global _tells
    if _tells and _is_lock(event, args):
        _tells = False
        _at("lock")


def _is_lock(event, args):
    if event in ("fcntl.flock", "fcntl.lockf"):
        return not args[1] & 8
    if event == "msvcrt.locking":
        return args[1] != 0
    if event in ("os.mkdir", "os.link", "os.symlink"):
        return not _os.path.isdir(args[0])
    if event == "open" and isinstance(args[2], int) and args[2] & _os.O_EXCL:
        frame = _sys._getframe()
        while frame:
            if frame.f_globals.get("__name__") == "tempfile":
                return False
            frame = frame.f_back
        return True
    return False


_sys.addaudithook(_hook)


def _state():
    found = {}
    for folder, _, names in _os.walk(_here):
        for name in names:
            try:
                about = _os.stat(_os.path.join(folder, name))
            except OSError:
                continue
            found[folder, name] = about.st_size, about.st_mtime_ns, about.st_ino
    return found


def _tell_changes():
    last = [_state()]

    def look(frame, event, arg):
        now = _state()
        if now != last[0]:
            last[0] = now
            _at("change")
    _threading.setprofile(look)
    _sys.setprofile(look)
'''


@rounds("clean")
def keeps_entries(script):
    desk, book = Moments(script, "clerk.py", CLERK), Book(script)
    script.get()
    for message, name in ((MESSAGES[script.rng.randrange(len(MESSAGES))], "<Zoë> & Co"), ("<b>Twice</b>\r\nhere", None)):
        held = desk.begin(script.post, book.form(message, name))
        held.reaches("number")
        page = held.page()
        wrote(page)
        book.shows()
        if held.said.count("number") != 1:
            NO_CLERK.proved(at=page, n=held.said.count("number"))


@rounds("clean")
def two_at_once(script):
    desk, book = Moments(script, "clerk.py", CLERK), Book(script)
    wrote(script.post(book.form()))
    first = desk.begin(script.post, book.form())
    first.reaches("number")                     # it has read the book, and has not yet written it
    second = desk.begin(script.post, book.form(), after=first)
    if second.reaches("number", within=first.soon()):
        second.let_go().visiting.is_over(first.soon())      # unless it waits for the first now
    first.let_go(), second.let_go()
    for held in (first, second):
        page = held.page()
        if page.crash and "database is locked" in page.crash.text:
            LOCKED_LATE.proved(what="one could not write any more")
        wrote(page)
    book.shows(late="lock" in first.said + second.said)


def stand_in_line(script, desk, book, seconds):
    """Three scripts want the lock. Two have it for less than `seconds`, which is LOCK_SECONDS, one after the other; the third
    has then waited for longer, and yet it is not its turn. Returns whether all went as fast as that.

    Nothing else is judged: where the machine is slow, a lock may come to its age, and entries may be lost by right.
    """
    script.variables["LOCK_SECONDS"] = "%g" % seconds
    queue = [desk.begin(script.post, form_of(*book.entry()), fails=True)]
    queue.append(desk.begin(script.post, form_of(*book.entry()), fails=True, after=queue[0]))
    came = time.monotonic()     # the lock of the first is not older …
    first = desk.begin(script.post, form_of(*book.entry()), fails=True, after=queue[0])
    three = [first, *queue]
    try:
        if not first.reaches("number", within=seconds):
            return True     # it has locked before it imports
        if time.monotonic() - came > 0.35 * seconds:
            return False
        if next_of(queue, came + 0.65 * seconds):
            return True     # it needs no lock
        went = time.monotonic()     # … and this is true of the second's
        first.let_go()
        second = next_of(queue, went + 0.6 * seconds)
        if not second or went - came > seconds:
            return False
        queue.remove(second)
        if next_of(queue, went + 0.9 * seconds) and waits(script, desk, book, first):   # 0.9: file times are coarse
            IMPATIENT.proved(age="%g" % seconds)
        return True
    finally:
        for held in three:
            held.let_go()
        for held in three:
            held.page()


def waits(script, desk, book, first):
    """Whether another script waits for the lock, as it does unless it works without one. Ends all that run."""
    script.variables["LOCK_SECONDS"] = "600"
    fourth = desk.begin(script.post, form_of(*book.entry()), fails=True, after=first)
    waits = not fourth.reaches("number", within=first.soon())
    fourth.kill()
    return waits


def next_of(queue, until):
    """The first of the scripts that gets to the clerk before `until`; None if nobody does."""
    while time.monotonic() < until and not all([held.visiting.is_over(NEXT) for held in queue]):
        for held in queue:
            if held.reaches("number", within=NEXT) and time.monotonic() < until:
                return held
    return None


@rounds("clean")
def killed_with_the_lock(script):
    desk, book = Moments(script, "clerk.py", CLERK), Book(script)
    script.variables["LOCK_SECONDS"], script.extra = SECONDS, 10 * float(SECONDS)
    wrote(script.post(book.form()))
    held = desk.begin(script.post, form_of(*book.entry()), fails=True)
    held.reaches("number")
    held.kill()
    page = script.post(book.form(), hangs=LOCK_LEFT)
    if page.status >= 400:
        LOCK_LEFT.proved(at=page)
    book.still_shows()


@rounds("clean")
def killed_in_mid_write(script):
    desk, book = Moments(script, "clerk.py", CLERK), Book(script)
    script.variables["LOCK_SECONDS"], script.extra = SECONDS, 10 * float(SECONDS)
    wrote(script.post(book.form()))
    wrote(script.post(book.form()))
    before = script.folder + "-before"
    shutil.copytree(script.folder, before)
    try:
        for number in range(1, MOST_KILLS):
            script.variables["TELL_CHANGES"] = "1"
            held = desk.begin(script.post, form_of(*book.entry()), fails=True)
            is_there = held.reaches("number") and all(held.reaches("change") for _ in range(number))
            held.kill()
            if not is_there:
                return
            del script.variables["TELL_CHANGES"]
            book.still_shows()
            if number in (1, 2, 4):     # not behind each: to sign takes time
                book.can_be_signed()
            put_back(before, script.folder)
    finally:
        shutil.rmtree(before, ignore_errors=True)


@rounds("clean")
def a_queue_and_a_crowd(script):
    begun = script.folder + "-begun"
    shutil.copytree(script.folder, begun)
    desk, book = Moments(script, "clerk.py", CLERK), Book(script)
    for seconds in 0.5, 1.5, 4.5:       # a busy machine gets another chance
        if stand_in_line(script, desk, book, seconds):
            break
    desk.close()
    put_back(begun, script.folder)      # another book begins, with the learner's clerk
    shutil.rmtree(begun)
    book = Book(script)
    script.get()
    visits = [script.beside(script.post, book.form()) for _ in range(CROWD)]
    for visit in visits:
        wrote(visit.page())
    book.shows()


class Book:
    """What visitors have written, and what the script's page has to show of it."""

    def __init__(self, script):
        self.script = script
        self.written = []
        self._count = 0
        script.extra = LONG
        script.variables["LOCK_SECONDS"] = "600"

    def entry(self, message="Visit", name=None):
        """(name, message) of another visitor, unlike all others."""
        self._count += 1
        name = name or NAMES[self.script.rng.randrange(len(NAMES))]
        return name, "{} ({})".format(message, self._count)

    def form(self, *texts):
        """The form with another entry, which the book has to show from now on."""
        self.written.append(self.entry(*texts))
        return form_of(*self.written[-1])

    def shows(self, late=False):
        """The book has every entry once, numbered from 1. late: a lock was taken after the number was known."""
        page = self.script.get()
        at = dict(at=page, offset=page.offset_of_body())
        found = entries(page)
        missing = self._missing(found)
        numbers = sorted(number for number, _ in found)
        if missing and len(found) < len(self.written) == max(numbers, default=0):
            OTHER_ENTRIES.proved(n=len(self.written), got=len(found), **at)
        if missing and len(self.written) > 2:
            (LOCKED_LATE if late else LOST_UPDATE).proved(what="one entry is gone", **at)
        if missing:
            NOT_KEPT.proved(entry="{}: {}".format(*missing[0]), **at)
        twice = [number for number in numbers if numbers.count(number) > 1]
        if twice and len(found) == len(self.written):
            (LOCKED_LATE if late else SAME_NUMBER).proved(
                n=twice[0], what="two entries have the number {}".format(twice[0]), **at)
        if len(found) != len(self.written):
            OTHER_ENTRIES.proved(n=len(self.written), got=len(found), **at)
        if numbers != list(range(1, len(found) + 1)):
            WRONG_NUMBER.proved(n=len(found), got=", ".join("entry-{}".format(n) for n in numbers), **at)

    def still_shows(self):
        """After a script was killed, the book has all that it had before."""
        page = self.script.get(hangs=LOCK_LEFT, fails=True)
        if page.crash or page.status >= 500:
            why = " ({})".format(page.crash.name) if page.crash else ""
            HALF_FILE.proved(at=page, what="a book that the next one could not read" + why)
        missing = self._missing(entries(page))
        if missing:
            HALF_FILE.proved(at=page, offset=page.offset_of_body(),
                             what="a book without the entry that was there before, {}: {}".format(*missing[0]))

    def can_be_signed(self):
        """After a script was killed, the next visitor's entry is taken, and shown."""
        entry = self.entry()
        page = self.script.post(form_of(*entry), hangs=LOCK_LEFT, fails=True)
        if page.visit.failure and page.visit.failure.kind == "out-of-time":
            LOCK_LEFT.proved(at=page)
        if page.visit.failure or not 200 <= page.status < 400:
            IN_THE_WAY.proved(at=page, why=page.crash.text if page.crash else "status {}".format(page.status))
        if not any(entry[0] in text and entry[1] in text for _, text in entries(self.script.get())):
            IN_THE_WAY.proved(at=page, why="the page does not show the new entry")

    def _missing(self, found):
        return [(name, message) for name, message in self.written
                if not any(name in text and " ".join(message.split()) in text for _, text in found)]


def form_of(name, message):
    return urlencode({"name": name, "message": message})


def wrote(page):
    """The POST was taken."""
    if not 200 <= page.status < 400:
        REFUSED.proved(at=page, offset=0, status=page.status)


def entries(page):
    """[(number, text)]: the elements of the page with an id entry-NUMBER, each up to where the next begins."""
    reader = Entries()
    reader.feed(page.text)
    reader.close()
    return [(number, " ".join(text.split())) for number, text in reader.found]


class Entries(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        start, _, number = (dict(attrs).get("id") or "").partition("entry-")
        if not start and number.isdecimal():
            self.found.append((int(number), ""))
        self.handle_data(" ")       # as <br> is

    def handle_data(self, data):
        if self.found:
            number, text = self.found.pop()
            self.found.append((number, text + data))


def put_back(before, folder):
    """Make `folder` what it was."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        (shutil.rmtree if os.path.isdir(path) else os.remove)(path)
    for name in os.listdir(before):
        path = os.path.join(before, name)
        (shutil.copytree if os.path.isdir(path) else shutil.copy2)(path, os.path.join(folder, name))
