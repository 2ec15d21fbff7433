"""On top of http.server."""
import http.server, os, re, subprocess, sys
from pathlib import Path
from urllib.parse import unquote

FOLDER = Path(sys.argv[2]).resolve()
TIMEOUT = float(sys.argv[3])
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH",
          "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")


class Gateway(http.server.BaseHTTPRequestHandler):
    server_version = "Gateway/3"

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.gateway
        raise AttributeError(name)

    def gateway(self):
        self.close_connection = True
        size = int(self.headers["Content-Length"] or 0)
        body = self.rfile.read(size)
        if len(body) != size:
            return
        target = self.requestline.split()[1]
        match = re.fullmatch(r"/([^/?]+\.py)(/[^?]*)?(?:\?(.*))?", target, re.S)
        if not match:
            return self.page(404)
        name, info, query = match.groups("")
        script = FOLDER / unquote(name)
        try:
            resolved = script.resolve(strict=True)
        except (OSError, ValueError):
            return self.page(404)
        if resolved.parent != FOLDER or script.parent != FOLDER or resolved.suffix != ".py" or not resolved.is_file():
            return self.page(404)
        env = {n: os.environ[n] for n in NEEDED if n in os.environ}
        fs = lambda text: os.fsdecode(text.encode("latin-1"))
        for name_ in set(map(str.lower, self.headers)):
            if name_ not in ("content-length", "content-type", "proxy"):
                env["HTTP_" + name_.upper().replace("-", "_")] = fs(", ".join(self.headers.get_all(name_)))
        env["GATEWAY_INTERFACE"] = "CGI/1.1"
        env["REQUEST_METHOD"] = self.command
        env["SCRIPT_NAME"] = "/" + unquote(name)
        if info:
            env["PATH_INFO"] = unquote(fs(info), errors="surrogateescape")
        env["QUERY_STRING"] = fs(query)
        if "Content-Length" in self.headers:
            env["CONTENT_LENGTH"] = str(size)
        if "Content-Type" in self.headers:
            env["CONTENT_TYPE"] = fs(self.headers["Content-Type"])
        env["SERVER_NAME"] = (self.headers["Host"] or "127.0.0.1").partition(":")[0]
        env["SERVER_PORT"] = sys.argv[1]
        env["SERVER_PROTOCOL"] = self.request_version
        env["SERVER_SOFTWARE"] = self.server_version
        env["REMOTE_ADDR"] = self.client_address[0]
        try:
            done = subprocess.run([sys.executable, str(script)], input=body, stdout=subprocess.PIPE,
                                  cwd=FOLDER, env=env, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return self.page(504)
        except ValueError:
            return self.page(404)
        block = re.match(rb"((?:[A-Za-z0-9!#$%&'*+.^_`|~-]+:[^\n]*\n)+)\r?\n", done.stdout)
        if not block:
            return self.page(502)
        fields = [line.partition(":") for line in block[1].decode("latin-1").replace("\r\n", "\n").split("\n")[:-1]]
        fields = [(name.strip(), value.strip()) for name, colon, value in fields]
        known = {name.lower(): value for name, value in fields}
        if not known.keys() & {"status", "location", "content-type"}:
            return self.page(502)
        code, _, reason = known.get("status", "302 Found" if "location" in known else "200 OK").partition(" ")
        if not code.isdigit():
            return self.page(502)
        self.send_response(int(code), reason)
        for name, value in fields:
            if name.lower() != "status":
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(done.stdout[block.end():])

    def page(self, code):
        self.send_error(code)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Gateway)
server.serve_forever()
