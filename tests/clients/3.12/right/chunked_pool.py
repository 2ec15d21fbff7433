import os, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
import urllib.parse

ENOUGH = ["PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING"]
os.chdir(sys.argv[2])


class H(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "chunky"

    def go(self):
        self.close_connection = True
        n = int(self.headers["Content-Length"] or 0)
        data = b""
        while len(data) < n:
            more = self.rfile.read(n - len(data))
            if not more:
                return
            data += more
        m = re.fullmatch(r"/([A-Za-z0-9_-]+\.py)(/[^?]*)?(?:\?(.*))?", self.path)
        if m is None or m[1] not in [e.name for e in os.scandir() if e.is_file(follow_symlinks=False)]:
            return self.chunks("404 Not Found", [("Content-Type", "text/plain")], b"no")
        env = {k: os.environ[k] for k in ENOUGH if k in os.environ}
        for k, v in self.headers.items():
            k = "HTTP_" + k.upper().replace("-", "_")
            env[{"HTTP_CONTENT_LENGTH": "CONTENT_LENGTH", "HTTP_CONTENT_TYPE": "CONTENT_TYPE"}.get(k, k)] = v
        env.pop("HTTP_PROXY", None)
        env["GATEWAY_INTERFACE"] = "CGI/1.1"
        env["REQUEST_METHOD"] = self.command
        env["SCRIPT_NAME"] = "/" + m[1]
        env["QUERY_STRING"] = m[3] or ""
        if m[2]:
            env["PATH_INFO"] = urllib.parse.unquote(m[2])
        env["SERVER_NAME"], env["SERVER_PORT"] = "localhost", sys.argv[1]
        if "HTTP_HOST" in env:
            env["SERVER_NAME"] = env["HTTP_HOST"].rpartition(":")[0] or env["HTTP_HOST"]
        env["SERVER_PROTOCOL"] = self.request_version
        env["SERVER_SOFTWARE"] = "chunky/0.1"
        env["REMOTE_ADDR"] = self.address_string()
        try:
            out = subprocess.check_output([sys.executable, m[1]], input=data, env=env, timeout=float(sys.argv[3]))
        except subprocess.CalledProcessError as e:
            out = e.output
        except subprocess.TimeoutExpired:
            return self.chunks("504 Gateway Timeout", [], b"slow")
        head, blank, body = re.split(rb"(?<=\n)(\r?\n)", out, maxsplit=1) if re.search(rb"\n\r?\n", out) else (b"", b"", b"")
        head = [tuple(x.strip() for x in line.split(":", 1)) for line in head.decode("latin-1").splitlines()]
        if not head or any(len(h) != 2 for h in head):
            return self.chunks("502 Bad Gateway", [], b"bad")
        names = [k.title() for k, v in head]
        if not set(names) & {"Content-Type", "Location", "Status"}:
            return self.chunks("502 Bad Gateway", [], b"bad")
        status = "302 Found" if "Location" in names else "200 OK"
        for k, v in head:
            if k.title() == "Status":
                status = v
        self.chunks(status, [(k, v) for k, v in head if k.title() != "Status"], body)

    do_GET = do_POST = do_HEAD = go

    def chunks(self, status, headers, body):
        self.send_response(int(status[:3]), status[4:])
        for h in headers:
            self.send_header(*h)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        for i in range(0, len(body), 5000):
            piece = body[i:i + 5000]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")


class Pool(TCPServer):
    allow_reuse_address = os.name != "nt"
    request_queue_size = 20
    pool = ThreadPoolExecutor(10)

    def process_request(self, request, client):
        self.pool.submit(self.work, request, client)

    def work(self, request, client):
        try:
            self.finish_request(request, client)
        except Exception:
            self.handle_error(request, client)
        self.shutdown_request(request)


Pool(("127.0.0.1", int(sys.argv[1])), H).serve_forever()
