"""The loop, one event at a time, without a terminal, a thread or a program."""

import pytest

from bundle import course as real_course
from bundle import guide
from bundle.guiding import checker, player
from bundle.guiding.events import (Broke, CheckBroke, Checked, EditorClosed, Gone, Interrupted, Key, Resized, RoundDone,
                                   Saved, ServerSaid)
from bundle.learner import Folder, Progress
from bundle.screen.style import plain
from tests.guide import course


class Stage:
    """Remembers what was asked of the terminal."""

    def __init__(self):
        self.asked = []
        self.watcher = self.canvas = self

    def __getattr__(self, name):
        return lambda *args: self.asked.append(name)


class Check:
    """A check that the test ends itself."""

    def __init__(self, put, check, exercise, file):
        self.exercise, self.file, self.called_off = exercise, file, False
        with open(file) as opened:
            self.text = opened.read()

    def call_off(self, wait=False):
        self.called_off = True


class Visit:
    def __init__(self, text, failure):
        self.text, self.failure = text, failure

    def log(self):
        return self.text


class Terminal:
    style = plain()
    redraws = interactive = True
    out = None

    def size(self):
        return 80, 24


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setattr(guide, "Check", Check)
    monkeypatch.setattr(player, "Stage", lambda terminal, put: Stage())
    monkeypatch.setattr(real_course, "ROOT", course.write(tmp_path / "lessons"))
    lesson = real_course.lessons()[0]
    folder = Folder(str(tmp_path / "work"))
    made = guide.Guide(lesson, lesson.exercises[0], folder, Progress(folder), Terminal(), check=course.check)
    made.go_to(lesson.exercises[0])
    made.first_run = False
    return made


def save(session, text):
    with open(session.file, "w") as file:
        file.write(text)
    session.handle(Saved(session.file))


def end(session, passed):
    """The running check ends."""
    session.handle(Checked(session.checking, course.Verdict(passed, None if passed else "not so")))


def screen(session):
    return "\n".join(line for _, part in session.view.draw(session, 80, 24) for line in part)


def press(session, keys):
    for key in keys:
        session.handle(Key(key))


def test_a_save_is_checked(session):
    save(session, "one")
    assert session.checking.text == "one" and "Checking" in screen(session)
    end(session, False)
    assert session.checking is None and "not so" in screen(session)


def test_saves_during_a_check_make_one_more_check_of_what_was_saved_last(session):
    save(session, "one")
    first = session.checking
    save(session, "two")
    save(session, "three")
    assert session.checking is first and not first.called_off
    end(session, False)
    assert session.checking is not first and session.checking.text == "three"
    end(session, True)
    assert session.checking is None and session.passed


def test_the_last_verdict_stays_while_the_next_is_made(session):
    save(session, "one")
    end(session, False)
    save(session, "two")
    session.handle(RoundDone(session.checking, "clean", True))
    assert "Checking  clean ✓" in screen(session) and "not so" in screen(session)


def test_events_of_a_check_that_was_called_off_mean_nothing(session):
    save(session, "one")
    old = session.checking
    press(session, "n")
    assert old.called_off
    session.handle(RoundDone(old, "clean", True))
    session.handle(Checked(old, course.Verdict(True)))
    assert session.rounds == [] and session.verdict is None and not session.passed
    assert session.progress.state("1.01") == "started"


def test_a_check_that_breaks_does_not_end_the_session(session):
    save(session, "right")
    session.handle(CheckBroke(session.checking, ZeroDivisionError("division by zero")))
    assert session.status is None and "The check itself broke (division by zero)" in screen(session)
    save(session, "right")
    end(session, True)
    assert "Passed" in screen(session)


def test_a_save_during_a_check_that_breaks_is_checked_after_it(session):
    save(session, "one")
    broken = session.checking
    save(session, "right")
    session.handle(CheckBroke(broken, ZeroDivisionError("division by zero")))
    assert session.checking not in (None, broken) and session.checking.text == "right"
    assert "The check itself broke" in screen(session)
    end(session, True)
    assert "Passed" in screen(session)


def test_a_save_of_the_exercise_before_is_not_checked(session):
    old = session.file
    press(session, "n")
    session.handle(Saved(old))
    assert session.checking is None


def test_coming_back_to_a_file_that_was_changed_checks_it(session):
    save(session, "mine")
    press(session, "np")
    assert session.exercise.id == "1.01" and session.checking.text == "mine"


def test_nothing_advances_by_itself(session):
    save(session, "right")
    end(session, True)
    assert session.exercise.id == "1.01" and "n goes on to 1.02 second" in screen(session)


