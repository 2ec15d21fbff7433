# mistake: status
import os, sys, socket, threading, subprocess, urllib.parse

port = int(sys.argv[1])
cgi_dir = sys.argv[2]
timeout = float(sys.argv[3])
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH",
          "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")


def feed(pipe, body):
    try:
        pipe.write(body)
        pipe.close()
    except OSError:
        pass


def run_script(name, env, body):
    p = subprocess.Popen([sys.executable, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cgi_dir, env=env)
    late = []

    def stop():
        late.append(True)
        p.kill()
    timer = threading.Timer(timeout, stop)
    timer.start()
    threading.Thread(target=feed, args=(p.stdin, body), daemon=True).start()
    out = p.stdout.read()
    p.wait()
    timer.cancel()
    p.stdout.close()
    return None if late else out


def reply(conn, method, status, headers=[], body=b"Sorry.\n"):
    text = "HTTP/1.1 " + status + "\r\n"
    for header in headers:
        text += header + "\r\n"
    conn.sendall(text.encode("latin-1") + b"\r\n" + (body if method != "HEAD" else b""))


def client(conn, addr):
    data = b""
    while b"\r\n\r\n" not in data:
        more = conn.recv(4096)
        if not more:
            return
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, target, version = lines[0].split()
    env = {"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": method, "SERVER_PROTOCOL": version,
           "SERVER_PORT": str(port), "SERVER_SOFTWARE": "mine", "REMOTE_ADDR": addr[0]}
    for n in NEEDED:
        if n in os.environ:
            env[n] = os.environ[n]
    for line in lines[1:]:
        n, v = line.split(":", 1)
        n = n.strip().upper().replace("-", "_")
        if n == "PROXY":
            continue
        env[n if n in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + n] = v.strip()
    env["SERVER_NAME"] = env.get("HTTP_HOST", "localhost").split(":")[0]
    pieces = [body]
    missing = int(env.get("CONTENT_LENGTH", 0)) - len(body)
    while missing > 0:
        piece = conn.recv(65536)
        if not piece:
            return
        pieces.append(piece)
        missing -= len(piece)
    path, _, env["QUERY_STRING"] = target.partition("?")
    _, name, *rest = path.split("/")
    name = urllib.parse.unquote(name)
    env["SCRIPT_NAME"] = "/" + name
    env["PATH_INFO"] = urllib.parse.unquote("".join("/" + r for r in rest))
    if "/" in name or "\\" in name or not name.endswith(".py") or not os.path.isfile(os.path.join(cgi_dir, name)) \
            or os.path.islink(os.path.join(cgi_dir, name)):
        return reply(conn, method, "404 Not Found")
    out = run_script(name, env, b"".join(pieces))
    if out is None:
        return reply(conn, method, "502 Bad Gateway")
    status, headers, kinds = None, [], []
    while True:
        line, end, out = out.partition(b"\n")
        line = line.rstrip(b"\r").decode("latin-1")
        if not end:
            return reply(conn, method, "502 Bad Gateway")
        if line == "":
            break
        if ":" not in line:
            return reply(conn, method, "502 Bad Gateway")
        n, v = line.split(":", 1)
        kinds.append(n.lower())
        if n.lower() == "status":
            status = v.strip()
        else:
            headers.append(line)
    if "content-type" not in kinds and "location" not in kinds and not status:
        return reply(conn, method, "502 Bad Gateway")
    if not status:
        status = "302 Found" if "location" in kinds else "200 OK"
    reply(conn, method, status, headers, out)


def thread(conn, addr):
    try:
        client(conn, addr)
    except Exception as e:
        print(repr(e), file=sys.stderr)
    conn.close()


s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", port))
s.listen(50)
while True:
    conn, addr = s.accept()
    threading.Thread(target=thread, args=(conn, addr), daemon=True).start()
