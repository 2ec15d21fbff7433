import io

import pytest

from bundle.screen import terminal
from bundle.screen.style import Style


class Stream(io.StringIO):
    def __init__(self, is_terminal, encoding="utf-8"):
        super().__init__()
        self.is_terminal, self.name = is_terminal, encoding

    encoding = property(lambda self: self.name)

    def isatty(self):
        return self.is_terminal


def look(out=True, source=True, encoding="utf-8", colour=None, **environ):
    return terminal.Terminal(Stream(out, encoding), Stream(source), environ, colour)


@pytest.mark.parametrize("found, interactive, redraws, colour", [
    pytest.param(look(TERM="xterm"), True, True, True, id="a terminal"),
    pytest.param(look(TERM="xterm", NO_COLOR="1"), True, True, False, id="NO_COLOR"),
    pytest.param(look(TERM="xterm", NO_COLOR=""), True, True, True, id="an empty NO_COLOR does not count"),
    pytest.param(look(TERM="dumb"), True, False, False, id="a dumb terminal"),
    pytest.param(look(), True, False, False, id="a terminal that has no name"),
    pytest.param(look(TERM="xterm", colour=False), True, True, False, id="colour not wanted"),
    pytest.param(look(out=False, TERM="xterm"), False, False, False, id="into a pipe"),
    pytest.param(look(source=False, TERM="xterm"), False, True, True, id="typed into by a program"),
])
def test_what_is_allowed(found, interactive, redraws, colour):
    assert (found.interactive, found.redraws, found.style.colour) == (interactive, redraws, colour)


@pytest.mark.parametrize("found, ascii", [
    pytest.param(look(TERM="xterm"), False, id="UTF-8"),
    pytest.param(look(TERM="xterm", encoding="ascii"), True, id="ASCII"),
    pytest.param(look(TERM="xterm", encoding="latin-1"), True, id="an encoding without box characters"),
    pytest.param(look(TERM="xterm", encoding="cp437"), True, id="an encoding without all of them"),
    pytest.param(look(TERM="xterm", LANG="C"), True, id="LANG=C"),
    pytest.param(look(TERM="xterm", LANG="C", LC_CTYPE="C.UTF-8"), True,
                 id="LANG=C, as Python changes it at start"),
    pytest.param(look(TERM="xterm", LC_ALL="POSIX", LANG="de_DE.UTF-8"), True, id="LC_ALL wins"),
    pytest.param(look(TERM="xterm", LANG="C", LC_ALL="C.UTF-8"), False, id="C.UTF-8"),
    pytest.param(look(TERM="xterm", LC_CTYPE="UTF-8"), False, id="macOS"),
    pytest.param(look(TERM="xterm", encoding="no-such"), True, id="an encoding Python does not know"),
])
def test_which_characters(found, ascii):
    assert found.style.ascii is ascii


@pytest.mark.parametrize("environ, size", [
    ({}, (80, 24)),
    ({"COLUMNS": "100"}, (100, 24)),
    ({"COLUMNS": "3"}, (20, 24)),
    ({"COLUMNS": "x"}, (80, 24)),
], ids=["a pipe", "COLUMNS", "absurdly small", "nonsense"])
def test_size_without_a_terminal(environ, size):
    assert look(out=False, **environ).size() == size


@pytest.mark.parametrize("streams", [(None, None), (io.StringIO(), io.StringIO())], ids=["none", "no files"])
def test_no_streams_at_all(streams, monkeypatch):
    monkeypatch.setattr("sys.stdout", streams[0])
    monkeypatch.setattr("sys.stdin", streams[1])
    assert terminal.Terminal(environ={}).interactive is False


def test_each_glyph_takes_one_column():
    for style in (Style(), Style(ascii=True)):
        assert len(style.glyphs.all()) == len(style.glyphs.__slots__) + 2
    assert Style(ascii=True).glyphs.all().isascii()
