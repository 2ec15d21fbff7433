"""Source without its comments and docstrings: the same program, on the same lines."""

import ast
import os

import pytest

from building.wordless import READ_BY_NOBODY, wordless

DOCUMENTED = ast.Module, ast.ClassDef, ast.FunctionDef
CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def shipped():
    for top in ("bundle", "lessons"):
        for folder, _, names in os.walk(os.path.join(CHECKOUT, top)):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), CHECKOUT).replace(os.sep, "/")
                if READ_BY_NOBODY.fullmatch(path):
                    yield path


def essence(source):
    """What the source says, and where each thing stands, without docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and len(node.body) > 1 and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return ast.dump(tree, include_attributes=True)


def test_every_module_means_the_same_without_its_words():
    for path in shipped():
        with open(os.path.join(CHECKOUT, path), encoding="utf-8") as file:
            source = file.read()
        bare = wordless(source)
        assert essence(bare) == essence(source), path
        assert bare.count("\n") == source.count("\n") and len(bare) <= len(source)


@pytest.mark.parametrize("source, bare", [
    ("# a comment\nx = 1  # another\n", "\nx = 1\n"),
    ("x = '# none'\n", "x = '# none'\n"),
    ('"""Words.\n\nMore."""\nx = 1\n', "\n\n\nx = 1\n"),
    ('def f():\n    """Words."""\n    return 1\n', "def f():\n\n    return 1\n"),
    ('def f():\n    """All there is."""\n', 'def f():\n    """All there is."""\n'),
    ('def f(): "Words."; return 1\n', 'def f(): "Words."; return 1\n'),
], ids=["comments", "a hash in a string", "a module's docstring", "a function's", "a body of it alone", "on one line"])
def test_what_goes_and_what_stays(source, bare):
    assert wordless(source) == bare


@pytest.mark.parametrize("path, goes", [
    ("bundle/guide.py", True), ("bundle/servers/pop3.py", False),
    ("bundle/servers/ftp_data.py", True), ("bundle/servers/stores/mailbox.py", True), ("lessons/1-sockets/01-hello/check.py", True),
    ("lessons/1-sockets/01-hello/solution.py", False), ("lessons/1-sockets/demos/1-stamp/program.py", False)])
def test_what_is_there_to_be_read_keeps_its_words(path, goes):
    assert bool(READ_BY_NOBODY.fullmatch(path)) is goes
