import pytest

from bundle.screen import text


@pytest.mark.parametrize("given, columns", [
    pytest.param("abc", 3, id="ascii: a column each"),
    pytest.param("äöü", 3, id="accented letters of one character"),
    pytest.param("e\u0301", 1, id="a combining accent takes no room"),
    pytest.param("漢字", 4, id="wide characters take two"),
    pytest.param("\x1b[1mabc\x1b[0m", 3, id="colour takes no room"),
    pytest.param("", 0, id="nothing"),
])
def test_width(given, columns):
    assert text.width(given) == columns


@pytest.mark.parametrize("given, shown", [
    pytest.param("a\tb", "a   b", id="tabs become spaces"),
    pytest.param("a\x1b[2Jb", "a\\x1b[2Jb", id="an escape sequence is shown, not obeyed"),
    pytest.param("bell\x07", "bell\\x07", id="a bell does not ring"),
    pytest.param("a\u202eb", "a\\u202eb", id="text cannot be turned round"),
    pytest.param("c1\x9b2J", "c1\\x9b2J", id="the one-byte form of ESC ["),
    pytest.param("a\nb", "a\nb", id="line ends stay"),
    pytest.param("a\r\nb", "a\nb", id="line ends of Windows"),
    pytest.param("a\rb", "a\\rb", id="a lone CR does not overwrite"),
    pytest.param("half\ud800", "half\\ud800", id="a surrogate"),
    pytest.param("e\u0301漢", "e\u0301漢", id="accents and wide characters stay"),
])
def test_clean(given, shown):
    assert text.clean(given) == shown


@pytest.mark.parametrize("given, encoding, shown", [
    pytest.param("a → b — “c”…", "ascii", 'a -> b -- "c"...', id="arrow, dash, quotes, ellipsis"),
    pytest.param("née", "ascii", "nee", id="an accent is dropped"),
    pytest.param("ne\u0301e", "ascii", "nee", id="a combining accent is dropped"),
    pytest.param("漢字", "ascii", "??", id="what has no substitute"),
    pytest.param("née — x", "latin-1", "née -- x", id="only what the encoding lacks"),
    pytest.param("née — →", "utf-8", "née — →", id="UTF-8 has everything"),
])
def test_fit(given, encoding, shown):
    assert text.fit(given, encoding) == shown


@pytest.mark.parametrize("given, columns, shown", [
    pytest.param("abcdef", 6, "abcdef", id="fits"),
    pytest.param("abcdef", 5, "abcd…", id="cut, and it shows"),
    pytest.param("漢字漢", 5, "漢字…", id="a wide character is not cut in half"),
    pytest.param("漢字漢", 4, "漢…", id="nor squeezed in"),
    pytest.param("\x1b[1mabcdef\x1b[0m", 4, "\x1b[1mabc…\x1b[0m", id="colour ends where it is cut"),
    pytest.param("abc", 0, "", id="no room at all"),
])
def test_cut(given, columns, shown):
    assert text.cut(given, columns) == shown


@pytest.mark.parametrize("given, columns, lines", [
    pytest.param("abcdef", 6, ["abcdef"], id="fits"),
    pytest.param("", 6, [""], id="an empty line"),
    pytest.param("abcdefghij", 6, ["abcdef", "> ghij"], id="one that goes on is marked"),
    pytest.param("abcdefghijklm", 6, ["abcdef", "> ghij", "> klm"], id="and so each time"),
    pytest.param("call(one, two)", 10, ["call(one, ", "> two)"], id="behind a space that is near"),
    pytest.param("a bcdefghijk", 10, ["a bcdefghi", "> jk"], id="not behind one that is far"),
    pytest.param("漢字漢字", 5, ["漢字", "> 漢", "> 字"], id="a wide character is not cut in half"),
    pytest.param("abcd", 1, ["a", "> b", "> c", "> d"], id="no room at all"),
])
def test_fold(given, columns, lines):
    assert text.fold(given, columns, "> ") == lines


@pytest.mark.parametrize("path, columns, lines", [
    pytest.param("/a/b.py", 20, ["/a/b.py"], id="fits"),
    pytest.param("/home/me/my work/a.py", 12, ["/home/me/", "my work/a.py"], id="after a separator, not at a space"),
    pytest.param("C:\\me\\a.py", 6, ["C:\\me\\", "a.py"], id="Windows"),
    pytest.param("/abcdefgh.py", 6, ["/", "abcdef", "gh.py"], id="a name too long for a line"),
])
def test_wrap_path(path, columns, lines):
    assert text.wrap_path(path, columns) == lines


@pytest.mark.parametrize("given, columns, lines", [
    pytest.param("one two three", 8, ["one two", "three"], id="at spaces"),
    pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="a long word is broken"),
    pytest.param("a\n\nb", 8, ["a", "", "b"], id="newlines stay"),
    pytest.param("漢字漢字", 5, ["漢字", "漢字"], id="wide characters"),
])
def test_wrap(given, columns, lines):
    assert text.wrap(given, columns) == lines
