"""netprog serve: practice servers until Ctrl-C, for any client that the learner likes.

Ctrl-C is how it is meant to end, so the exit status is 0 then.
"""

import os
import sys

from bundle import course, servers
from bundle.arguments import Wrong
from bundle.commands.ending import end_in_order, wait
from bundle.invocation import quoted, typed

WEB = "web"
WEB_PORT, SECOND_WEB_PORT = 8080, 8088   # the second one where the web site ("http") is served too
WHEN_ASKED = ("ftp", "pop3", "smtp", "imap")    # these begin TLS when a client says AUTH TLS, STLS or STARTTLS
TRY = {  # a line to try, for a client that most laptops have
    "hello": "{talk}",
    "stamp": "{talk}      (then type a line)",
    "database": "exercise 1.06; it speaks in binary frames",
    "files": "{talk} --crlf      (then type: data)",
    "ping": "nc -u {host} {port}      (then type: ping 1)",
    "ftp": "curl ftp://{user}:{password}@{host}:{port}/",
    "pop3": "curl pop3://{user}:{password}@{host}:{port}/",
    "smtp": "curl smtp://{host}:{port}/ --mail-from me@host.example "
            "--mail-rcpt alice@wonderland.example -T FILE",
    "nntp": "{talk} --crlf      (then type: help)",
    "http": "curl -i http://{host}:{port}/form -d text=hello      (or open it in your browser)",
    "imap": "curl imap://{user}:{password}@{host}:{port}/INBOX?UNSEEN",
    "ftps": "curl --cacert {ca} ftps://{user}:{password}@{host}:{port}/",
    "pop3s": "curl --cacert {ca} pop3s://{user}:{password}@{host}:{port}/",
    "imaps": "curl --cacert {ca} imaps://{user}:{password}@{host}:{port}/INBOX?UNSEEN",
    "smtps": "curl --cacert {ca} smtps://{host}:{port}/ --mail-from me@host.example "
             "--mail-rcpt alice@wonderland.example -T FILE",
    "https": "curl --cacert {ca} https://{host}:{port}/cookies -b colour=blue",
    "web": "open http://{host}:{port}/ in your browser: it runs your own scripts",
}


def run(request):
    names = _names(request.args)
    end_in_order()
    tell = _as_json if "--json" in request.options else _as_text
    started, stores, ca = [], servers.Stores(), None
    try:
        if any(_has_tls(name) or name in WHEN_ASKED for name in names):
            ca = request.folder.practice_ca()
        for name in names:
            service, user, password = _start(name, request, stores, names)
            started.append(service)
            print("\n".join(tell(name, service, user, password, ca)), flush=True)
        if tell is _as_text:
            if ca:
                print("TLS: a client that checks certificates has to trust the practice CA:\n     %s" % ca)
            print("Press Ctrl-C to end %s." % ("it" if len(names) == 1 else "them"), flush=True)
        wait()
    except KeyboardInterrupt:
        print(file=sys.stderr)  # behind the ^C
    finally:
        for service in started:
            service.close()
    return 0


def _names(words):
    """The protocols that were named, or all."""
    known = list(servers.PROTOCOLS) + [WEB]
    for word in words:
        if word.lower() not in known:
            import difflib
            near = difflib.get_close_matches(word.lower(), known, 1, 0.5)
            raise Wrong("There is no practice server for %s; there are %s. For example: %s" % (
                word, ", ".join(known), typed("serve", *near or ["pop3"])))
    return list(dict.fromkeys(word.lower() for word in words)) or known


def _start(name, request, stores, names):
    """(Service, user, password) of a practice server that listens now."""
    if name == WEB:
        return _gateway(request.folder, SECOND_WEB_PORT if "http" in names else WEB_PORT), None, None
    protocol = servers.PROTOCOLS[name]
    return protocol.start(stores), protocol.user, protocol.password


def _gateway(folder, port):
    """The web server, which runs the learner's own scripts. Those that are not there yet are put there."""
    from bundle.screen.terminal import Terminal
    from bundle.servers.gateway import practice
    from bundle.guiding.practice import listing
    lessons = [lesson for lesson in course.lessons() if any(each.kind == "cgi" for each in lesson.exercises)]
    scripts = [each for lesson in lessons for each in lesson.exercises if each.kind == "cgi"]
    for exercise in scripts:
        folder.prepare(exercise)
    place = os.path.dirname(folder.folder_of(scripts[0])) if scripts else folder.path
    style = Terminal(out=sys.stderr).style

    def tell(visit):
        print(style.safe(visit.log()), file=sys.stderr, flush=True)
    return practice(place, on_visit=tell, port=port, **(listing(lessons[0]) if lessons else {})).start()


def _has_tls(name):
    return name in servers.PROTOCOLS and servers.PROTOCOLS[name].tls


def _is_udp(name):
    return name in servers.PROTOCOLS and servers.PROTOCOLS[name].udp


def _as_json(name, service, user, password, ca):
    import json
    yield json.dumps({"protocol": name, "host": service.host, "port": service.port, "user": user,
                      "password": password, "tls": _has_tls(name), "udp": _is_udp(name)})


def _as_text(name, service, user, password, ca):
    yield address(name, service, user, password)
    if name in TRY:
        talk = typed("talk", service.host, str(service.port))
        yield "      try: " + TRY[name].format(talk=talk, host=service.host, port=service.port, user=user,
                                               password=password, ca=ca and quoted(ca))


def address(name, service, user=None, password=None):
    """Where a practice server is, and who may log in."""
    text = "%-5s %s port %d" % (name, service.host, service.port)
    if _has_tls(name):
        text += " with TLS"
    if _is_udp(name):
        text += ", UDP"
    if service.port != service.asked_port:
        text += " (%d is taken)" % service.asked_port
    if user:
        text += ", user %s, password %s" % (user, password)
    return text
