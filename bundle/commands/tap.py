"""netprog tap: a relay that shows what passes, both ways at once.

Ctrl-C is how it is meant to end, so the exit status is 0 then.
"""

import socket
import sys

from bundle.arguments import Wrong
from bundle.commands.address import port_of, unreachable
from bundle.commands.ending import end_in_order
from bundle.commands.view import Viewing, printer, shower_for
from bundle.invocation import typed
from bundle.servers.relay import Relay, loops
from bundle.servers.service import HOST
from bundle.wire.live import LiveTranscript
from bundle.wire.reaching import written


def run(request):
    own, host, port = request.args
    own, target = port_of(own, least=0), (host, port_of(port))
    end_in_order()
    with _listen(own) as listener:
        try:
            if loops(target, listener.getsockname()[1]):
                raise Wrong("That would pass each connection on to the tap itself. Give it a port of its "
                            "own, such as 0, for any that is free: %s" % typed("tap", "0", *request.args[1:]))
        except (OSError, UnicodeError) as problem:
            print(unreachable(problem, target), file=sys.stderr)
            return 1
        _show(listener, target)
    return 0


def _listen(port):
    try:
        return socket.create_server((HOST, port), backlog=128)
    except PermissionError:
        raise Wrong("You may not listen on port %d. Take one above 1023." % port) from None
    except OSError:
        raise Wrong("Port %d is taken. Take another, or 0 for any that is free." % port) from None


def _show(listener, target):
    """Relay and show until Ctrl-C."""
    transcript = LiveTranscript()
    relay = Relay(listener, target, transcript).start()
    write, shower = printer(sys.stdout), shower_for(sys.stdout, ("client", "server"), many=True)
    try:
        write("Connect to 127.0.0.1 port %d: all that passes between you and %s is shown here. Ctrl-C ends "
              "it." % (relay.port, written(target)))
        with Viewing(transcript, write, shower) as view:
            view.wait()
    except KeyboardInterrupt:
        print(file=sys.stderr)  # behind the ^C
    finally:
        transcript.close()
        relay.close()
