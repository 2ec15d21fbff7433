"""Input and output in temporary files: nobody waits for a pipe."""
import os
import socketserver
import subprocess
import sys
import tempfile
from urllib.parse import unquote_to_bytes

PORT = int(sys.argv[1])
CGIDIR = os.path.abspath(sys.argv[2])
TIMEOUT = float(sys.argv[3])
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH",
          "PYTHONIOENCODING")


class Visitor(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline().decode("latin-1").rstrip("\r\n")
        if line.count(" ") != 2:
            return
        self.method, target, self.version = line.split(" ")
        self.headers = {}
        while True:
            line = self.rfile.readline().decode("latin-1")
            if line in ("\r\n", ""):
                break
            name, value = line.split(":", 1)
            self.headers[name.upper().replace("-", "_")] = value.strip()
        path, mark, query = target.partition("?")
        with tempfile.TemporaryFile() as body, tempfile.TemporaryFile() as output:
            body.write(self.rfile.read(int(self.headers.get("CONTENT_LENGTH", "0"))))
            body.seek(0)
            script, script_name, path_info = self.find(path)
            if script is None:
                return self.send("404 Not Found", [], b"Not here.\n")
            process = subprocess.Popen([sys.executable, script], stdin=body, stdout=output, cwd=CGIDIR,
                                       env=self.environment(script_name, path_info, query))
            try:
                process.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                process.terminate()
                process.wait()
                return self.send("504 Gateway Timeout", [], b"It took too long.\n")
            output.seek(0)
            self.translate(output)

    def find(self, path):
        names = path.split("/")
        for name in sorted(os.listdir(CGIDIR)):
            file = os.path.join(CGIDIR, name)
            if name == names[1] and name.endswith(".py") and os.path.isfile(file) and not os.path.islink(file):
                rest = "".join("/" + unquote_to_bytes(part).decode("utf-8", "replace") for part in names[2:])
                return file, "/" + name, rest
        return None, None, None

    def environment(self, script_name, path_info, query):
        found = {"GATEWAY_INTERFACE": "CGI/1.1", "SERVER_SOFTWARE": "Files/1"}
        found["SERVER_NAME"] = self.headers.get("HOST", "").partition(":")[0]
        found["SERVER_PORT"] = str(PORT)
        found["SERVER_PROTOCOL"] = self.version
        found["REMOTE_ADDR"] = self.client_address[0]
        found["REQUEST_METHOD"] = self.method
        found["SCRIPT_NAME"] = script_name
        found["QUERY_STRING"] = query
        if path_info:
            found["PATH_INFO"] = path_info
        for name, value in self.headers.items():
            if name in ("CONTENT_LENGTH", "CONTENT_TYPE"):
                found[name] = value
            elif name != "PROXY":
                found["HTTP_" + name] = value
        for name in NEEDED:
            if os.environ.get(name):
                found[name] = os.environ[name]
        return found

    def translate(self, output):
        status, headers, seen = None, [], []
        while True:
            line = output.readline()
            if not line:
                return self.send("502 Bad Gateway", [], b"The script broke off.\n")
            line = line.decode("latin-1").strip()
            if not line:
                break
            if ":" not in line:
                return self.send("502 Bad Gateway", [], b"The script's header block is wrong.\n")
            name = line.split(":")[0].lower()
            seen.append(name)
            if name == "status":
                status = line.split(":", 1)[1].strip()
            else:
                headers.append(line)
        if not ("content-type" in seen or "location" in seen or status):
            return self.send("502 Bad Gateway", [], b"The script does not say what this is.\n")
        self.send(status or ("302 Found" if "location" in seen else "200 OK"), headers, output.read())

    def send(self, status, headers, body):
        lines = ["HTTP/1.0 " + status] + headers + ["Content-Length: %d" % len(body), "", ""]
        self.wfile.write("\r\n".join(lines).encode("latin-1"))
        if self.method != "HEAD":
            self.wfile.write(body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = os.name != "nt"
    daemon_threads = True


with Server(("127.0.0.1", PORT), Visitor) as server:
    server.serve_forever()
