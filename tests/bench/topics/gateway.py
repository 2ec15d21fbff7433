"""The CGI gateway beside the standard library's handler (up to 3.14), lighttpd and busybox (where they are), and beside
starting Python alone, which is the floor."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from tests.bench.harness import CHECKOUT, Row, alternate, command

SCRIPT = """\
import os
print("Content-Type: text/plain")
print()
print(os.environ["REQUEST_METHOD"])
"""

OURS = """
import sys
from bundle.servers.gateway import practice
service = practice(sys.argv[1], port=0, python_path="").start()
print(service.port, flush=True)
sys.stdin.read()
service.close()
"""

THEIRS = """
import os, sys, threading, warnings
warnings.simplefilter("ignore")
from http.server import CGIHTTPRequestHandler, ThreadingHTTPServer
class Handler(CGIHTTPRequestHandler):
    cgi_directories = ["/cgi-bin"]
    have_fork = False   # fork and exec take twice as long, and run the script as another user
    def log_message(self, *args): pass
os.chdir(sys.argv[1])
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
"""

LIGHTTPD = """\
server.document-root = "{folder}"
server.bind = "127.0.0.1"
server.port = {port}
server.modules = ("mod_cgi", "mod_alias")
cgi.assign = (".py" => "{python}")
$HTTP["url"] !~ "^/cgi-bin/" {{ cgi.assign = () }}
"""

DOWNLOAD = """\
import sys
sys.stdout.write("Content-Type: application/octet-stream\\n\\n")
for _ in range(1024): sys.stdout.write("x" * 65536)
"""


def rows():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "cgi-bin"))
        for name, text in (("s.py", SCRIPT), ("download.py", DOWNLOAD)):
            with open(os.path.join(folder, "cgi-bin", name), "w") as file:
                file.write(text)
        python = command(sys.executable, os.path.join(folder, "cgi-bin", "s.py"),
                         env=dict(os.environ, REQUEST_METHOD="GET"))
        with running(OURS, folder) as (ours, process):
            yield row("a visit, beside the script alone", lambda: visits(ours, 1), python, 1, "the script alone")
            if sys.version_info < (3, 15):
                with running(THEIRS, folder) as (theirs, _):
                    for at_once in (1, 8):
                        yield row("{} at once, beside http.server".format(at_once), lambda: visits(ours, at_once),
                                  lambda: visits(theirs, at_once), at_once, "http.server")
            for name, others in (("lighttpd", lighttpd), ("busybox", busybox)):
                if not shutil.which(name):
                    print("{} is not on this machine; its rows are left out".format(name), file=sys.stderr)
                    continue
                with others(folder) as theirs:
                    for at_once in (1, 8):
                        yield row("{} at once, beside {}".format(at_once, name), lambda: visits(ours, at_once),
                                  lambda: visits(theirs, at_once), at_once, name)
            before = memory(process.pid)
            visit(ours, "/cgi-bin/download.py", 1 << 26)
            if before:
                yield Row("memory that a download of 64 MB adds", (memory(process.pid) - before) / 1000, None,
                          "%.1f MB before" % (before / 1000), unit="MB")


def row(what, ours, theirs, at_once, name):
    our_seconds, their_seconds = alternate(ours, theirs, 15)
    return Row(what, our_seconds / their_seconds, None, "%.0f requests a second beside %s %.0f" % (
        at_once / our_seconds, name, at_once / their_seconds))


def visits(port, at_once):
    threads = [threading.Thread(target=visit, args=(port,)) for _ in range(at_once - 1)]
    for thread in threads:
        thread.start()
    visit(port)
    for thread in threads:
        thread.join()


def visit(port, target="/cgi-bin/s.py", least=3):
    conn = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    conn.request("GET", target)
    response = conn.getresponse()
    count = 0
    while True:
        chunk = response.read(65536)
        if not chunk:
            break
        count += len(chunk)
    conn.close()
    assert response.status == 200 and count >= least


def memory(pid):
    """The most memory that the process has had, in kB; 0 where the system does not tell."""
    try:
        with open("/proc/{}/status".format(pid)) as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except OSError:
        return 0


@contextlib.contextmanager
def running(program, folder):
    """The program in a process of its own; gives its port and the process."""
    process = subprocess.Popen([sys.executable, "-c", program, folder], cwd=CHECKOUT, encoding="ascii",
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        yield int(process.stdout.readline()), process
        process.stdin.close()


@contextlib.contextmanager
def lighttpd(folder):
    """lighttpd with this Python for its scripts; gives its port."""
    port = free_port()
    config = os.path.join(folder, "lighttpd.conf")
    with open(config, "w") as file:
        file.write(LIGHTTPD.format(folder=folder, port=port, python=sys.executable))
    with served(["lighttpd", "-D", "-f", config], port):
        yield port


@contextlib.contextmanager
def busybox(folder):
    """busybox httpd, which runs a script by its first line; gives its port."""
    for name in os.listdir(os.path.join(folder, "cgi-bin")):
        path = os.path.join(folder, "cgi-bin", name)
        with open(path) as file:
            text = file.read()
        if not text.startswith("#!"):
            with open(path, "w") as file:
                file.write("#!{}\n{}".format(sys.executable, text))
            os.chmod(path, 0o755)
    port = free_port()
    with served(["busybox", "httpd", "-f", "-p", "127.0.0.1:{}".format(port), "-h", folder], port):
        yield port


@contextlib.contextmanager
def served(command, port):
    """Run a server until the block ends; the block begins when it listens."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while process.poll() is None and not answers(port):
            time.sleep(0.01)    # nobody tells when it listens
        if process.poll() is not None:
            raise OSError("{} ended: {}".format(command[0], process.stderr.read().decode()))
        yield
    finally:
        process.kill()
        process.communicate()


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True
    except OSError:
        return False


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
