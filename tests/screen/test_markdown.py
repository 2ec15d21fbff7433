import pytest

from bundle.screen import markdown
from bundle.screen.style import Style, plain
from bundle.screen.text import width


def shown(source, columns=40, encoding="utf-8"):
    return markdown.render(source, columns, plain(encoding))


@pytest.mark.parametrize("source, lines", [
    pytest.param("# Title\ntext", ["Title", "─────", "", "text"],
                 id="a heading is underlined without colour"),
    pytest.param("### Minor ###", ["Minor"], id="a minor heading is not"),
    pytest.param("one\ntwo", ["one two"], id="lines of a paragraph are joined"),
    pytest.param("one\n\n\n\ntwo", ["one", "", "two"], id="one empty line between blocks"),
    pytest.param("one\\\ntwo  \nthree", ["one", "two", "three"], id="hard line breaks"),
    pytest.param("a **bold** `code` *soft* word", ["a bold `code` soft word"], id="code keeps its marks"),
    pytest.param("2 * 3 * 4 and snake_case_name", ["2 * 3 * 4 and snake_case_name"],
                 id="no emphasis by accident"),
    pytest.param(r"\*not bold\* \`x\`", ["*not bold* `x`"], id="escaped marks"),
    pytest.param("`` a`b `` and `*x*`", ["`a`b` and `*x*`"], id="marks inside code are code"),
    pytest.param("**`recv`** it", ["`recv` it"], id="code in bold"),
    pytest.param("[RFC 1939](https://x.example/r)", ["RFC 1939 (https://x.example/r)"],
                 id="a link shows its address"),
    pytest.param("[https://x.example](https://x.example)", ["https://x.example"],
                 id="an address is shown once"),
    pytest.param("<https://x.example/>", ["https://x.example/"], id="an address in angle brackets"),
    pytest.param("a <b> & c | d", ["a <b> & c | d"], id="no HTML, and a bar is a bar"),
    pytest.param("> said\n> so\n\nthen", ["│ said so", "", "then"], id="a quote"),
    pytest.param("one\n\n---\n\ntwo", ["one", "", "─" * 40, "", "two"], id="a rule"),
    pytest.param("", [], id="nothing"),
])
def test_blocks(source, lines):
    assert shown(source) == lines


@pytest.mark.parametrize("source, lines", [
    pytest.param("- a\n- b", ["• a", "• b"], id="bullets"),
    pytest.param("1. a\n2. b", ["1. a", "2. b"], id="numbers stay as they are written"),
    pytest.param("9. a\n10. b", ["9. a", "10. b"], id="numbers of two widths"),
    pytest.param("text:\n- a", ["text:", "", "• a"], id="a list directly under a paragraph"),
    pytest.param("in the year\n2006. we", ["in the year 2006. we"],
                 id="a number that goes on a sentence is no list"),
    pytest.param("- a\n  - b\n    - c\n- d", ["• a", "  ◦ b", "    ▪ c", "• d"], id="nested"),
    pytest.param("1. a\n   - b\n2. c", ["1. a", "   ◦ b", "2. c"], id="bullets in numbers"),
    pytest.param("- one two three four five six seven eight nine",
                 ["• one two three four five six seven eight", "  nine"], id="the next line hangs"),
    pytest.param("- a\nlazy", ["• a lazy"], id="a line that goes on without its indent"),
    pytest.param("- a\n\n- b", ["• a", "", "• b"], id="a loose list stays loose"),
    pytest.param("- a\n\n  more\n- b", ["• a", "", "  more", "", "• b"], id="two paragraphs in an item"),
    pytest.param("- a\n  ```\n  x\n    y\n  ```\n- b", ["• a", "", "    x", "      y", "", "• b"],
                 id="code in an item"),
    pytest.param("- a\n\ntext", ["• a", "", "text"], id="the list ends"),
])
def test_lists(source, lines):
    assert [line.rstrip() for line in shown(source, 43)] == lines


