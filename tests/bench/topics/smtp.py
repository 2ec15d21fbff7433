"""Our SMTP server beside aiosmtpd's (`pip install aiosmtpd`), each in a process of its own, which throws the mail away."""

import contextlib
import importlib.util
import smtplib
import subprocess
import sys
import threading

from tests.bench.harness import CHECKOUT, Row, alternate, ratio

OURS = """
import sys
from bundle.servers.service import Service
from bundle.servers.smtp import SMTP
from bundle.servers.stores import mailbox
class Nowhere(mailbox.Mailbox):
    def deliver(self, data, arrived=0, flags=()):
        pass
store = mailbox.Mailboxes()
store.add("alice", "wonderland", Nowhere(1))
service = Service(SMTP, store, idle=60).start()
print(service.port, flush=True)
sys.stdin.read()
"""

THEIRS = """
import asyncio, sys, threading
from aiosmtpd.smtp import SMTP
class Nowhere:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Nowhere(), hostname="here"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
asyncio.run(serve())
"""

SMALL = b"Subject: small\r\n\r\n" + b"a line of an ordinary message, as they are\r\n" * 20
BIG = b"Subject: big\r\n\r\n" + (b"x" * 74 + b"\r\n.x\r\n") * 12000


def rows():
    if not importlib.util.find_spec("aiosmtpd"):
        print("aiosmtpd is not installed: python -m pip install aiosmtpd", file=sys.stderr)
        return
    yield ratio("start to listening", lambda: started(OURS), lambda: started(THEIRS), rounds=9)
    with running(OURS) as ours, running(THEIRS) as theirs:
        yield messages("a connection each: a message of 900 bytes", ours, theirs, 1, 1, SMALL)
        yield messages("one after the other: messages of 900 bytes", ours, theirs, 1, 20, SMALL)
        yield messages("one after the other: messages of 1 MB", ours, theirs, 1, 2, BIG, rounds=9)
        yield messages("eight at once: messages of 900 bytes", ours, theirs, 8, 5, SMALL)


def messages(what, our_port, their_port, at_once, count, data, rounds=31):
    """A Row for the time of a message, ours beside theirs, with the messages a second."""
    ours, theirs = alternate(lambda: visits(our_port, at_once, count, data),
                             lambda: visits(their_port, at_once, count, data), rounds)
    return Row(what, ours / theirs, None, "ours %d messages a second beside aiosmtpd's %d" % (
        at_once * count / ours, at_once * count / theirs))


def visits(port, at_once, count, data):
    threads = [threading.Thread(target=visit, args=(port, count, data)) for _ in range(at_once - 1)]
    for thread in threads:
        thread.start()
    visit(port, count, data)
    for thread in threads:
        thread.join()


def visit(port, count, data):
    with smtplib.SMTP("127.0.0.1", port, local_hostname="me", timeout=20) as client:
        for _ in range(count):
            assert client.sendmail("me@host.example", ["alice@wonderland.example"], data) == {}


@contextlib.contextmanager
def running(program):
    """The program in a process of its own; gives its port."""
    process = subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, encoding="ascii",
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        yield int(process.stdout.readline())
        process.stdin.close()


def started(program):
    with running(program):
        pass
