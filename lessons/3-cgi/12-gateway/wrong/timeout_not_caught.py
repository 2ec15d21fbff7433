# mistake: no-timeout
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

PORT, FOLDER, SECONDS = int(sys.argv[1]), os.path.abspath(sys.argv[2]), float(sys.argv[3])
NEEDED = ["PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH",
          "PYTHONIOENCODING"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        pieces = path.split("/", 2)
        name = unquote(pieces[1])
        script = os.path.realpath(os.path.join(FOLDER, name))
        if (not name.endswith(".py") or not os.path.isfile(script)
                or os.path.dirname(script) != os.path.realpath(FOLDER)):
            return self.send_error(404)
        rest = "/" + unquote(pieces[2]) if len(pieces) == 3 else ""
        process = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   cwd=FOLDER, env=self.variables(name, rest, query))
        output, _ = process.communicate(body, timeout=SECONDS)
        self.answer(output)

    do_POST = do_HEAD = do_PUT = do_DELETE = do_GET

    def variables(self, name, rest, query):
        env = {"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": self.command, "SCRIPT_NAME": "/" + name,
               "PATH_INFO": rest, "QUERY_STRING": query, "SERVER_SOFTWARE": self.version_string(),
               "CONTENT_LENGTH": self.headers.get("Content-Length", ""),
               "CONTENT_TYPE": self.headers.get("Content-Type", ""),
               "SERVER_NAME": self.headers.get("Host", "").partition(":")[0], "SERVER_PORT": str(PORT),
               "SERVER_PROTOCOL": self.request_version,
               "REMOTE_ADDR": self.client_address[0], "REMOTE_HOST": self.client_address[0]}
        for key, value in self.headers.items():
            if key.lower() != "proxy":
                env["HTTP_" + key.upper().replace("-", "_")] = value
        for key in NEEDED:
            if key in os.environ:
                env[key] = os.environ[key]
        return env

    def answer(self, output):
        unix, windows = output.find(b"\n\n"), output.find(b"\n\r\n")
        ends = [(place, size) for place, size in ((unix, 2), (windows, 3)) if place >= 0]
        if not ends:
            return self.send_error(502, explain="no empty line")
        place, size = min(ends)
        headers = []
        for line in output[:place].decode("latin-1").splitlines():
            if ":" not in line:
                return self.send_error(502, explain="not a header: " + line)
            key, value = line.split(":", 1)
            headers.append((key, value.strip()))
        known = {key.lower(): value for key, value in headers}
        if not {"content-type", "location", "status"} & set(known):
            return self.send_error(502)
        status = known.get("status") or ("302 Found" if "location" in known else "200 OK")
        self.send_response(int(status.split()[0]), status.partition(" ")[2])
        for key, value in headers:
            if key.lower() != "status":
                self.send_header(key, value)
        body = output[place + size:]
        if "content-length" not in known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Gateway(ThreadingHTTPServer):
    def server_bind(self):      # HTTPServer's asks for the name of this machine, which can take long
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.server_address


Gateway(("127.0.0.1", PORT), Handler).serve_forever()