@pytest.mark.parametrize("source, lines", [
    pytest.param("```\na  b\n\n  c\n```\nt", ["  a  b", "", "    c", "", "t"], id="as it is written"),
    pytest.param("```python\n%s\n```" % ("x" * 50), ["  " + "x" * 38, "  ↳ " + "x" * 12], id="never cut, broken visibly"),
    pytest.param("```\n%s\n```" % ("word " * 16 + "end"),
                 ["  " + "word " * 7, "  ↳ " + "word " * 7, "  ↳ word word end"], id="broken behind a space if one is near"),
    pytest.param("~~~\n```\n~~~", ["  ```"], id="the other fence"),
    pytest.param("```\n# no heading\n- no list\n**no bold**\n```",
                 ["  # no heading", "  - no list", "  **no bold**"],
                 id="nothing in it is Markdown"),
    pytest.param("so:\n\n    a b\n\n      c\n\nt", ["so:", "", "  a b", "", "    c", "", "t"], id="code by indentation"),
    pytest.param("goes on\n    indented", ["goes on indented"], id="an indented line that goes on a paragraph"),
    pytest.param("    - a\n    **b**", ["  - a", "  **b**"], id="nothing in indented code is Markdown"),
    pytest.param("```\nopen", ["  open"], id="a fence that is never closed"),
])
def test_code(source, lines):
    assert shown(source) == lines


def test_a_pipe_gets_lines_of_code_as_they_are():
    source = "- so:\n\n  ```\n  %s\n  ```\n\nand a paragraph that is longer than so" % ("x" * 100)
    assert markdown.render(source, 30, Style(endless=True)) == [
        "• so:", "", "    " + "x" * 100, "", "and a paragraph that is longer", "than so"]


@pytest.mark.parametrize("columns, lines", [
    pytest.param(40, ["Verb  Meaning", "────  ───────────────────────", "STAT  how many, and how large"],
                 id="as wide as needed"),
    pytest.param(24, ["Verb  Meaning", "────  ──────────────────", "STAT  how many, and how", "      large"],
                 id="a cell wraps in its column"),
    pytest.param(10, ["Verb: STAT", "Meaning:", "  how", "  many,", "  and how", "  large"],
                 id="too narrow for columns"),
])
def test_tables(columns, lines):
    assert shown("| Verb | Meaning |\n|---|:--|\n| STAT | how many, and how large |", columns) == lines


def test_a_bar_in_a_cell_is_escaped():
    assert shown("a | b\n--|--\nx\\|y | z")[-1] == "x|y  z"


@pytest.mark.parametrize("columns", range(8, 60, 3))
@pytest.mark.parametrize("source", [
    "# A heading that is long enough to wrap\n\nWords, `some code here`, **bold**, https://an.example/so",
    "- a\n  - nested item with many words\n    1. deeper and deeper still\n\n> a quote of several words",
    "| a | long heading | c |\n|--|--|--|\n| 1 | cell with words | `code in a cell` |",
    "漢字かな漢字 漢字かな混じり文 and e\u0301e\u0301e\u0301e\u0301\n\n```\n漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\n```",
], ids=["prose", "lists", "table", "wide"])
@pytest.mark.parametrize("style", [plain(), Style(True), plain("ascii")], ids=["plain", "colour", "ascii"])
def test_no_line_is_wider_than_asked(source, columns, style):
    lines = markdown.render(source, columns, style)
    assert lines
    assert all(width(line) <= columns for line in lines)


def test_no_control_character_reaches_the_terminal():
    lines = markdown.render("a\x1b[2Jb `\x07`\n\n```\n\x1b]0;title\x07\n```\n", 60, plain())
    assert not any(ord(char) < 32 or ord(char) == 127 for line in lines for char in line)
    assert "\\x1b[2J" in lines[0]


def test_ascii_has_only_ascii():
    source = "“Don’t” → wait…\n\n- a\n\n---\n\n> q\n\n```\n%s\n```" % ("é" * 60)
    lines = markdown.render(source, 40, plain("ascii"))
    assert "".join(lines).isascii()
    assert lines[0] == "\"Don't\" -> wait..."
    assert lines[-1].startswith("  + ")


def test_colour_replaces_the_marks():
    drawn = markdown.render("use `recv` **now**", 40, Style(True))
    assert drawn == ["use \x1b[36mrecv\x1b[0m \x1b[1mnow\x1b[0m"]
