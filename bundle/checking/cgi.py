"""The trial of a CGI script: visitors ask our own gateway for it, over HTTP, each on a connection of its own.

Two things are recorded: the visitor's connection ("1"), and what passed through the script's stdin and stdout
("script 1"). The second is where mistakes show: it holds the script's own bytes. Under the fault profile
`hold` the last byte of a body comes late; other profiles are for sockets, and change nothing here.
"""

import contextlib
import os
import shutil
import socket
import sys
import threading
import time

from bundle import processes
from bundle.checking import general
from bundle.checking.http_visitor import Quiet, read_response, request_bytes
from bundle.checking.mistakes import Cancelled, Mistake
from bundle.checking.page import Page
from bundle.checking.program import MOST_PROCESSES, something_to_read
from bundle.checking.trial import FLOOD, GLANCE, STARTS_WITHIN, Trial
from bundle.learner_modules import path_for_learner
from bundle.servers.cgi_environ import for_process
from bundle.servers.cgi_folder import CgiFolder
from bundle.servers.gateway import GatewayService
from bundle.wire.connection import Connection
from bundle.wire.transcript import Transcript

HOLD = 0.3      # seconds that a last byte is kept back
SLOW = 0.5      # seconds after which a first visit makes us measure the machine
READS_STDIN = Mistake(
    "reads-stdin", "Your script waited for typed input at line {line}, but nobody types here; what the "
    "visitor sent is in os.environ and on sys.stdin.", rank=2)
UNFINISHED = Mistake(
    "unfinished", "Your script promised {promised} bytes in Content-Length and printed {printed}; count the "
    "bytes, not the characters, or leave Content-Length out.", rank=2)
# What is wrong with a header block, where the exercise has no sentence of its own for it.
HEADER_BLOCK = {
    "nothing": "Your script printed nothing; print a header block, an empty line, then the page.",
    "no-blank-line": "No empty line separates your header block from the body; print one after the last header.",
    "blank-first": "Your output begins with an empty line, which ends the header block before it began; "
                   "print Content-Type first.",
    "printed-before": "You printed something before Content-Type; the header block comes first.",
    "no-header": "Your output does not begin with a header block; print Content-Type, an empty line, then "
                 "the page.",
    "no-content-type": "Your header block has no Content-Type; print one, so that the visitor knows what the "
                       "body is.",
    "status-line": "You wrote an HTTP status line; CGI uses Status:.",
    "out-of-order": "Your body came out before your header block: print() keeps text back until the script "
                    "ends, sys.stdout.buffer does not; flush with print(flush=True), or write all of it to "
                    "one of the two.",
}


