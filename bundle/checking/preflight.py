"""Look at the learner's file before it is run: what is told here needs no run."""

import ast
import os
import re
import threading
import tokenize
import warnings

from bundle.checking import general

_parsing = threading.Lock()     # held by whoever parses: Python 3.11 fails where two threads do at once


def parse(data, file="<unknown>"):
    """The syntax tree of a program. SyntaxError, ValueError."""
    with _parsing, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data, file)


def inspect(file, is_python=True):
    """Raise Proved for a file that cannot be run: missing, a folder, not UTF-8, empty, a syntax error."""
    if os.path.isdir(file):
        general.IS_A_FOLDER.proved(file=file)
    if not os.path.exists(file):
        general.MISSING.proved(file=file)
    if not os.path.isfile(file):    # a pipe or a device: reading it may never end
        general.NO_ORDINARY_FILE.proved(file=file)
    try:
        with open(file, "rb") as source:
            data = source.read()
    except OSError as error:
        general.UNREADABLE.proved(file=file, why=error.strerror or error)
    if not data.strip():
        general.EMPTY.proved()
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
        parse(data, file)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        general.SYNTAX.proved(line=line, why=str(getattr(error, "msg", error)),
                              before=", and at the line before" if line > 1 else "")


CALLS_WITH_A_PORT = {
    "connect", "connect_ex", "create_connection", "open_connection", "bind", "create_server", "start_server",
    "sendto", "FTP", "POP3", "NNTP", "SMTP", "IMAP4", "HTTPConnection", "TCPServer", "ThreadingTCPServer",
    "HTTPServer", "ThreadingHTTPServer"}


LOCAL_URL = re.compile(r"(?:http|https)://(?:127\.0\.0\.1|localhost):([1-9][0-9]{0,4})\b")


def strings_in(nodes):
    """Every text that stands in a program; a docstring does not begin with an address."""
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def ports_in(file):
    """The port numbers that the source of `file` hands to a call such as connect() or bind(), as numbers or by a name;
    and those in addresses of the web."""
    try:
        with open(file, "rb") as source:
            nodes = list(ast.walk(parse(source.read())))
    except (OSError, SyntaxError, ValueError):
        return []
    found = [int(match.group(1)) for match in map(LOCAL_URL.match, strings_in(nodes)) if match]
    named = {target.id: node.value for node in nodes if isinstance(node, ast.Assign)
             for target in node.targets if isinstance(target, ast.Name)}
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in CALLS_WITH_A_PORT:
            continue
        for value in _ports_given(call, name):
            value = named.get(value.id) if isinstance(value, ast.Name) else value
            port = getattr(value, "value", None) if isinstance(value, ast.Constant) else None
            if type(port) is int and 0 < port < 65536 and port not in found:
                found.append(port)
    return found


def _ports_given(call, name):
    """Where a port stands among the arguments: behind the host, in an address or without one; other numbers are none."""
    arguments = call.args + [keyword.value for keyword in call.keywords if keyword.arg == "address"]
    addresses = [argument for argument in arguments if isinstance(argument, ast.Tuple)]
    behind_factory = 3 if name in ("create_connection", "create_server", "start_server") else 2
    given = [address.elts[1] for address in addresses if len(address.elts) > 1]
    if not addresses:
        given = call.args[behind_factory - 1:behind_factory]
    return given + [keyword.value for keyword in call.keywords if keyword.arg == "port"]


def attributes_in(file):
    """The names of all attributes that the source of `file` speaks of, such as sendall."""
    with open(file, "rb") as source:
        return {node.attr for node in ast.walk(parse(source.read())) if isinstance(node, ast.Attribute)}


def imports_in(file):
    """{name: line} of the modules that the source of `file` imports, packages by their first name."""
    with open(file, "rb") as source:
        nodes = list(ast.walk(parse(source.read())))
    found = {}
    for node in nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        for name in names:
            found.setdefault(name.partition(".")[0], node.lineno)
    return found
