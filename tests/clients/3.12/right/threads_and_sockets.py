"""Threads with sockets, Popen.communicate."""
import os, re, signal, socket, subprocess, sys, threading
from urllib.parse import unquote_to_bytes

port, cgidir, timeout = int(sys.argv[1]), os.path.realpath(sys.argv[2]), float(sys.argv[3])
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH",
          "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")
REASONS = {400: "Bad Request", 404: "Not Found", 502: "Bad Gateway", 504: "Gateway Timeout"}


class Gone(Exception):
    pass


def read_request(conn):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = conn.recv(65536)
        if not piece:
            raise Gone
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    method, target, version = lines[0].split(b" ")
    headers = []
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        headers.append((name.strip().lower().decode("latin-1"), value.strip()))
    length = 0
    for name, value in headers:
        if name == "content-length":
            length = int(value)
    while len(body) < length:
        piece = conn.recv(65536)
        if not piece:
            raise Gone
        body += piece
    return method, target, version, headers, body[:length]


def find_script(path):
    """(path of the file or None, script name, rest)"""
    name, slash, rest = path[1:].partition(b"/")
    name = os.fsdecode(unquote_to_bytes(name))
    if "/" in name or "\\" in name or "\0" in name or not name.endswith(".py"):
        return None, None, None
    real = os.path.realpath(os.path.join(cgidir, name))
    if os.path.dirname(real) != cgidir or not real.endswith(".py") or not os.path.isfile(real):
        return None, None, None
    return real, "/" + name, unquote_to_bytes(slash + rest)


def make_environ(method, target, version, headers, body, name, rest, query, address):
    environ = {k: os.environ[k] for k in NEEDED if k in os.environ}
    environ.update({
        "GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": os.fsdecode(method),
        "SCRIPT_NAME": name, "QUERY_STRING": os.fsdecode(query),
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": os.fsdecode(version), "SERVER_SOFTWARE": "gateway/1",
        "REMOTE_ADDR": address[0]})
    if rest:
        environ["PATH_INFO"] = os.fsdecode(rest)
    seen = {}
    for key, value in headers:
        value = os.fsdecode(value)
        if key == "content-length":
            environ["CONTENT_LENGTH"] = value
        elif key == "content-type":
            environ["CONTENT_TYPE"] = value
        elif key == "proxy":
            pass
        else:
            if key == "host":
                environ["SERVER_NAME"] = re.sub(r":\d*$", "", value)
            var = "HTTP_" + key.upper().replace("-", "_")
            seen[var] = seen[var] + ", " + value if var in seen else value
    environ.update(seen)
    return environ


def run_script(file, environ, body):
    process = subprocess.Popen([sys.executable, file], cwd=cgidir, env=environ, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, start_new_session=True)
    try:
        return process.communicate(body, timeout)[0]
    except subprocess.TimeoutExpired:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            pass
        process.kill()
        process.communicate()
        return None


def parse_output(output):
    """(status, headers, body), or None if the header block is not good."""
    match = re.search(rb"^\r?\n", output, re.M)
    if not match:
        return None
    status, headers, good = None, [], False
    location = False
    for line in output[:match.start()].split(b"\n")[:-1]:
        line = line.removesuffix(b"\r")
        name, colon, value = line.partition(b":")
        if not colon or not re.fullmatch(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            return None
        value = value.strip()
        if name.lower() in (b"content-type", b"location", b"status"):
            good = True
        if name.lower() == b"location":
            location = True
        if name.lower() == b"status":
            status = value
        else:
            headers.append(name + b": " + value)
    if not good:
        return None
    return status or (b"302 Found" if location else b"200 OK"), headers, output[match.end():]


def error_page(code):
    text = "%d %s" % (code, REASONS[code])
    return text.encode(), [b"Content-Type: text/html; charset=utf-8"], ("<h1>%s</h1>\n" % text).encode()


def answer(request, address):
    method, target, version, headers, body = request
    path, _, query = target.partition(b"?")
    file, name, rest = find_script(path)
    if file is None:
        return error_page(404)
    if b"\0" in rest:
        return error_page(400)
    output = run_script(file, make_environ(method, target, version, headers, body, name, rest, query, address), body)
    if output is None:
        return error_page(504)
    return parse_output(output) or error_page(502)


def serve(conn, address):
    with conn:
        try:
            try:
                request = read_request(conn)
            except ValueError:
                request, (status, headers, body) = (b"GET",), error_page(400)
            else:
                status, headers, body = answer(request, address)
            lines = [b"HTTP/1.1 " + status] + headers + [b"Connection: close"]
            conn.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + (b"" if request[0] == b"HEAD" else body))
        except (Gone, OSError):
            pass


with socket.create_server(("127.0.0.1", port), backlog=100) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=serve, args=(conn, address), daemon=True).start()
