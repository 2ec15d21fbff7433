"""The line servers, each in a process of its own: the time until they listen, and POP3 sessions a second."""

import poplib
import sys

from bundle.servers import PROTOCOLS
from tests.bench.harness import CHECKOUT, Row, alternate, command, ratio
from tests.bench.topics import ftp

SERVER = """
import sys
from bundle.servers import PROTOCOLS
service = PROTOCOLS[sys.argv[1]].start()
print(service.port, flush=True)
sys.stdin.read()
"""


def rows():
    for name in PROTOCOLS:
        yield ratio("{}: from the start of Python to listening".format(name), lambda: ftp.started(SERVER, name),
                    command(sys.executable, "-c", "pass"), rounds=9, name=name, beside_name="python -c pass")
    if not ftp.has_peer():
        return
    with ftp.running(SERVER, "pop3") as our_port, ftp.running(ftp.THEIRS, CHECKOUT) as their_port:
        ours, theirs = alternate(lambda: pop3_session(our_port), lambda: ftp.visit(their_port, lambda ftp: ftp.pwd()), 31)
        yield Row("POP3: log in, LIST, TOP, quit", ours / theirs, None,
                  "ours {:.0f} sessions a second beside pyftpdlib's {:.0f} (log in, PWD, quit)".format(1 / ours, 1 / theirs))


def pop3_session(port):
    box = poplib.POP3("127.0.0.1", port, timeout=20)
    box.user("alice")
    box.pass_("wonderland")
    assert box.list()[1]
    box.top(1, 0)
    box.quit()
