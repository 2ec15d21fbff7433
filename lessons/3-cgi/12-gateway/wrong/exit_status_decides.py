# mistake: status-of-exit
import os, re, socket, subprocess, sys, threading
from urllib.parse import unquote
PORT, CGIDIR, TIMEOUT = int(sys.argv[1]), os.path.realpath(sys.argv[2]), float(sys.argv[3])
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")
class Fail(Exception): pass
def script_of(name):
    if not re.fullmatch(r"[^/\\\0]+\.py", name): return None
    full = os.path.realpath(os.path.join(CGIDIR, name))
    return full if os.path.dirname(full) == CGIDIR and os.path.isfile(full) else None
def answer(conn, method, status, headers, body):
    head = "HTTP/1.1 %s\r\n" % status + "".join("%s: %s\r\n" % h for h in headers) + "Connection: close\r\n\r\n"
    conn.sendall(head.encode("latin-1") + (b"" if method == "HEAD" else body))
def handle(conn, address):
    with conn, conn.makefile("rb") as f:
        method = "GET"
        try:
            line = f.readline().decode("latin-1").split()
            if len(line) != 3: return
            method, target, version = line
            headers = []
            while True:
                raw = f.readline()
                if not raw: return
                l = raw.decode("latin-1").rstrip("\r\n")
                if not l: break
                k, _, v = l.partition(":")
                headers.append((k.strip().lower(), v.strip()))
            h = dict(headers)
            n = int(h.get("content-length") or 0)
            body = f.read(n)
            if len(body) < n: return
            path, _, query = target.partition("?")
            name, slash, rest = path[1:].partition("/")
            script = script_of(name) if path.startswith("/") else None
            if script is None: raise Fail("404 Not Found")
            env = {k: os.environ[k] for k in NEEDED if k in os.environ}
            for k, v in headers:
                if k not in ("proxy", "content-type", "content-length"):
                    key = "HTTP_" + k.upper().replace("-", "_")
                    env[key] = env[key] + ", " + v if key in env else v
            env.update(GATEWAY_INTERFACE="CGI/1.1", REQUEST_METHOD=method, SCRIPT_NAME="/" + name, QUERY_STRING=query,
                SERVER_NAME=h.get("host", "127.0.0.1").rpartition(":")[0] or h.get("host", "127.0.0.1"), SERVER_PORT=str(PORT), SERVER_PROTOCOL=version, SERVER_SOFTWARE="gateway/1", REMOTE_ADDR=address[0])
            if slash: env["PATH_INFO"] = unquote(slash + rest)
            if body: env["CONTENT_LENGTH"] = str(n)
            if "content-type" in h: env["CONTENT_TYPE"] = h["content-type"]
            try:
                out = subprocess.run([sys.executable, script], cwd=CGIDIR, env=env, input=body, stdout=subprocess.PIPE, timeout=TIMEOUT, check=True).stdout
            except subprocess.TimeoutExpired: raise Fail("504 Gateway Timeout")
            except (OSError, ValueError, subprocess.CalledProcessError): raise Fail("502 Bad Gateway")
            pos, status, reply, kinds = 0, None, [], set()
            while True:
                end = out.find(b"\n", pos)
                if end < 0: raise Fail("502 Bad Gateway")
                l = out[pos:end].removesuffix(b"\r").decode("latin-1"); pos = end + 1
                if not l: break
                m = re.fullmatch(r"([!#-'*+.^-z|~0-9A-Z-]+):[ \t]*(.*?)[ \t]*", l, re.S)
                if not m or "\r" in l: raise Fail("502 Bad Gateway")
                kinds.add(m[1].lower())
                if m[1].lower() == "status": status = m[2]
                else: reply.append((m[1], m[2]))
            if not kinds & {"content-type", "location", "status"}: raise Fail("502 Bad Gateway")
            if status is None: status = "302 Found" if "location" in kinds else "200 OK"
            answer(conn, method, status, reply, out[pos:])
        except Fail as e:
            answer(conn, method, str(e), [("Content-Type", "text/plain")], str(e).encode())
        except OSError: pass
with socket.create_server(("127.0.0.1", PORT), backlog=100) as listener:
    while True:
        c, a = listener.accept()
        threading.Thread(target=handle, args=(c, a), daemon=True).start()
