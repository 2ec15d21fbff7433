# mistake: stderr-lost
import io
import os
import socket
import subprocess
import sys
import threading
from urllib.parse import unquote

port, cgidir, timeout = int(sys.argv[1]), os.path.realpath(sys.argv[2]), float(sys.argv[3])

# What a script gets of our own environment, where it is set: what Python needs.
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH",
          "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")


class Failed(Exception):
    """There is no page; the text is the status line's."""


def read_request(stream):
    """(method, target, version), the headers {name in small letters: value}, and the body."""
    words = stream.readline().decode("latin-1").split()
    if len(words) != 3:
        raise ConnectionError("this is no request")
    headers = {}
    for line in stream:
        if not line.strip():
            break
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    length = int(headers.get("content-length", 0))
    body = stream.read(length)
    if len(body) < length:
        raise ConnectionError("the visitor left in the middle")
    return words, headers, body


def find(path):
    """(path of the script, SCRIPT_NAME, PATH_INFO) for the path of a target."""
    first, slash, rest = path[1:].partition("/")
    name = unquote(first)
    script = os.path.join(cgidir, name)
    if (name not in os.listdir(cgidir) or not name.endswith(".py") or not os.path.isfile(script)
            or os.path.realpath(script) != script):
        raise Failed("404 Not Found")
    return script, "/" + name, unquote(slash + rest)


def environment(words, query, names, headers, visitor):
    """All that the script gets: meta-variables, and what Python needs."""
    method, target, version = words
    environ = {name: os.environ[name] for name in NEEDED if name in os.environ}
    environ.update({
        "GATEWAY_INTERFACE": "CGI/1.1", "SERVER_SOFTWARE": "gateway/1", "SERVER_PROTOCOL": version,
        "SERVER_NAME": headers.get("host", "127.0.0.1").split(":")[0], "SERVER_PORT": str(port),
        "REMOTE_ADDR": visitor, "REQUEST_METHOD": method, "QUERY_STRING": query,
        "SCRIPT_NAME": names[0], "PATH_INFO": names[1]})
    for name, value in headers.items():
        variable = name.upper().replace("-", "_")
        if name in ("content-length", "content-type"):
            environ[variable] = value
        elif name != "proxy":
            environ["HTTP_" + variable] = value
    return environ


def run(script, environ, body):
    """What the script prints."""
    try:
        return subprocess.run([sys.executable, script], input=body, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env=environ, cwd=cgidir, timeout=timeout).stdout
    except subprocess.TimeoutExpired:       # run() has ended it
        raise Failed("504 Gateway Timeout") from None


def read_output(output):
    """The status, the header lines and the body in what a script printed."""
    status, lines, names = "", [], set()
    stream = io.BytesIO(output)
    for line in stream:
        line = line.rstrip(b"\r\n")
        name, colon, value = line.partition(b":")
        if not line:
            break
        if not colon or not name.strip() or b" " in name:
            raise Failed("502 Bad Gateway")
        names.add(name.lower())
        if name.lower() == b"status":
            status = value.strip().decode("latin-1")
        else:
            lines.append(line)
    else:
        raise Failed("502 Bad Gateway")
    if not names & {b"content-type", b"location", b"status"}:
        raise Failed("502 Bad Gateway")
    return status or ("302 Found" if b"location" in names else "200 OK"), lines, stream.read()


def answer(words, headers, body, visitor):
    """The status, the header lines and the body of our answer."""
    path, _, query = words[1].partition("?")
    try:
        script, *names = find(path)
        return read_output(run(script, environment(words, query, names, headers, visitor), body))
    except Failed as failed:
        return str(failed), [b"Content-Type: text/plain"], b"%s\n" % str(failed).encode("ascii")


def serve(conn, visitor):
    with conn, conn.makefile("rb") as stream:
        try:
            words, headers, body = read_request(stream)
            status, lines, page = answer(words, headers, body, visitor)
            head = [b"HTTP/1.1 " + status.encode("latin-1")] + lines + [b"Connection: close", b"", b""]
            conn.sendall(b"\r\n".join(head) + (b"" if words[0] == "HEAD" else page))
        except (OSError, ValueError) as error:      # the visitor has gone, or speaks no HTTP
            print("lost", visitor, error, file=sys.stderr)


with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=serve, args=(conn, address[0]), daemon=True).start()
