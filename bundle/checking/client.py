"""The trial of a client: fresh practice servers, one run after another, and how each ended."""

import re
import time

from bundle.checking import general
from bundle.checking.listening import unread_bytes
from bundle.checking.mistakes import Proved
from bundle.checking.preflight import ports_in
from bundle.checking.trial import GLANCE, LONGEST_RUN, STARTS_WITHIN, Trial, glimpse
from bundle.servers import PROTOCOLS, session_class_for, store_for
from bundle.servers.practice_tls import context
from bundle.servers.service import Service

REFUSED = re.compile(r"[45]\d\d|-ERR|\S+ (NO|BAD)\b")     # how a reply begins that says no
MOST_DATAGRAMS = 2000   # of one run
SETTLE = 3.0    # seconds that the servers get to notice that the program has ended


class Client(Trial):
    """`python FILE HOST PORT [args]`. A check starts servers, runs the program against them, and looks at both."""

    _last_met = None    # the Program that connected last

    def __init__(self, *details):
        super().__init__(*details)
        self.taps = []          # the learner's own, between the program and each service
        self._believes = True   # what they log is what crossed

    def server(self, protocol, store=None, faulty=True, tls=None, starttls=None):
        """A fresh practice server (a started Service): of a known protocol ("pop3"), or a Session class of the check.

        store     what it serves; made from this check's seed if None
        faulty    whether the round's fault profile is on
        tls       which certificate it shows, one of practice_tls.KINDS, where TLS begins with the first byte; None: no TLS
        starttls  the same where TLS begins when it is asked for
        """
        if tls is None and isinstance(protocol, str) and PROTOCOLS[protocol].tls:
            tls = "good"
        if store is None and isinstance(protocol, str):
            store = store_for(protocol, self.seed)
        session_class = session_class_for(protocol) if isinstance(protocol, str) else protocol

        def meet(conn, store):
            self._has_come()
            return session_class(conn, store)

        service = Service(meet, store, transcript=self.transcript, faults=self.faults if faulty else None,
                          tls=tls and (lambda: context(tls)), starttls=starttls and (lambda: context(starttls)))
        self.services.append(self._behind_a_tap(service) if self.through else service.start())
        return self.services[-1]

    def _behind_a_tap(self, service):
        from bundle.checking.through import Tap, Tapped
        tap = Tap(self, self.through)
        return Tapped(service.start(tap.gate), tap)

    def review(self, proved):
        """What a tap did wrong comes first: what the program is told of is a consequence."""
        self._believes = not proved or proved.mistake.rank >= 0
        if not self.taps or not self._believes:
            return proved
        try:
            for service in self.services:
                service.settle(SETTLE)
            for tap in self.taps:
                tap.judge(has_failed=bool(proved))
        except Proved as tapped:
            self._believes = False
            return tapped
        return proved

    def seen(self):
        if not self.taps or not self._believes:
            return self.transcript
        from bundle.checking.through import told_by
        return told_by(self.taps)

    def abort(self):
        super().abort()
        self._end_taps()

    def close(self):
        super().close()
        self._end_taps()

    def _end_taps(self):
        for tap in list(self.taps):
            tap.end()

    def datagrams(self, protocol, script=None):
        """A fresh peer for datagrams (a started DatagramService): of a known protocol ("ping"), or a class of the check.

        script  {number: Fate} of the answers that do not go out as they should (see bundle.wire.datagrams); with an empty
                one, or None, all go out. Its `heard` and `said` tell what came and what was sent, and when.
        """
        from bundle.wire.datagrams import DatagramService
        protocol = session_class_for(protocol) if isinstance(protocol, str) else protocol
        service = DatagramService(protocol, transcript=self.transcript, script=script or {}, met=self._has_come,
                                  patience=lambda: self.patience, limit=MOST_DATAGRAMS)
        self.services.append(service.start())
        return service

    def look_after(self, program):
        super().look_after(program)
        for service in self.services:
            if getattr(service, "overrun", False):
                general.TOO_MANY_DATAGRAMS.proved(service.heard[-1].conn, "sent", n=MOST_DATAGRAMS)

    def _has_come(self):
        """The program has connected: the first time tells how slow it is to start here."""
        if self.program and self._last_met is not self.program:
            self._last_met = self.program
            self.learn_patience(time.monotonic() - self.program.began)

    def run(self, *args, stdin=b"", hangs=None, named=None):
        """Run the program to its end, which must be a success: exit status 0. Returns the Program.

        hangs   the named mistake of a program that goes on although the server has closed; or that waits on for one
                that says nothing more, if that is the session's plan (its `silent` is true)
        named   called with the Program before any general mistake is looked for; it may prove a named one
        General mistakes are proved here: a crash, an endless run, no connection, an action on half a message.
        """
        program = self._finish(self.launch(*args, stdin=stdin), hangs)
        self._judge_elsewhere(program)
        if named:
            named(program)
        conn = self._last_connection()
        self._judge_early()
        if program.crash and "refused" in program.crash.text.lower():
            self._judge_connected(program)
        self.judge_crash(program, conn)
        self._judge_connected(program)
        if program.code:
            self._judge_refusal(program)
            general.EXIT_STATUS.proved(conn, code=program.code)
        return program

    def _judge_refusal(self, program):
        """A program that gave up after a server had refused something is told what that was."""
        for session in (session for service in self.services for session in service.sessions):
            said = session.commands[-1] if getattr(session, "commands", None) else None
            if said and REFUSED.match(said.reply):
                general.GAVE_UP.proved(session, offset=said.offset, command=repr("{0.verb} {0.argument}".format(said).strip()),
                                       reply=repr(said.reply), code=program.code)

    def run_into_failure(self, *args, stdin=b"", success=None, hangs=None, named=None, besides=None,
                         what="The other side failed"):
        """Run the program, which has to fail: exit status 1, and one line on stderr. Returns the Program.

        Under `cut` and `rst`, a program that was done before the message that they strike may succeed.
        success  the named mistake of a program that says it succeeded; None for the general one
        hangs, named    as for run()
        besides  a compiled pattern: lines on stderr that match it wholly are expected, and not the one that tells
        what     why it has to fail, as the general mistakes tell it
        """
        program = self._finish(self.launch(*args, stdin=stdin), hangs)
        self._judge_elsewhere(program)
        if named:
            named(program)
        conn = self._last_connection()
        self._judge_connected(program)
        crash = program.crash
        if crash and program.code:
            for mistake in self.mistakes:
                if mistake.crash and mistake.crash.lower() in crash.text.lower():
                    mistake.proved(conn, "received")
            general.TRACEBACK.proved(conn, "received", what=what, exc=crash.text, line=crash.line or "?")
        if program.code == 0 and self.round.profile.startswith(("cut", "rst")) and not self._was_struck():
            return program
        if program.code == 0:
            (success or general.FALSE_SUCCESS).proved(conn, "received")
        if program.code != 1:
            general.FAILURE_STATUS.proved(conn, "received", what=what, code=program.code)
        lines = [line for line in program.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        if besides:
            lines = [line for line in lines if not besides.fullmatch(line)]
        if len(lines) != 1:
            has_empty = any(not line.strip() for line in program.stderr.splitlines())
            told = "%d lines" % len(lines) if lines else "an empty line" if has_empty else "nothing"
            general.FAILURE_LINES.proved(conn, "received", what=what, told=told)
        return program

    def printed(self, expected, got=None):
        """The program must have printed `expected` (bytes or str); a line end at the very end does not count."""
        self.same_output(expected, got)

    def one_connection(self):
        """The program must not have connected more than once to any server."""
        for service in self.services:
            if len(service.sessions) > 1:
                general.CONNECTED_AGAIN.proved(service.sessions[1], direction="sent", offset=0, n=len(service.sessions))

    def _finish(self, program, hangs=None):
        """Wait until the program has ended and its servers have noticed; a program that hangs is ended and told so.

        What it prints does not count as doing something: an endless loop can print, too.
        """
        events = len(self.transcript.events)
        glances = []    # whether the program was running, each time we looked since the wire fell quiet
        while not program.ended.wait(GLANCE):
            self.look_after(program)
            now = time.monotonic()
            limit = self.patience + STARTS_WITHIN
            if len(self.transcript.events) > events:
                limit = self.patience
            quiet = now - max(program.began, self.transcript.last_change)
            glances = glances + [program.is_running()] if quiet > GLANCE else []
            if quiet > limit or now - program.began > LONGEST_RUN:
                self._judge_hang(program, quiet, glances, hangs)
        for service in self.services:
            service.settle(SETTLE)
        if program.flooded:
            self._judge_flood(program, hangs)
        if program.left_children():
            general.LEFT_CHILDREN.proved()
        return program

    def _judge_flood(self, program, hangs):
        conn = self._last_connection()
        if hangs and conn and conn.has_sent_fin:
            hangs.proved(conn)
        self.look_after(program)

    def _judge_hang(self, program, quiet, glances, hangs):
        """The program does not end: end it, and say whose turn it was."""
        is_busy = glances.count(True) > 0.5 * len(glances)
        waiting = [session.conn for service in self.services for session in service.sessions
                   if not session.conn.ended]
        conn = waiting[-1] if waiting else self._last_connection()
        unread = conn and unread_bytes(program.pid, conn.peer_port, conn.port)
        has_read_all = conn is not None and (unread or 0) <= 1      # FIN counts as one
        has_sent_fin = conn is not None and conn.has_sent_fin   # now: we close, too, as soon as the program has ended
        extra = "" if program.ask_to_end(0.5) else " (It also ignored the request to end.)"
        program.end()
        self._judge_early()
        if hangs and has_sent_fin and has_read_all and (is_busy or None in glances):
            hangs.proved(conn)
        seconds = round(quiet, 1)
        silent = [session for service in self.services for session in service.sessions
                  if getattr(session, "silent", False) and session.conn in waiting]
        if hangs and silent and not is_busy:
            hangs.proved(silent[-1], direction="received", seconds=seconds)
        if is_busy:
            general.NEVER_ENDED_BUSY.proved(conn, seconds=seconds, extra=extra)
        if waiting and not self.round.profile.startswith("mute"):
            if not has_sent_fin:
                self._judge_unfinished_line(conn, seconds)
            general.WAITED.proved(conn, seconds=seconds, turn="close" if has_sent_fin else "send")
        if conn is None and self.services:
            self._judge_connected(program)
        general.NEVER_ENDED.proved(conn, seconds=seconds, extra=extra)

    def _judge_unfinished_line(self, conn, seconds):
        """The server, which reads lines, was waiting for the end of one."""
        for service in self.services:
            service.settle(SETTLE)
        if conn.unfinished:
            general.UNFINISHED_LINE.proved(conn, direction="sent", offset=conn.received - len(conn.unfinished),
                                           line=glimpse(conn.unfinished), seconds=seconds)

    def _judge_early(self):
        """What a program does while `hold` withholds a byte, it does on half a message."""
        if self.round.early is False:
            return
        for service in self.services:
            for session in service.sessions:
                for conn in session.conn.family:
                    if conn.early is not None:
                        (self.round.early or general.EARLY).proved(conn, offset=conn.early)

    def _was_struck(self):
        """Whether `cut` or `rst` has struck a message, and not only the goodbye."""
        struck = {event.connection for event in self.transcript.events
                  if event.note.startswith("cut ") or (event.kind, event.direction) == ("reset", "received")}
        return bool(struck - {session.conn.name for service in self.services
                              for session in service.sessions if session.finished})

    def _judge_elsewhere(self, program):
        """A program that has a port of its own, and never came to ours, may have been served by the practice servers; or
        nobody was there. One that has crashed for another reason may not have got so far."""
        if not self.services or any(service.sessions for service in self.services):
            return
        if program.crash and "refused" not in program.crash.text.lower():
            return
        ours = [service.port for service in self.services]
        others = [port for port in ports_in(program.file) if port not in ours]
        if others:
            general.WRONG_PORT.proved(p=ours[0], q=others[0])

    def _judge_connected(self, program):
        """A program that never came to our servers."""
        if not self.services or any(service.sessions for service in self.services):
            return
        ours = [service.port for service in self.services]
        if hasattr(self.services[0], "heard"):
            general.NO_DATAGRAM.proved(host=self.services[0].host, port=ours[0])
        where = "sys.argv[1]" if self.exercise.takes_url else "sys.argv[1] and sys.argv[2]"
        general.NEVER_CONNECTED.proved(host=self.services[0].host, port=ours[0], where=where)

    def _last_connection(self):
        """The connection that has something to tell about the end: the last control connection."""
        sessions = [session for service in self.services for session in service.sessions]
        return sessions[-1].conn if sessions else None