@pytest.mark.parametrize("passed_before, said", [
    pytest.param([], "n goes on to 1.02 second", id="more to come"),
    pytest.param(["1.02", "1.03"], "Hour 1 is done: all 3 exercises.", id="that was the last one"),
    pytest.param(["1.01", "1.02", "1.03"], "s shows the reference solution", id="all were passed already"),
])
def test_what_is_said_after_passing(session, passed_before, said):
    for exercise in passed_before:
        session.progress.mark_passed(exercise)
    save(session, "right")
    end(session, True)
    assert said in screen(session)


def test_a_lesson_is_done_only_once(session):
    for exercise in ("1.01", "1.02", "1.03"):
        session.progress.mark_passed(exercise)
    save(session, "right")
    end(session, True)
    assert "is done" not in screen(session)


def test_hints_one_by_one(session):
    for shown in ("Hint 1 of 2", "Hint 2 of 2", "Hint 2 of 2"):
        press(session, "h")
        assert shown in screen(session) and "h hint 2/2" in screen(session)
    assert session.progress.hints_shown("1.01") == 2


@pytest.mark.parametrize("answer, page", [("y", "solution"), ("Y", "solution"), ("n", "task"), ("q", "task")])
def test_the_solution_asks_first(session, answer, page):
    press(session, "s")
    assert "See the solution?" in screen(session)
    press(session, answer)
    assert session.page == page and session.asking is None and session.status is None


def test_the_solution_does_not_ask_once_it_is_passed(session):
    session.progress.mark_passed("1.01")
    press(session, "s")
    assert session.page == "solution"


def test_reset_calls_off_the_check_and_is_no_save(session):
    save(session, "mine")
    check = session.checking
    press(session, "xy")
    assert check.called_off and session.checking is None and "kept as" in screen(session)
    assert session.stage.asked[-1] == "watch"


@pytest.mark.parametrize("event, asked", [
    (Resized(), "forget"), (EditorClosed(), "take"), (Key("ctrl-l"), "forget"),
], ids=["a resize draws all", "an editor gives the terminal back", "Ctrl-L draws all"])
def test_the_terminal(session, event, asked):
    session.handle(event)
    assert session.stage.asked[-1] == asked


@pytest.mark.parametrize("event, status", [
    (Key("q"), 0), (Interrupted(2), 130), (Interrupted(15), 143), (Interrupted(1), 129),
], ids=["q", "SIGINT", "SIGTERM", "SIGHUP"])
def test_the_end(session, event, status):
    session.handle(event)
    assert session.status == status


def test_a_bug_of_ours_is_raised(session):
    with pytest.raises(ZeroDivisionError):
        session.handle(Broke(ZeroDivisionError()))


def test_a_file_that_is_gone(session):
    session.handle(Gone(session.file))
    assert "not there any more" in screen(session)
    save(session, "back")
    end(session, False)
    assert "not so" in screen(session)


def test_a_visit_that_failed_shows_its_traceback(session):
    log = "GET /a.py → 500\na.py stopped with KeyError.\n  line 3\nKeyError: 'x'"
    session.handle(ServerSaid(Visit(log, True)))
    assert "GET /a.py → 500" in screen(session) and "KeyError: 'x'" in screen(session)
    save(session, "right")
    end(session, True)
    assert "GET /a.py" not in screen(session)


def test_a_visit_that_went_well_leaves_the_verdict_there(session):
    save(session, "wrong")
    end(session, False)
    session.handle(ServerSaid(Visit("GET /a.py → 200", False)))
    assert "GET /a.py → 200" in screen(session) and "not so" in screen(session)


def test_scrolling_stays_inside(session):
    screen(session)
    for keys in ("kb", "    jj" * 20):
        press(session, keys)
        screen(session)
        assert 0 <= session.view.offset <= session.view.length - session.view.room
    assert "The end of the task." in screen(session)


@pytest.mark.parametrize("columns, rows", [(80, 24), (40, 20), (120, 50), (20, 6), (33, 9), (300, 100)])
@pytest.mark.parametrize("keys", ["", "h", "w", "l", "?", "s", "sy", "x"])
def test_every_page_fits_every_terminal(session, columns, rows, keys):
    from bundle.screen.text import width

    save(session, "wrong")
    end(session, False)
    press(session, keys)
    page = session.view.draw(session, columns, rows)
    lines = [line for _, part in page for line in part]
    assert len(lines) == rows
    assert max(map(width, lines)) <= columns


def test_a_check_that_is_called_off_ends_without_a_verdict():
    import queue
    import threading

    from bundle.checking.mistakes import Cancelled

    events, begun = queue.SimpleQueue(), threading.Event()

    def check(exercise, file, cancel, on_round):
        begun.set()
        on_round("clean", True, 0.1)
        assert cancel.wait(10)
        raise Cancelled

    running = checker.Check(events.put, check, None, "file")
    assert begun.wait(10)
    running.call_off(wait=True)
    assert not running.thread.is_alive()
    assert [events.get(), events.get()] == [RoundDone(running, "clean", True), Checked(running, None)]
