"""Our FTP server beside pyftpdlib's (`pip install pyftpdlib`), each in a process of its own with the same files."""

import contextlib
import ftplib
import importlib.util
import os
import subprocess
import sys
import tempfile
import threading

from bundle.servers.stores import files
from tests.bench.harness import CHECKOUT, Row, alternate, ratio

BULK = "/pub/images/boot-floppy.img"
OURS = """
import sys
from bundle.servers.ftp import FTP
from bundle.servers.service import Service
from bundle.servers.stores import files
service = Service(FTP, files.make(0), idle=60).start()
print(service.port, flush=True)
sys.stdin.read()
"""

THEIRS = """
import logging, sys, threading
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
logging.basicConfig(level=logging.CRITICAL)
FTPHandler.authorizer = DummyAuthorizer()
FTPHandler.authorizer.add_user("alice", "wonderland", sys.argv[1], perm="elradfmwMT")
server = FTPServer(("127.0.0.1", 0), FTPHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.address[1], flush=True)
sys.stdin.read()
"""


def rows():
    if not has_peer():
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = files.make(0)
        for name in ["/" + entry.name for entry in tree.entries("/") if not entry.is_folder] + [BULK]:
            path = os.path.join(folder, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(tree.read(name))
        yield ratio("start to listening", lambda: started(OURS, folder), lambda: started(THEIRS, folder), rounds=9)
        with running(OURS, folder) as our_port, running(THEIRS, folder) as their_port:
            for what, work in (("log in, fetch 870 bytes, quit", fetch("README.txt")),
                               ("log in, fetch 300 kB, quit", fetch("photo.png")),
                               ("log in, fetch 1.4 MB eight times, quit", bulk),
                               ("log in, list, quit", lambda ftp: ftp.nlst())):
                yield sessions("one at a time: " + what, our_port, their_port, 1, work)
            yield sessions("eight at once: log in, fetch 870 bytes, quit", our_port, their_port, 8, fetch("README.txt"))


def has_peer():
    """Whether pyftpdlib is installed; says so where it is not."""
    if importlib.util.find_spec("pyftpdlib"):
        return True
    print("pyftpdlib is not installed: python -m pip install pyftpdlib", file=sys.stderr)
    return False


def sessions(what, our_port, their_port, at_once, work):
    """A Row for the time of a session, ours beside theirs, with the sessions a second."""
    ours, theirs = alternate(lambda: visits(our_port, at_once, work), lambda: visits(their_port, at_once, work), 31)
    return Row(what, ours / theirs, None, "ours %d sessions a second beside pyftpdlib's %d" % (
        at_once / ours, at_once / theirs))


def visits(port, at_once, work):
    threads = [threading.Thread(target=visit, args=(port, work)) for _ in range(at_once - 1)]
    for thread in threads:
        thread.start()
    visit(port, work)
    for thread in threads:
        thread.join()


def visit(port, work):
    with ftplib.FTP() as ftp:
        ftp.connect("127.0.0.1", port, timeout=20)
        ftp.login("alice", "wonderland")
        work(ftp)


def fetch(name):
    def work(ftp):
        chunks = []
        ftp.retrbinary("RETR " + name, chunks.append, 65536)
        assert sum(map(len, chunks)) > 800
    return work


def bulk(ftp):
    for _ in range(8):
        fetch(BULK)(ftp)


@contextlib.contextmanager
def running(program, folder):
    """The program in a process of its own; gives its port."""
    process = subprocess.Popen([sys.executable, "-c", program, folder], cwd=CHECKOUT, encoding="ascii",
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        yield int(process.stdout.readline())
        process.stdin.close()


def started(program, folder):
    with running(program, folder):
        pass
