"""HOST and PORT as they are typed, and what to do when nobody is there."""

from bundle.arguments import Wrong
from bundle.invocation import typed
from bundle.wire.reaching import is_loopback, why_not


def port_of(text, least=1):
    """The number of a port. Raises Wrong."""
    if text.isascii() and text.isdigit() and least <= int(text[:6]) <= 65535:
        return int(text)
    raise Wrong("%s is no port; a port is a number from %d to 65535." % (text or "''", least))


def unreachable(problem, address):
    """Why there is no connection to `address`, and the next step: a sentence or two."""
    why = why_not(problem, address)
    return "%s%s. %s" % (why[0].upper(), why[1:], _remedy(problem, *address))


def _remedy(problem, host, port):
    from bundle.servers import PROTOCOLS
    known = [name for name, protocol in PROTOCOLS.items() if protocol.port == port and not protocol.udp]
    if isinstance(problem, ConnectionRefusedError) and is_loopback(host) and known:
        return "Start the practice server in another window: " + typed("serve", known[0])
    if isinstance(problem, ConnectionRefusedError):
        return "Is the server running, and is that its port?"
    if "no address" in why_not(problem, (host, port)):
        return "Is it spelled right, and is there a network?"
    return "Is that the right port, and may programs on this machine go out to it?"
