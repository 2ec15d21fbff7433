"""netprog serve: practice servers until Ctrl-C, for any client that the learner likes.

Ctrl-C is how it is meant to end, so the exit status is 0 then.
"""

import sys

from bundle import servers
from bundle.arguments import Wrong
from bundle.commands.ending import end_in_order, wait_for_ctrl_c
from bundle.invocation import typed

TRY = {  # a line to try, for a client that most laptops have
    "hello": "{python} -c \"import socket; print(socket.create_connection(('{host}', {port})).makefile().read())\"",
    "ftp": "curl ftp://{user}:{password}@{host}:{port}/",
    "pop3": "curl pop3://{user}:{password}@{host}:{port}/",
    "nntp": "curl telnet://{host}:{port}      (then type: help)",
    "web": "curl http://{host}:{port}/",
}


def run(request):
    names = _names(request.args)
    end_in_order()
    started = []
    try:
        for name in names:
            service = servers.PROTOCOLS[name].start()
            started.append(service)
            tell = _as_json if "--json" in request.options else _as_text
            print("\n".join(tell(servers.PROTOCOLS[name], service)), flush=True)
        if "--json" not in request.options:
            print("Press Ctrl-C to end %s." % ("it" if len(names) == 1 else "them"), flush=True)
        wait_for_ctrl_c()
    finally:
        for service in started:
            service.close()
    return 0


def _names(words):
    """The protocols that were named, or all."""
    for word in words:
        if word.lower() not in servers.PROTOCOLS:
            import difflib
            near = difflib.get_close_matches(word.lower(), list(servers.PROTOCOLS), 1, 0.5)
            raise Wrong("There is no practice server for %s; there are %s. For example: %s" % (
                word, ", ".join(servers.PROTOCOLS), typed("serve", *near or ["pop3"])))
    return list(dict.fromkeys(word.lower() for word in words)) or list(servers.PROTOCOLS)


def _as_json(protocol, service):
    import json
    yield json.dumps({"protocol": protocol.name, "host": service.host, "port": service.port, "user": protocol.user,
                      "password": protocol.password, "tls": False})


def _as_text(protocol, service):
    yield address(protocol, service)
    if protocol.name in TRY:
        yield "      try: " + TRY[protocol.name].format(
            python="python" if sys.platform == "win32" else "python3", host=service.host, port=service.port,
            user=protocol.user, password=protocol.password)


def address(protocol, service):
    """Where a practice server is, and who may log in."""
    text = "%-5s %s port %d" % (protocol.name, service.host, service.port)
    if service.port != service.asked_port:
        text += " (%d is taken)" % service.asked_port
    if protocol.user:
        text += ", user %s, password %s" % (protocol.user, protocol.password)
    return text
