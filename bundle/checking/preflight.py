"""Look at the learner's file before it is run: what is told here needs no run."""

import ast
import os
import tokenize
import warnings

from bundle.checking import general


def inspect(file, is_python=True):
    """Raise Proved for a file that cannot be run: missing, a folder, not UTF-8, empty, with a syntax error."""
    if os.path.isdir(file):
        general.IS_A_FOLDER.proved(file=file)
    if not os.path.exists(file):
        general.MISSING.proved(file=file)
    try:
        with open(file, "rb") as source:
            data = source.read()
    except OSError as error:
        general.UNREADABLE.proved(file=file, why=error.strerror or error)
    if not data.strip():
        general.EMPTY.proved(reset="reset")
    if is_python:
        _syntax(data, file)
    else:
        _utf8(data)


def _utf8(data):
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        general.NOT_UTF8.proved(n=error.start, line=data.count(b"\n", 0, error.start) + 1)


def _syntax(data, file):
    try:
        encoding = tokenize.detect_encoding(iter(data.splitlines(True)).__next__)[0]
    except SyntaxError:
        encoding = "utf-8"  # not UTF-8 in its first two lines, or an unknown name: said below
    if encoding in ("utf-8", "utf-8-sig"):
        _utf8(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(data, file)
    except (SyntaxError, ValueError) as error:
        general.SYNTAX.proved(line=getattr(error, "lineno", None) or 1, why=str(getattr(error, "msg", error)))


def ports_in(file):
    """The port numbers that stand in the source of `file`, in order: a guess at the port it used instead of its own."""
    try:
        with open(file, "rb") as source, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return []
    found = []
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and value.isdigit():
            value = int(value)
        if type(value) is int and 20 < value < 65536 and value not in found:
            found.append(value)
    return found
