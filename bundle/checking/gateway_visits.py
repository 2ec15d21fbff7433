"""Visits to the learner's gateway: a folder of scripts, requests for them, and answers judged as HTTP.

The named mistakes are the check's own: those that any answer may show are looked up in the trial by name.
"""

import os
import re
import socket
import time

from bundle.checking import general
from bundle.checking.gateway_scripts import LOGGED, Running
from bundle.checking.http_visitor import MOST_BODY, STATUS_LINE, Response, read_response
from bundle.checking.mistakes import Mistake
from bundle.checking.server import ATTEMPT
from bundle.checking.trial import GLANCE, first_difference, glimpse
from bundle.wire.connection import Quiet, readable

NO_ANSWER = Mistake(
    "no-answer", "{request} got no answer: your program stopped there with {exc} at line {line}.", rank=2)
STATUS = Mistake("status", "{request} should be answered with {wanted}; your status line is {got}.", rank=2)
LENGTH = Mistake("length", "Content-Length says {n}, but {m} bytes of body came before you closed.", rank=2)
ENDLESS_HEAD = Mistake(
    "endless-head", "In the first {n:,} bytes of your answer to {request}, no empty line ended its head; send one, "
    "\\r\\n, behind the last header.", rank=2)
CHUNKS = Mistake(
    "chunks", "Your answer to {request} says Transfer-Encoding: chunked, and what follows its head is no whole "
    "row of chunks; leave that header out, and close behind the page.", rank=2)

RESETS = 0.1            # seconds for a reset that follows FIN
BEGINS = re.compile(rb"HTTP/1\.[0-9] [0-9]{3}\b")
GOOD = b"HTTP/1.1 200 OK\r\n"
SECRET = "SHOP_PASSWORD"


def named(trial, name):
    """The mistake of the exercise that is called `name`."""
    return next(each for each in trial.mistakes if each.name == name)


