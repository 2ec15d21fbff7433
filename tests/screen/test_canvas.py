import io

import pytest

from bundle.screen.canvas import Canvas, Scroll
from tests.screen.vt import Terminal


class Wire(io.StringIO):
    """What the canvas writes goes to the test terminal at once."""

    def __init__(self, terminal):
        super().__init__()
        self.terminal, self.writes = terminal, []

    def write(self, text):
        self.writes.append(text)
        self.terminal.feed(text)
        return len(text)


@pytest.fixture
def terminal():
    return Terminal(20, 4)


@pytest.fixture
def canvas(terminal):
    canvas = Canvas(Wire(terminal))
    canvas.enter()
    return canvas


def test_the_learners_own_lines_come_back(terminal):
    terminal.feed("$ netprog\r\n")
    canvas = Canvas(Wire(terminal))
    canvas.enter()
    canvas.show([("task", ["one"])], 4)
    assert terminal.alternate and terminal.cursor_hidden and terminal.pastes_marked
    assert terminal.lines == ["one", "", "", ""]
    canvas.leave()
    assert not terminal.modes
    assert terminal.lines[0] == "$ netprog"


def test_only_what_changed_is_written(terminal, canvas):
    canvas.show([("a", ["one", "two"]), ("b", ["three"])], 4)
    terminal.written.clear()
    canvas.show([("a", ["one", "2"]), ("b", ["three"])], 4)
    assert terminal.lines == ["one", "2", "three", ""]
    assert terminal.written == {2: 1}


def test_nothing_is_written_where_nothing_changed(canvas):
    canvas.show([("a", ["one"])], 4)
    before = len(canvas.out.writes)
    canvas.show([("a", ["one"])], 4)
    assert len(canvas.out.writes) == before


def test_a_page_is_one_write(canvas):
    before = len(canvas.out.writes)
    canvas.show([("a", ["one", "two", "three", "four"])], 4)
    assert len(canvas.out.writes) == before + 1


def test_a_resize_draws_everything(terminal, canvas):
    canvas.show([("a", ["one", "two"])], 4)
    terminal.resize(30, 5)
    canvas.forget()
    canvas.show([("a", ["one", "two", "", "", "five"])], 5)
    assert terminal.lines == ["one", "two", "", "", "five"]


def test_a_page_higher_than_the_terminal_is_cut(terminal, canvas):
    canvas.show([("a", list("123456"))], 4)
    assert terminal.lines == list("1234")


def test_nothing_is_drawn_before_it_is_entered_or_after_it_is_left(terminal):
    canvas = Canvas(Wire(terminal))
    canvas.show([("a", ["one"])], 4)
    canvas.leave()
    assert canvas.out.writes == []


def test_a_window_that_was_closed():
    class Gone(io.StringIO):
        def write(self, text):
            raise OSError(5, "Input/output error")

    canvas = Canvas(Gone())
    canvas.entered = True
    canvas.leave()
    assert not canvas.entered


def test_a_dumb_terminal_gets_what_changed_and_no_control_character():
    out = io.StringIO()
    scroll = Scroll(out)
    scroll.enter()
    scroll.show([("task", ["do this  "]), ("verdict", ["not yet"])], 24)
    scroll.show([("task", ["do this  "]), ("verdict", ["passed"])], 24)
    scroll.leave()
    assert out.getvalue() == "do this\nnot yet\npassed\n"
