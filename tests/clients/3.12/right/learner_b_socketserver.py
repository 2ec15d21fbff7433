"""socketserver, StreamRequestHandler, temporary files in place of pipes."""
import os, signal, socketserver, subprocess, sys, tempfile, urllib.parse
from email.message import Message

PORT, CGIDIR, TIMEOUT = int(sys.argv[1]), os.path.abspath(sys.argv[2]), float(sys.argv[3])
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH",
          "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        request_line = self.rfile.readline()
        if not request_line.endswith(b"\n"):
            return
        method, target, version = request_line.split()
        headers = {}
        while True:
            line = self.rfile.readline()
            if not line.endswith(b"\n"):
                return
            if line in (b"\r\n", b"\n"):
                break
            name, _, value = line.decode("utf-8", "surrogateescape").partition(":")
            headers.setdefault(name.upper(), []).append(value.strip())
        headers = {name: ", ".join(values) for name, values in headers.items()}
        size = int(headers.get("CONTENT-LENGTH", "0"))
        body = self.rfile.read(size)
        if len(body) < size:
            return
        self.head = method == b"HEAD"
        self.respond(method.decode(), target.decode("utf-8", "surrogateescape"), version.decode(), headers, body)

    def respond(self, method, target, version, headers, body):
        path, _, query = target.partition("?")
        pieces = path.split("/", 2)
        name = pieces[1] if len(pieces) > 1 else ""
        if name not in self.scripts():
            return self.fail("404 Not Found")
        info = "/" + pieces[2] if len(pieces) > 2 else ""
        env = {key: os.environ[key] for key in NEEDED if key in os.environ}
        for key, value in headers.items():
            if key not in ("PROXY", "CONTENT-LENGTH", "CONTENT-TYPE"):
                env["HTTP_" + key.replace("-", "_")] = value
        env.update(GATEWAY_INTERFACE="CGI/1.1", REQUEST_METHOD=method, SCRIPT_NAME="/" + name,
                   PATH_INFO=urllib.parse.unquote(info, "utf-8", "surrogateescape"), QUERY_STRING=query,
                   CONTENT_LENGTH=str(len(body)) if body else "", CONTENT_TYPE=headers.get("CONTENT-TYPE", ""),
                   SERVER_NAME=headers.get("HOST", "127.0.0.1").split(":")[0], SERVER_PORT=str(PORT),
                   SERVER_PROTOCOL=version, SERVER_SOFTWARE="socketserver-gateway",
                   REMOTE_ADDR=self.client_address[0])
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stdout:
            stdin.write(body)
            stdin.seek(0)
            process = subprocess.Popen([sys.executable, os.path.join(CGIDIR, name)], stdin=stdin, stdout=stdout,
                                       env=env, cwd=CGIDIR)
            try:
                process.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                return self.fail("504 Gateway Timeout")
            stdout.seek(0)
            fields, status = [], ""
            while True:
                line = stdout.readline()
                if line in (b"\n", b"\r\n"):
                    break
                name, colon, value = line.partition(b":")
                if not line.endswith(b"\n") or not colon or b" " in name or not name:
                    return self.fail("502 Bad Gateway")
                fields.append((name, value.strip()))
            names = [name.lower() for name, value in fields]
            if not {b"content-type", b"location", b"status"} & set(names):
                return self.fail("502 Bad Gateway")
            status = b"302 Found" if b"location" in names else b"200 OK"
            for name, value in fields:
                if name.lower() == b"status":
                    status = value
            page = stdout.read()
        self.send(status, [f for f in fields if f[0].lower() != b"status"], page)

    def scripts(self):
        """What may be run: files, and links that stay in the folder."""
        return [name for name in os.listdir(CGIDIR) if name.endswith(".py")
                and os.path.isfile(os.path.join(CGIDIR, name))
                and os.path.dirname(os.path.realpath(os.path.join(CGIDIR, name))) == os.path.realpath(CGIDIR)
                and os.path.realpath(os.path.join(CGIDIR, name)).endswith(".py")]

    def fail(self, status):
        self.send(status.encode(), [(b"Content-Type", b"text/plain")], status.encode() + b"\n")

    def send(self, status, fields, page):
        head = b"HTTP/1.0 " + status + b"\r\nServer: mine\r\n"
        if b"content-length" not in [name.lower() for name, value in fields]:
            fields = fields + [(b"Content-Length", b"%d" % len(page))]
        for field in fields:
            head += b"%b: %b\r\n" % field
        self.wfile.write(head + b"\r\n")
        if not self.head:
            self.wfile.write(page)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


if __name__ == "__main__":
    Server(("127.0.0.1", PORT), Handler).serve_forever()