class Script(Trial):
    """A script of the learner's in a fresh folder, behind a gateway. A check visits it, and looks at pages.

    encoding   PYTHONIOENCODING for the visits that follow
    variables  {name: value}: more of the environment that all visits have
    python_path  folders where the script finds modules before it looks anywhere else
    target     the name of the script that is visited, in the same folder: the learner's, or one that imports it
    extra      seconds that a script may take beyond what is usual here: it waits for others
    pages      every Page so far
    """

    has_wire = False        # the bytes on the wire are the visitor's and the gateway's, not the script's

    def __init__(self, *details):
        super().__init__(*details)
        self.path = os.path.join(self.folder, self.exercise.starter)
        shutil.copyfile(self.file, self.path)
        self.target = self.exercise.page
        self.encoding = "utf-8"
        self.pages = []
        self.variables = {}
        self.python_path = []
        self.extra = 0.0
        self._visits = []
        self._beside = 0
        self._looked = 0.0
        self._guard = threading.Lock()      # guards _visits, _beside
        self._store = CgiFolder(self.folder, on_visit=self._visited, transcript=self.transcript)
        self._store.seconds = STARTS_WITHIN + self.patience
        self._variables = self._store.variables     # what all visits have, whatever the check adds
        self._service = GatewayService(self._store).start()
        self.services.append(self._service)

    def application(self, name, source):
        """Let the visits that follow go to a script of the check's, which imports the learner's file: `name`, with
        this text, is put beside it."""
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(source)
        self.target = name

    # Visiting

    def get(self, rest="", headers=(), **options):
        """GET the script. rest: what follows its name in the address, "/path?query", encoded. See visit()."""
        return self.visit("GET", rest, headers, None, **options)

    def post(self, body, rest="", headers=(), content_type="application/x-www-form-urlencoded", **options):
        """POST `body` (bytes, or str as UTF-8) to the script. See visit()."""
        data = body.encode("utf-8") if isinstance(body, str) else body
        return self.visit("POST", rest, [("Content-Type", content_type), *headers], data, **options)

    def visit(self, method, rest="", headers=(), body=None, hangs=None, crashes=None, fails=False,
              environ=None,
              stdin_held=False, stdin_extra=b"", into=None):
        """One request and its response: a Page. General mistakes are proved here.

        hangs        the named mistake of a script that does not end
        crashes      the named mistake of a script that stops with an exception
        fails        True: however the script fails, return the page of the failure
        environ      {meta-variable: value} set otherwise than the request says; None removes one
        stdin_held   keep stdin open behind the body
        stdin_extra  more bytes on stdin behind the body
        into         called with each piece of the page's body, which is then not kept; for large ones
        """
        self._prepare(environ, stdin_held, stdin_extra)
        if body and self.round.profile.startswith("hold"):
            self._store.stdin_late = HOLD
        page = self._once(method, rest, headers, body, into)
        if not fails:
            self.judge(page, hangs, crashes)
        return page

    def beside(self, visit, *args, **options):
        """Begin a visit, and go on: `visit` is one of get, post and visit, to be called with the rest. A Visiting."""
        with self._guard:
            self._beside += 1
        return Visiting(self, visit, args, options)

    def _is_over(self):
        with self._guard:
            self._beside -= 1

    def ends_without_reader(self, environ):
        """Run the script as a server does which closes its pipe when the visitor leaves: read the beginning of what it
        prints, close, and wait; returns whether it printed anything and ended. environ: its meta-variables."""
        self._prepare(None, False, b"")
        nothing, pipe = processes.subprocess.DEVNULL, processes.subprocess.PIPE
        process = processes.start([sys.executable, self.path], cwd=self.folder, stdin=nothing, stdout=pipe, stderr=nothing,
                                  env=for_process(dict(self._store.variables, **environ)))

        def has_ended():
            with contextlib.suppress(processes.subprocess.TimeoutExpired):
                process.wait(GLANCE)
            return process.returncode is not None
        try:
            with process.stdout as output:
                if not self._within(STARTS_WITHIN + self.patience, lambda: something_to_read(output.fileno(), GLANCE)):
                    return False
                os.read(output.fileno(), 1024)
            return self._within(self.patience, has_ended)
        finally:
            processes.end(process)

    def _within(self, seconds, happens):
        """Whether `happens`, which waits for a moment itself, becomes true in this time. Cancelled."""
        limit = time.monotonic() + seconds
        while not happens():
            if self.cancel.is_set():
                raise Cancelled()
            if time.monotonic() > limit:
                return False
        return True

    def kill(self):
        """End every script that runs now, with all that it started, at once and from outside."""
        self._store.end_scripts()

    def _once(self, method, rest, headers, body, into=None):
        """Make the request and take what comes of it: a Page that nobody has judged."""
        page = Page(method, rest, headers, body)
        page.into = into
        target = "/" + self.target + rest
        request = request_bytes(method, target, "127.0.0.1:{}".format(self._service.port), headers, body)
        with self._connect(self.transcript if into is None else Transcript(keep=0)) as conn:
            conn.send(request)
            self._read(conn, page)
        # the visit is told before the gateway lets go of the connection
        self._service.settle(5, visitor=conn.port)
        page.take(self._visits_of(conn), conn, self.path)
        self.command = _command(self._script(), page.environ, self.encoding)
        self.pages.append(page)
        self.programs.append(page)
        if page.visit is not None and not self._store.stdin_late and not self._beside:
            self.learn_patience(page.visit.seconds)
        if self.cancel.is_set():
            raise Cancelled()
        return page

    def _script(self):
        """The path of the script that is visited: the learner's own copy, where there is one."""
        if self.target == self.exercise.starter:
            return self.file
        folder = os.path.dirname(self.file) if self.target == self.exercise.page else self.folder
        return os.path.join(folder, self.target)

    def _prepare(self, environ, stdin_held, stdin_extra):
        store = self._store
        store.override = dict(environ or {})
        store.stdin_held = stdin_held
        store.stdin_extra = stdin_extra
        store.stdin_late = 0
        store.seconds = self.patience + self.extra + (0 if self.pages else STARTS_WITHIN)
        # what else the learner's file imports lies beside it
        paths = self.python_path + [os.path.dirname(self.file), path_for_learner()]
        own = {"PYTHONIOENCODING": self.encoding, "PYTHONHASHSEED": str(self.seed % 2 ** 32), "PYTHONDONTWRITEBYTECODE": "1",
               processes.MARK: self.mark, **self.variables, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        store.variables = dict(self._variables, **own)      # a new one: visits that go on beside this one read theirs

    def _connect(self, transcript):
        sock = socket.create_connection((self._service.host, self._service.port), timeout=5)
        conn = Connection(sock, transcript, idle=GLANCE)
        return conn.opened(by_program=False)

    def _read(self, conn, page):
        """Read the response; meanwhile look after the script."""
        began = time.monotonic()
        while True:
            try:
                read_response(conn, page.method, page)
                return
            except Quiet:
                self._look_after_scripts()
                is_first = not self.pages and self._store.seconds > self.patience
                if is_first and time.monotonic() - began > SLOW:
                    self._measure()

    def _look_after_scripts(self):
        """What look_after() sees to, but ending only what this round has started: others go on beside it."""
        if self.cancel.is_set():
            raise Cancelled()
        now = time.monotonic()
        if now - self._looked < GLANCE * self._beside:
            return      # to look takes time, and many visits look
        self._looked = now
        if self._store.most_processes() > MOST_PROCESSES:
            self._store.end_scripts()
            general.FORKED_ON.proved(n=MOST_PROCESSES)

    def _measure(self):
        """The first visit takes long. Is it the machine? How long a Python takes to start here says how long
        to wait."""
        began = time.monotonic()
        processes.subprocess.call([sys.executable, "-c", "pass"], stdin=processes.subprocess.DEVNULL)
        self.learn_patience(time.monotonic() - began)
        self._store.limit(self.patience)

    def _visited(self, visit):
        with self._guard:
            self._visits.append(visit)

    def _visits_of(self, conn):
        with self._guard:
            return [visit for visit in self._visits if visit.visitor_port == conn.port]

    def abort(self):
        self._store.close()

    # Judging

    def judge(self, page, hangs=None, crashes=None):
        """Prove what is wrong in general with `page`: what visit() does, unless it was told that it fails."""
        if page.flooded:
            general.FLOODED.proved(page, limit=FLOOD)
        if page.visit and page.visit.early and self.round.early is not False:
            (self.round.early or general.EARLY).proved(page, direction="received")
        failure = page.visit.failure if page.visit else None
        if failure is None:
            if page.visit and page.visit.left_children:
                general.LEFT_CHILDREN.proved(page)
            if not page.whole:
                named = [mistake for mistake in self.mistakes if mistake.name == UNFINISHED.name]
                (named or [UNFINISHED])[0].proved(page, promised=page.get("Content-Length"), printed=page.length)
            return
        if failure.kind == "out-of-time":
            (hangs or general.WAITED).proved(page, seconds=self._store.seconds, turn="send the page")
        if failure.kind == "crashed":
            self._judge_script_crash(page, crashes)
        if failure.bad is not None:
            self._judge_header_block(page, failure.bad)
        raise RuntimeError("the gateway failed: {} {}".format(failure.sentence, failure.advice))

    def _judge_script_crash(self, page, crashes):
        crash = page.crash
        if crash is not None and crash.name == "EOFError" and "EOF when reading a line" in crash.text:
            READS_STDIN.proved(page, line=crash.line)
        if crashes is not None:
            crashes.proved(page)
        self.judge_crash(page, page)
        general.EXIT_STATUS.proved(page, code=page.code)

    def _judge_header_block(self, page, bad):
        kind = "out-of-order" if self._is_out_of_order(page) else bad.kind
        for mistake in self.mistakes:
            if mistake.name == kind:
                mistake.proved(page, offset=bad.offset)
        sentence = HEADER_BLOCK.get(kind, "{} Your output has to begin with a header block, NAME: VALUE in "
                                    "each line, then an empty line.".format(bad))
        Mistake(kind, sentence, rank=2).proved(page, offset=bad.offset)

    def _is_out_of_order(self, page):
        """Whether the header block comes first as soon as print() keeps nothing back: the proof that it did
        before."""
        if b"content-type:" not in page.raw.lower() or self._store.stdin_late:
            return False
        self._store.variables = dict(self._store.variables, PYTHONUNBUFFERED="1")
        again = self._once(page.method, page.rest, page.request_headers, page.request_body)
        return again.visit is not None and again.visit.failure is None


class Visiting:
    """A visit that goes on while the check does other things."""

    def __init__(self, script, visit, args, options):
        self._page = self._raised = None
        self._over = threading.Event()
        self._work = (script, visit, args, options)
        threading.Thread(target=self._run, name="visit", daemon=True).start()

    def is_over(self, seconds=0.0):
        """Whether its page has come, or comes within `seconds`."""
        return self._over.wait(seconds)

    def page(self):
        """Wait for its end: the Page. What the visit proved is raised here."""
        self._over.wait()
        if self._raised is not None:
            raise self._raised
        return self._page

    def _run(self):
        script, visit, args, options = self._work
        try:
            self._page = visit(*args, **options)
        except BaseException as raised:     # it belongs to whoever waits for the page
            self._raised = raised
        finally:
            script._is_over()
            self._over.set()


def _command(file, environ, encoding):
    """The command that runs `file` as this visit did, but for its stdin, as one types it on POSIX."""
    told = ["{}={}".format(name, value) for name, value in sorted(environ.items())
            if name.startswith(("REQUEST_", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_", "HTTP_"))
            and name != "HTTP_HOST"]
    if os.name == "nt":
        return [sys.executable, file]
    return ["env", "PYTHONIOENCODING=" + encoding] + told + [sys.executable, file]
