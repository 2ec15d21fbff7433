"""netprog run: the learner's program against the practice servers, the wire shown on stderr as it happens.

The program's input and output are the learner's own; only netprog's words and the wire go to stderr. A client
is run against the exercise's practice servers; a server behind a relay, and a script behind the gateway,
until Ctrl-C.
"""

import os
import subprocess
import sys

from bundle import processes
from bundle.arguments import Wrong
from bundle.commands.ending import Uninterrupted, end_in_order, wait
from bundle.commands.serve import address
from bundle.commands.view import Viewing, shower_for
from bundle.invocation import quoted, typed
from bundle.screen.terminal import Terminal
from bundle.wire.live import LiveTranscript

SERVER_PORT = 8000      # where a learner's server is reached, if that port is free
STARTS_WITHIN = 5       # seconds until a learner's server must listen, for those who are there already
LATER = {"stls", "starttls"}    # arguments that ask a program to begin in clear
END_SECONDS = 1         # a program that has got Ctrl-C too is given so long


def run(request):
    exercise = request.exercise()
    args = request.args[1:] or exercise.args
    request.folder.prepare(exercise)
    file = request.folder.file_of(exercise)
    if not os.path.isfile(file):
        raise Wrong("%s is no file. The starter again: %s" % (file, typed("reset", exercise.id)))
    request.progress.mark_started(exercise.id)
    request.progress.set_place(exercise.lesson, exercise.id)
    end_in_order()
    runners = {"client": _client, "server": _server, "cgi": _script, "wire": _capture}
    return runners[exercise.kind](exercise, file, args)


def _client(exercise, file, args):
    from bundle import servers
    transcript, services, stores = LiveTranscript(), [], servers.Stores()
    try:
        for name in exercise.servers:
            protocol = servers.PROTOCOLS[name]
            service = protocol.start(stores, transcript)
            services.append(service)
            login = (protocol.user, protocol.password) if exercise.logs_in(protocol.user) else ()
            _say(address(name, service, *login))
        first = _first(services, args)
        where = (first.host, first.port) if first else (None, None)
        with _wire(transcript):
            status = _run_program([sys.executable, file] + exercise.command_line(*where, args=args), file)
            for service in services:
                service.settle(1)
    finally:
        for service in services:
            service.close()
    _say("Your program ended with exit status %d." % status if status >= 0 else
         "Your program was ended by signal %d." % -status)
    _say("Check it: %s" % typed("check", exercise.id))
    return 1 if status else 0


def _first(services, args):
    """The server to run the program against: the exercise's first; the first that begins in clear, where the
    arguments ask for TLS later."""
    asks_later = not LATER.isdisjoint(args)
    fitting = [service for service in services if not (asks_later and service.tls)]
    return (fitting or services or [None])[0]


def _server(exercise, file, args):
    from bundle import servers
    from bundle.checking.ports import free_port
    from bundle.servers.relay import Relay
    from bundle.servers.service import HOST, listen
    transcript, port = LiveTranscript(), free_port()
    relay = Relay(listen(SERVER_PORT), (HOST, port), transcript, "server", STARTS_WITHIN, starts=True).start()
    behind = []     # the practice servers that it connects to
    try:
        for name in exercise.servers:
            protocol = servers.PROTOCOLS[name]
            behind.append(protocol.start())
            _say(address(name, behind[-1]))
            args = [str(behind[-1].port) if arg == str(protocol.port) else arg for arg in args]
        _say("Your server is at 127.0.0.1 port %d: every connection there is passed on to it, and shown."
             % relay.port)
        _say("Try it, in another window: %s      Ctrl-C ends it." % typed("talk", HOST, str(relay.port)))
        with _wire(transcript, many=True):
            status = _run_program([sys.executable, file, str(port)] + args, file, is_ours_to_end=True)
    except KeyboardInterrupt:
        _say("\nEnded. Check it: %s" % typed("check", exercise.id))
        return 0
    finally:
        relay.close()
        for service in behind:
            service.close()
    _say("Your server ended by itself, with exit status %d; a server goes on until somebody stops it."
         % status)
    _say("Check it: %s" % typed("check", exercise.id))
    return 1


def _script(exercise, file, args):
    """The script, for the learner's own browser: each visit is told with what the script said on stderr."""
    from bundle.servers.gateway import practice
    style, transcript = Terminal(out=sys.stderr).style, LiveTranscript()
    service = practice(os.path.dirname(file), on_visit=lambda visit: _say(style.safe(visit.log())),
                       unlisted=exercise.no_pages(), transcript=transcript).start()
    try:
        page = os.path.join(os.path.dirname(file), exercise.page)
        _say("For each visit is run: %s" % " ".join(map(quoted, [sys.executable, page])))
        _say("Open in your browser: http://%s:%d/%s      Ctrl-C ends it."
             % (service.host, service.port, exercise.page))
        with _wire(transcript, many=True):
            wait()
    except KeyboardInterrupt:
        pass
    finally:
        service.close()
    _say("\nEnded. Check it: %s" % typed("check", exercise.id))
    return 0


def _capture(exercise, file, args):
    """Nothing runs: there are captures to read."""
    style = Terminal().style
    for path in exercise.data_paths():
        with open(path, encoding="utf-8") as capture:
            print(style.safe(capture.read().rstrip("\n")))
        print()
    _say("Your answers: %s" % file)
    _say("Check them:   %s" % typed("check", exercise.id))
    return 0


def _run_program(command, file, is_ours_to_end=False):
    """Run the learner's program, with our own stdout, to its end; its exit status.

    is_ours_to_end  Ctrl-C is for us: the program, which reads no stdin, is asked to end instead, and leaves
                    no traceback. Else it has our stdin, and gets Ctrl-C as it would without us.
    """
    _say("Running: %s" % " ".join(map(quoted, command)))
    environ = processes.environment(PYTHONIOENCODING=os.environ.get("PYTHONIOENCODING"))
    program, options = None, dict(cwd=os.path.dirname(file), env=environ)
    try:
        with Uninterrupted():
            if is_ours_to_end:
                program = processes.start(command, stdin=subprocess.DEVNULL, **options)
            else:
                program = subprocess.Popen(command, **options)
        return program.wait()
    except KeyboardInterrupt:
        if program is not None:
            _end(program, is_ours_to_end)
        raise


def _end(program, is_ours_to_end):
    """Interrupted: a program that does not mind being asked to end is ended."""
    try:
        if is_ours_to_end:
            processes.ask_to_end(program)
        program.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if is_ours_to_end:
            processes.end(program)
        program.kill()
        program.wait()


def _wire(transcript, many=False):
    """Shows the wire on stderr while the block lasts."""
    return Viewing(transcript, _say, shower_for(sys.stderr, many=many))


def _say(text):
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        pass  # nobody reads it any more; the program goes on
