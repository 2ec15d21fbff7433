"""The environment of a CGI script: the request as meta-variables (RFC 3875, 4.1), and what a process needs to
live.

Nothing else of the runner's own environment gets through. Values are bytes here, as they were on the wire;
`for_process` turns them into what this system's processes take.
"""

import os
import re

from bundle.servers.http_reply import SERVER

# What a process needs from the system, not from the request: to be found, to have a place for its temporary
# files, to load its libraries (the last three), and on Windows to open a socket at all (SYSTEMROOT).
NEEDED = ("PATH", "SYSTEMROOT", "COMSPEC", "PATHEXT", "TMPDIR", "TEMP", "TMP", "PYTHONHOME",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH")

# Headers that are no business of the script, or would be dangerous as a variable.
NOT_PASSED = {
    # HTTP_PROXY: clients in the script would obey it ("httpoxy")
    "proxy",
    "authorization", "proxy-authorization",         # RFC 3875, 4.1.18: not for scripts
    "content-type", "content-length",               # have names of their own
    # between client and server
    "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "expect",
}


def meta_variables(request, script_name, path_info, path_translated, body, conn):
    """{name: bytes} for a request. script_name, path_info: bytes, decoded; body: bytes or None without a
    body."""
    variables = {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": script_name,
        "QUERY_STRING": request.query,              # 4.1.7: still encoded, and set even where it is empty
        "SERVER_NAME": request.host or conn.host,
        "SERVER_PORT": str(conn.port),
        "SERVER_PROTOCOL": "HTTP/{}.{}".format(*request.version),
        "SERVER_SOFTWARE": SERVER,
        "REMOTE_ADDR": conn.peer_host,
        "REMOTE_HOST": conn.peer_host,              # 4.1.9: the address may stand in for the name
    }
    if path_info:
        variables["PATH_INFO"] = path_info          # 4.1.5: decoded
        variables["PATH_TRANSLATED"] = path_translated
    if body is not None:
        variables["CONTENT_LENGTH"] = str(len(body))
    if request.all("Content-Type"):
        variables["CONTENT_TYPE"] = request.get("Content-Type")
    variables.update(_http_variables(request))
    return {name: value if isinstance(value, bytes) else value.encode("latin-1") for name,
            value in variables.items()}


def _http_variables(request):
    """HTTP_ACCEPT and so on: the headers, in capitals, hyphens as underscores (4.1.18).

    A name that came with an underscore is dropped: as a variable it could not be told from the one with a
    hyphen.
    """
    variables = {}
    for name, value in request.headers:
        if name.lower() in NOT_PASSED or "_" in name:
            continue
        variable = "HTTP_" + name.upper().replace("-", "_")
        if variable in variables:
            value = variables[variable] + ("; " if variable == "HTTP_COOKIE" else ", ") + value
        variables[variable] = value
    return variables


def process_variables(encoding="utf-8", python_path=None, environ=None):
    """{name: str}: what a Python process needs besides. encoding: of its stdin, stdout and stderr."""
    environ = os.environ if environ is None else environ
    variables = {name: environ[name] for name in NEEDED if name in environ}
    variables["PYTHON_COLORS"] = "0"
    variables["PYTHONIOENCODING"] = encoding
    if python_path:
        variables["PYTHONPATH"] = python_path
    return variables


def for_process(variables, windows=os.name == "nt"):
    """The environment as subprocess takes it: bytes on POSIX, exactly as on the wire; text on Windows."""
    if windows:
        return {name: value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
                for name, value in variables.items()}
    return {name.encode("ascii"): value if isinstance(value, bytes) else os.fsencode(value)
            for name, value in variables.items()}


def search_words(query):
    """The words of an "indexed" query, `?one+two`, which the script gets as arguments (RFC 3875, 4.4); [] for
    any other."""
    if not query or "=" in query:
        return []
    words = [percent_decoded(word) for word in query.split("+")]
    if any(word is None or b"\0" in word for word in words):
        return []
    return [os.fsdecode(word) for word in words]


def percent_decoded(text):
    """A part of a URI as bytes; None where a % is not followed by two hexadecimal digits."""
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        return None
    return re.sub(rb"%(..)", lambda match: bytes([int(match.group(1), 16)]), text.encode("latin-1"))
