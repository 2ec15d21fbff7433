"""Our IMAP server beside pymap (`pip install pymap`), which is in Python and keeps its mail in memory, too.

Each is in a process of its own, with the same mail in it. pymap's login is slow on purpose (it hashes the
password), so what is compared happens after it.
"""

import contextlib
import imaplib
import importlib.util
import socket
import subprocess
import sys
import threading
import time

from tests.bench.harness import CHECKOUT, Row, alternate

OURS = """
import sys
from bundle.servers.imap import IMAP
from bundle.servers.service import Service
from bundle.servers.stores import mailbox
store = mailbox.Mailboxes()
store.add("alice", "wonderland", mailbox.Mailbox(1))
service = Service(IMAP, store, int(sys.argv[1])).start()
sys.stdin.read()
"""
THEIRS = """
import sys
from pymap.main import main
sys.argv[1:] = ["--host", "127.0.0.1", "--port", sys.argv[1], "--no-tls", "dict", "--demo-user", "alice",
                "--demo-password", "wonderland", "--demo-data"]
sys.exit(main())
"""
SUBJECTS = "(UID FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT FROM DATE)])"
SMALL = ("Date: Fri, 24 Feb 2006 09:00:00 +0000\r\nFrom: Mad Hatter <hatter@tea.example>\r\n"
         "Subject: number %d\r\n\r\n" + "a line of an ordinary message (as they are)\r\n" * 20)
BIG = b"Subject: big\r\n\r\n" + (b"x" * 76 + b"\r\n") * 13000
MESSAGES = 200


def rows():
    if not importlib.util.find_spec("pymap"):
        print("pymap is not installed: python -m pip install pymap", file=sys.stderr)
        return
    with running(OURS) as our_port, running(THEIRS) as their_port:
        ours, theirs = filled(our_port), filled(their_port)
        for what, work, rounds in (
                ("NOOP", lambda box: box.noop(), 31),
                ("SELECT, SEARCH, FETCH of a message of 1 kB", look, 31),
                ("FETCH of 200 subjects", lambda box: fetch(box, "1:200", SUBJECTS), 15),
                ("FETCH of 200 ENVELOPEs", lambda box: fetch(box, "1:200", "ENVELOPE"), 15),
                ("SEARCH BODY in 200 messages", lambda box: box.search(None, "BODY", "nothing"), 9),
                ("FETCH of a message of 1 MB", lambda box: fetch(box, str(MESSAGES + 1), "BODY.PEEK[]"), 15),
                ("STORE a flag of 200 messages", lambda box: box.store("1:200", "+FLAGS", "x"), 9)):
            yield row(what, lambda: work(ours), lambda: work(theirs), rounds)
        ours, theirs = [[logged_in(port) for _ in range(8)] for port in (our_port, their_port)]
        yield row("eight at once: SELECT, SEARCH, FETCH", lambda: together(ours), lambda: together(theirs))
        sessions = alternate(lambda: session(our_port), lambda: session(our_port), 31)[0]
        yield Row("connect, log in, SELECT, SEARCH, FETCH, log out", sessions * 1000, None,
                  "%d sessions a second" % (1 / sessions), "ms")


def row(what, ours, theirs, rounds=31):
    our_seconds, their_seconds = alternate(ours, theirs, rounds)
    return Row(what, our_seconds / their_seconds, None,
               "ours %.2f ms beside pymap's %.2f ms" % (our_seconds * 1000, their_seconds * 1000))


def filled(port):
    """A client, logged in, with the mail in its INBOX that every row is about."""
    box = logged_in(port)
    box.uid("store", "1:*", "+FLAGS", "\\Deleted")
    box.expunge()
    for number in range(MESSAGES):
        box.append("INBOX", None, None, (SMALL % number).encode())
    box.append("INBOX", None, None, BIG)
    box.noop()
    return box


def logged_in(port):
    box = imaplib.IMAP4("127.0.0.1", port)
    box.login("alice", "wonderland")
    box.select()
    return box


def look(box):
    box.select()
    found = box.uid("search", "UNSEEN", "SUBJECT", '"number 17"')[1][0].split()
    assert found
    fetch(box, b",".join(found[:1]).decode(), "BODY.PEEK[]", box.uid)


def fetch(box, numbers, items, method=None):
    kind, data = method("fetch", numbers, items) if method else box.fetch(numbers, items)
    assert kind == "OK" and data[0]


def together(boxes):
    threads = [threading.Thread(target=look, args=(box,)) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def session(port):
    box = logged_in(port)
    look(box)
    box.logout()


@contextlib.contextmanager
def running(program):
    """The program in a process of its own, which listens on the port that it is given."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", program, str(port)], cwd=CHECKOUT,
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, "it has ended"
                time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.communicate()
