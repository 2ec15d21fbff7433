"""A thousand connections that are greeted and then say nothing: what one of them costs a server in memory (Linux)."""

import resource
import socket
import subprocess
import sys

from tests.bench.harness import CHECKOUT, Row

CONNECTIONS = 1000
SERVER = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (2500, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
from bundle.servers import PROTOCOLS
from bundle.servers.service import Service
protocol = PROTOCOLS[sys.argv[1]]
service = Service(protocol.session_class(), protocol.make_store(), most=2000).start()
print(service.port, flush=True)
sys.stdin.read()
"""


def rows():
    resource.setrlimit(resource.RLIMIT_NOFILE, (2500, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    for name in ("pop3", "imap"):
        process = subprocess.Popen([sys.executable, "-c", SERVER, name], cwd=CHECKOUT, encoding="ascii",
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        with process:
            port = int(process.stdout.readline())
            before = resident(process.pid)
            clients = [greeted(port) for _ in range(CONNECTIONS)]
            after = resident(process.pid)
            for client in clients:
                client.close()
            process.stdin.close()
        yield Row("{}: memory of a thousand idle connections".format(name), after / before, None,
                  "{:.1f} MB beside {:.1f} MB with none: {:.0f} kB each".format(
                      after, before, (after - before) * 1024 / CONNECTIONS))


def greeted(port):
    """A connected socket that has been greeted."""
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    assert client.recv(1000)
    return client


def resident(pid):
    """In megabytes."""
    with open("/proc/{}/status".format(pid)) as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024
