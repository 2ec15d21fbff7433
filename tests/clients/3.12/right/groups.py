# the script and all it starts get a group of their own, so that the timeout ends all of it
import os
import signal
import socket
import subprocess
import sys
import threading
from urllib.parse import unquote

PORT, DIR, TIMEOUT = int(sys.argv[1]), os.path.abspath(sys.argv[2]), float(sys.argv[3])
PYTHON_NEEDS = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME")


class Problem(Exception):
    pass


def all_of(conn):
    data = bytearray()
    while True:
        piece = conn.recv(65536)
        if not piece:
            raise Problem("gone")
        data += piece
        end = data.find(b"\r\n\r\n")
        if end < 0:
            continue
        lines = bytes(data[:end]).decode("latin-1").split("\r\n")
        fields = {}
        for line in lines[1:]:
            name, value = line.split(":", 1)
            fields[name.lower()] = value.strip()
        need = end + 4 + int(fields.get("content-length", "0"))
        while len(data) < need:
            piece = conn.recv(65536)
            if not piece:
                raise Problem("gone")
            data += piece
        return lines[0].split(" "), fields, bytes(data[end + 4:need])


def respond(conn, method, status, headers=b"", page=b""):
    conn.sendall(b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + (page if method != "HEAD" else b""))
    conn.shutdown(socket.SHUT_WR)
    conn.settimeout(2)
    while conn.recv(4096):
        pass


def handle(conn, addr):
    with conn:
        try:
            (method, target, protocol), fields, body = all_of(conn)
        except (OSError, ValueError, Problem):
            return
        try:
            cgi(conn, addr, method, target, protocol, fields, body)
        except OSError:
            pass


def cgi(conn, addr, method, target, protocol, fields, body):
    path, question, query = target.partition("?")
    parts = path.split("/")
    script = parts[1] if len(parts) > 1 else ""
    scripts = [n for n in os.listdir(DIR) if n.endswith(".py")
               and os.path.isfile(os.path.join(DIR, n)) and not os.path.islink(os.path.join(DIR, n))]
    if script not in scripts:
        return respond(conn, method, b"404 Not Found", b"Content-Length: 0\r\n")
    env = {"REQUEST_METHOD": method, "QUERY_STRING": query, "SCRIPT_NAME": "/" + script,
           "PATH_INFO": unquote(path[len(script) + 1:]), "SERVER_NAME": fields.get("host", "").split(":")[0],
           "SERVER_PORT": str(PORT), "SERVER_PROTOCOL": protocol, "GATEWAY_INTERFACE": "CGI/1.1", "SERVER_SOFTWARE": "Groups",
           "REMOTE_ADDR": addr[0], "CONTENT_LENGTH": str(len(body)) if body else "",
           "CONTENT_TYPE": fields.pop("content-type", "")}
    fields.pop("content-length", None)
    fields.pop("proxy", None)
    env.update(("HTTP_" + n.replace("-", "_").upper(), v) for n, v in fields.items())
    env.update((n, os.environ[n]) for n in PYTHON_NEEDS if n in os.environ)
    if os.name == "nt":
        own_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    else:
        own_group = {"start_new_session": True}
    proc = subprocess.Popen([sys.executable, "-u", os.path.join(DIR, script)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, cwd=DIR, env=env, **own_group)
    try:
        out = proc.communicate(body, TIMEOUT)[0]
    except subprocess.TimeoutExpired:
        if os.name == "nt":
            subprocess.call(["taskkill", "/F", "/T", "/PID", str(proc.pid)])
        else:
            os.killpg(proc.pid, signal.SIGKILL)
        proc.communicate()
        return respond(conn, method, b"504 Gateway Timeout", page=b"Too slow.")
    status, headers, ok = b"", b"", False
    rest = out
    while True:
        line, newline, rest = rest.partition(b"\n")
        line = line.strip(b"\r")
        if newline and not line and ok:
            break
        name, colon, value = line.partition(b":")
        if not newline or not colon:
            return respond(conn, method, b"502 Bad Gateway", page=b"The script is broken.")
        if name.lower() in (b"content-type", b"location", b"status"):
            ok = True
        if name.lower() == b"location" and not status:
            status = b"302 Found"
        if name.lower() == b"status":
            status = value.strip()
        else:
            headers += line + b"\r\n"
    respond(conn, method, status or b"200 OK", headers, rest)


with socket.create_server(("127.0.0.1", PORT), backlog=100) as server:
    while True:
        threading.Thread(target=handle, args=server.accept(), daemon=True).start()