class Site:
    """The folder `scripts`, which the program serves, and a door where scripts report.

    timeout  seconds: the program's TIMEOUT
    word     what the scripts PAGE and OTHER print
    mark     the file in which PAGE notes what it got
    secret   the value of SECRET in the program's own environment
    """

    def __init__(self, server, timeout=30):
        self.server, self.rng = server, server.rng
        self.folder = os.path.join(server.folder, "scripts")
        os.mkdir(self.folder)
        self.mark = os.path.join(server.folder, "a-script-was-here")
        self.door = socket.create_server(("127.0.0.1", 0))
        server.services.append(self.door)
        self.word = "word-%d" % self.rng.randrange(1000, 10000)
        self.secret = "swordfish-%d" % self.rng.randrange(1000, 10000)
        server.start("scripts", "%g" % timeout, environ={SECRET: self.secret})

    def put(self, name, text, fill=True):
        """Write a script; returns its address.

        name  its path below CGIDIR
        fill  `text` has fields to be filled in
        """
        if fill:
            text = text.format(port=self.door.getsockname()[1], word=self.word, mark=self.mark)
        path = os.path.join(self.folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return "/" + name

    def script_comes(self, seconds=None):
        """The script that reports next: a Running; None if none does within `seconds`, or the patience."""
        waits = int((seconds or self.server.patience) / ATTEMPT)
        while not readable(self.door, ATTEMPT):
            waits -= 1
            self.server.look_after(self.server.program)
            if waits <= 0 or self.server.ended:
                return None
        script = Running(self.door.accept()[0])
        self.server.services.append(script)
        return script

    def logs_within(self, seconds):
        """Whether what PAGE says on stderr comes to the program's own within `seconds`."""
        program, line = self.server.program, LOGGED.encode("ascii")
        limit = time.monotonic() + seconds
        while line not in program.stderr and time.monotonic() < limit and not program.ended.wait(GLANCE):
            self.server.look_after(program)
        return line in program.stderr

    def request(self, method, target, headers=(), body=None):
        """A request as it goes over the wire, without Connection: that is the gateway's to decide."""
        lines = ["%s %s HTTP/1.1" % (method, target), "Host: 127.0.0.1:%d" % self.server.port]
        lines += ["%s: %s" % header for header in headers]
        if body is not None:
            lines.append("Content-Length: %d" % len(body))
        return "\r\n".join(lines + ["", ""]).encode("latin-1") + (body or b"")

    def ask(self, method, target, headers=(), body=None, otherwise=None):
        """One visitor's request, and what comes of it: an Answer. otherwise: the mistake if none comes."""
        with self.server.visitor(otherwise) as visitor:
            visitor.send(self.request(method, target, headers, body))
            return self.hear(visitor, method, target, otherwise)

    def hear(self, visitor, method, target, otherwise=None, silent=None, closes=None):
        """The Answer that comes to `visitor`.

        otherwise  the mistake of a program that gives none
        closes     … of one that closes without an answer; `otherwise` if None
        silent     called with the Answer when nothing has come for a while; returns whether to wait on
        """
        answer = Answer(self.server, visitor, method, target)
        while True:
            try:
                answer.read()
                break
            except Quiet:
                if silent and silent(answer):
                    continue
                answer.stalled(otherwise)
                break
            except ConnectionError:
                break
        answer.judge(closes or otherwise)
        return answer


class Answer(Response):
    """What the program of `server`, a trial, sent to `visitor`, to the end of the connection.

    begins  the offset of its body
    """

    def __init__(self, server, visitor, method, target):
        super().__init__()
        self.server, self.visitor, self.method, self.target = server, visitor, method, target

    def raw(self):
        """All of it, as bytes."""
        events = self.visitor.transcript.since(0)
        return b"".join(event.data for event in events if (event.connection, event.kind, event.direction) ==
                        (self.visitor.name, "data", "sent"))

    def read(self):
        """Read it to the end of the connection. Quiet, ConnectionError."""
        visitor = self.visitor
        read_response(visitor, self.method, self)
        if not self.status:
            self._read_rest()
        elif not self.is_chunked and not visitor.ended and not visitor.was_reset and visitor.recv():
            more = named(self.server, "head-body") if self.method == "HEAD" else general.SENT_MORE
            self.prove(more, got=glimpse(self.raw()[-24:]))

    def _read_rest(self):
        """It is no HTTP, which is told later: read on for a while, to see how it ends."""
        began = looked = time.monotonic()
        while self.visitor.received <= MOST_BODY and looked - began < self.server.patience:
            if not self.visitor.recv():
                return
            if time.monotonic() - looked > GLANCE:
                looked = time.monotonic()
                self.server.look_after(self.server.program)

    @property
    def is_chunked(self):
        return self.get("Transfer-Encoding").lower() == "chunked"

    def stalled(self, otherwise):
        """Nothing more has come, and the connection is open."""
        seconds = round(self.visitor.idle, 1)
        if self.status:
            self.visitor.disappointed(named(self.server, "kept-open"), None, seconds=seconds)
        if not self.raw():
            self.visitor.disappointed(otherwise, general.WAITED, seconds=seconds, turn="answer")

    def judge(self, otherwise):
        """What is wrong with the answer as HTTP. otherwise: the mistake if there is none."""
        if self.visitor.early is not None:
            self.prove(general.EARLY)
        self._judge_end(otherwise)
        raw = self.raw()
        self.begins = self._judge_lines(raw)
        if not self.status and STATUS_LINE.match(raw[:raw.find(b"\n") + 1]):
            end = raw.find(b"\r\n\r\n")
            self.prove(ENDLESS_HEAD, n=end if end >= 0 else len(raw), **self.words())
        if not self.status:
            n = first_difference(GOOD, raw)
            self.prove(general.SENT_OTHER, n, n=n, expected=glimpse(GOOD[n:]), got=glimpse(raw[n:]))
        if self.method == "HEAD" and len(raw) > self.begins:
            self.prove(named(self.server, "head-body"), self.begins, got=glimpse(raw[self.begins:]))
        if not self.whole and self.is_chunked:
            self.prove(CHUNKS, self.begins, **self.words())
        if not self.whole:
            self.prove(LENGTH, self.begins, n=self.get("Content-Length", "nothing"), m=len(self.body))

    def _judge_end(self, otherwise):
        """The program sent something, and closed without a reset."""
        visitor = self.visitor
        gone = visitor.was_reset or visitor.is_reset_within(RESETS if self.method == "POST" else 0)
        if not self.raw():
            if gone and self.method == "POST" and not self.server.program.crash and (
                    otherwise is None or otherwise is named(self.server, "input-unread")):
                otherwise = named(self.server, "unread-body")
            visitor.disappointed(self._crash(otherwise), general.RESET if gone else general.CLOSED_EARLY,
                                 wanted="an answer")
        if gone:
            visitor.disappointed(named(self.server, "unread-body"), None)

    def _judge_lines(self, raw):
        """Where the head ends."""
        at = 0
        for line in re.findall(rb"[^\n]*\n", raw) if BEGINS.match(raw) else ():
            if not line.endswith(b"\r\n"):
                self.prove(named(self.server, "line-ends"), at, line=glimpse(line, 40))
            at += len(line)
            if line == b"\r\n":
                break
        return at

    def _crash(self, otherwise):
        """What to tell of a program that goes on, but gave no answer: `otherwise` if it wrote no traceback;
        else that traceback's named mistake, `otherwise`, or the traceback."""
        crash = self.server.program.crash
        if crash is None or not crash.line:
            return otherwise
        for each in self.server.mistakes:
            if each.crash and re.search(each.crash, crash.text, re.IGNORECASE):
                return each
        return otherwise or NO_ANSWER.about(exc=crash.text, line=crash.line, **self.words())

    def words(self):
        """The request, and the status line that it got, for a sentence."""
        line = self.raw().partition(b"\r\n")[0]
        return {"request": "%s %s" % (self.method, self.target), "got": glimpse(line, 40)}

    def prove(self, mistake, offset=0, **fields):
        mistake.proved(at=self.visitor, direction="sent", offset=offset, **fields)

    def expect_status(self, wanted, mistake=STATUS, **fields):
        if self.status != wanted:
            self.prove(mistake, 0, **dict(self.words(), wanted=wanted, **fields))

    def expect_header(self, line, several=False):
        """The visitor got the header that the script printed as `line`; `several` may have that name."""
        name, _, value = line.partition(": ")
        if value not in self.all(name)[:None if several else 1]:
            self.prove(named(self.server, "header-lost"), line=line)

    def expect_body(self, data):
        n = first_difference(data, self.body)
        if n < max(len(data), len(self.body)):
            self.prove(named(self.server, "page-changed"), self.begins + n, n=n, expected=glimpse(data[n:]),
                       got=glimpse(self.body[n:]))

    def expect_page(self, text):
        """The page is this line; on Windows, a script's print() ends it with CR LF."""
        self.expect_status(200)
        if self.body.rstrip() != text.encode("ascii"):
            if LOGGED.encode("ascii") in self.body:
                self.prove(named(self.server, "stderr-in-page"), self.begins)
            self.expect_body(text.encode("ascii") + os.linesep.encode("ascii"))
