"""3.12 gateway: what scripts get and what visitors get, when all goes well, and when scripts do not."""

import os
import re
import socket
import sys
import time

from bundle import processes
from bundle.checking import general, mistake, rounds
from bundle.checking.http_visitor import Response, read_response
from bundle.checking.mistakes import Mistake
from bundle.checking.server import ATTEMPT
from bundle.checking.trial import first_difference, glimpse
from bundle.wire.connection import Quiet, readable

DEADLOCK = mistake(
    "deadlock", "Deadlock: {script} has read {n:,} of the {m:,} bytes of its input and waits until you read what it prints, "
    "and you do not; whoever writes all input before reading output ends here. communicate() does both at once.")
NO_INPUT = mistake(
    "no-input", "Of the {m:,} bytes of the body, {n:,} came to {script} on its stdin; write the body to it.")
INPUT_UNREAD = mistake(
    "input-unread", "A script did not read its input, which is its right, and its page never came; catch the error that "
    "writing to it raises, and read its output; communicate() does.", crash="BrokenPipeError")
PROXY = mistake("httpoxy", "{header}: became HTTP_PROXY; drop it, however its name is written.")
LEAK = mistake(
    "leaked-environment", "The script got {name} of your own environment; give it env=, with its meta-variables and what "
    "Python needs.")
VARIABLE = mistake("meta-variable", "{name} is {got}; expected {expected}.")
QUERY_DECODED = mistake(
    "query-decoded", "You decoded QUERY_STRING to {got}; leave it as it came, for whoever decodes first cannot tell a & that "
    "separates from one that was typed.")
PATH_ENCODED = mistake("path-info-encoded", "PATH_INFO is {got}; decode it: {expected}.")
FOLDER = mistake("working-folder", "The script's working folder is {got}; it has to be CGIDIR: cwd=.")
NOT_STARTED = mistake(
    "not-started", "{request} was answered with {got}, and the script was never started. Is the path right? With cwd=, a "
    "relative one is looked for from there: os.path.abspath.")
STDERR = mistake(
    "stderr-in-page", "What the script wrote on stderr came to the visitor; that is for whoever runs the server.")
STATUS_IGNORED = mistake(
    "status-ignored", "The script printed Status: {wanted}, and your status line is {got}; a script's Status becomes yours.")
HEADER_LOST = mistake("header-lost", "The script printed the header {line}, and the visitor did not get it.")
NOT_TEXT = mistake(
    "output-as-text", "A script's output need not be text, nor its input: leave them bytes, without text=, encoding= or "
    "decode().",
    crash="UnicodeDecodeError")
STATUS_OF_EXIT = mistake(
    "status-of-exit", "The script printed a good header block, then ended with status 1, and your status line is {got}; "
    "the exit status does not matter.")
CHANGED = mistake(
    "page-changed", "The page differs at byte {n}: the script printed {expected}, the visitor got {got}.")
LINE_ENDS = mistake("line-ends", "Header lines of HTTP end in CRLF; this one ends in a bare \\n: {line}.")
HEAD_BODY = mistake("head-body", "Your answer to HEAD has a body: {got}; send the head alone.")
BAD_SCRIPT = mistake("bad-script", "A bad script stopped your server ({name}, {what}); answer 502.")
NO_502 = mistake("no-502", "{name} has no good header block ({what}), and your answer is {got}; answer 502.")
NO_404 = mistake("no-404", "There is no script for {target}, and the visitor got no answer; answer 404.")
OUTSIDE = mistake("outside", "{target} ran {what}; look where a name leads before you run it.")
NO_TIMEOUT = mistake(
    "no-timeout", "TIMEOUT is {limit:g}, and after {seconds:g} s the visitor of a script that does not end still waited; end "
    "the script, and answer 504.")
NO_504 = mistake(
    "no-timeout", "A script had not ended after TIMEOUT seconds, and its visitor got no answer; end the script, and answer 504: "
    "subprocess raises TimeoutExpired, for you to catch.", crash="TimeoutExpired")
STILL_RUNS = mistake(
    "still-runs", "A timed-out script still runs: {seconds:g} s after your 504, {script} was there. kill() it, then wait().")
ONE_AT_A_TIME = mistake(
    "one-at-a-time", "Visitor {n} waited while the script of visitor {other} ran; give each visitor a thread.")
UNREAD = mistake(
    "unread-body", "You reset the connection: you closed it with a part of the request unread. Read it to its end, however "
    "many recv() that takes, then answer.")
LEFT = mistake(
    "stopped-by-visitor", "A visitor left in the middle of a request, and that stopped you; the next one is to be served.",
    crash="ConnectionResetError|ConnectionAbortedError")
KEPT_OPEN = mistake(
    "kept-open", "Your answer was there, and you kept the connection open for {seconds:g} s; close it behind each.")
NO_ANSWER = Mistake("no-answer", "{request} got no answer: your program stopped there with {exc} at line {line}.", rank=2)
STATUS = Mistake("status", "{request} should be answered with {wanted}; your status line is {got}.", rank=2)
LENGTH = Mistake("length", "Content-Length says {n}, but {m} bytes of body came before you closed.", rank=2)

MEGABYTE = 1000 * 1000
LIMIT = 0.5             # seconds: TIMEOUT where it is the subject, at least …
MANY = 8                # … or so many times what Python needs to start here
RESETS = 0.1            # seconds for a reset that follows FIN
BEGINS = re.compile(rb"HTTP/1\.[0-9] [0-9]{3}\b")
SECRET = "SHOP_PASSWORD"
MAY_BE_ABSENT = "PATH_INFO", "CONTENT_LENGTH", "CONTENT_TYPE"     # … where they would be empty

PAGE = """\
import os, sys
length = os.environ.get("CONTENT_LENGTH")
open({mark!r}, "w").write(repr(length))
body = sys.stdin.buffer.read(int(length or 0))
open({mark!r}, "a").write(" %d" % len(body))
print("Content-Type: text/plain")
print()
print("{word}", body.decode("ascii")[::-1], flush=True)
print("a line for the log", file=sys.stderr)
"""
SHOW = """\
import os, sys
print("Content-Type: text/plain\\n")
known = getattr(os, "environb", os.environ)
for name in known:
    value = known[name]
    if not isinstance(value, bytes):
        name, value = name.encode("utf-8"), value.encode("utf-8", "surrogateescape")
    print(name.decode("latin-1"), value.hex(), sep="=")
print("the folder", os.path.realpath(".").encode("utf-8", "surrogateescape").hex(), sep="=")
"""
PRINTS = "import sys\nsys.stdout.buffer.write({!r})\n"
CALLS = """\
import os, socket, sys
runner = socket.create_connection(("127.0.0.1", {port}))
"""
# It prints what it reads, and tells how far it is.
ECHO = CALLS + """\
left = length = int(os.environ["CONTENT_LENGTH"])
sys.stdout.buffer.write(b"Content-Type: application/octet-stream\\r\\n\\r\\n")
while left:
    piece = sys.stdin.buffer.read1(min(left, 20000))
    if not piece:
        break
    left -= len(piece)
    runner.sendall(b"%d " % (length - left))
    sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
"""
WAITS = CALLS + """\
runner.sendall(b"waits ")
runner.recv(1)
print("Content-Type: text/plain\\n\\n" + os.environ["QUERY_STRING"])
"""
OTHER = "print('Content-Type: text/plain\\n\\n{word}')\n"
BAD = (
    ("nothing", "raise SystemExit(1)\n", "it printed nothing, and its exit status was 1"),
    ("no_empty_line", PRINTS.format(b"Content-Type: text/html\n<title>Welcome</title>"), "no empty line ends it"),
    ("no_header", PRINTS.format(b"Content-Type: text/html\nWelcome!\n\n<p>Hello"), "its second line is Welcome!"),
    ("no_type", PRINTS.format(b"X-Mood: good\n\n<p>Hello"), "it has neither Content-Type nor Location nor Status"),
)


class Site:
    """The folder `scripts` of a round's current folder, served by the program; and a door where scripts report."""

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
        """Write a script; returns its address. `name`: its path below CGIDIR. fill: `text` has fields to be filled in."""
        path = os.path.join(self.folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.format(port=self.door.getsockname()[1], word=self.word, mark=self.mark) if fill else text)
        return "/" + name

    def judge_input(self, visitor, script, body):
        """What PAGE has noted: the CONTENT_LENGTH that it got, and, once it has read, how much of `body`."""
        try:
            with open(self.mark) as file:
                length, *read = file.read().split()
        except (OSError, ValueError):
            return      # it has not begun
        if length != repr(str(len(body))):
            VARIABLE.proved(visitor, name="CONTENT_LENGTH", got=length.replace("None", "not set"),
                            expected=repr(str(len(body))))
        count = int(read[0]) if read else 0
        if count < len(body):
            NO_INPUT.proved(visitor, script=script, n=count, m=len(body))

    def script_comes(self, otherwise, seconds=None):
        """The script that reports next: a Running; calls otherwise() if none does within `seconds`, or the patience."""
        waits = int((seconds or self.server.patience) / ATTEMPT)
        while not readable(self.door, ATTEMPT):
            waits -= 1
            self.server.look_after(self.server.program)
            if waits <= 0 or self.server.ended:
                return otherwise()
        script = Running(self.door.accept()[0])
        self.server.services.append(script)
        return script


class Running:
    """A script that has reported: `said` so far, and whether it `ended`."""

    def __init__(self, sock):
        self._sock = sock
        self.said = b""
        self.ended = False

    def hear(self, seconds=0.0):
        """Whether it says anything, or ends, within `seconds`."""
        if self.ended or not readable(self._sock, seconds):
            return False
        try:
            said = self._sock.recv(65536)
        except OSError:
            said = b""      # it was killed
        self.said += said
        self.ended = not said
        return True

    def ends_within(self, seconds):
        limit = time.monotonic() + seconds
        while not self.ended and time.monotonic() < limit:
            self.hear(max(0, limit - time.monotonic()))

    def has_read(self):
        return int((self.said.split() or [0])[-1])

    def go_on(self):
        try:
            self._sock.sendall(b".")
        except OSError:
            pass    # it has ended

    def close(self):
        self._sock.close()


def request(site, method, target, headers=(), body=None):
    lines = ["%s %s HTTP/1.1" % (method, target), "Host: 127.0.0.1:%d" % site.server.port]
    lines += ["%s: %s" % header for header in headers]
    if body is not None:
        lines.append("Content-Length: %d" % len(body))
    return "\r\n".join(lines + ["", ""]).encode("latin-1") + (body or b"")


def ask(site, method, target, headers=(), body=None, otherwise=None, faulty=True):
    """One visitor's request, and what comes of it: an Answer. otherwise: the mistake of a program that gives none."""
    visitor = site.server.visitor(otherwise, faulty)
    with visitor:
        visitor.send(request(site, method, target, headers, body))
        return hear(site, visitor, method, target, otherwise)


def hear(site, visitor, method, target, otherwise=None, silent=None, closes=None):
    """The Answer that comes to `visitor`.

    otherwise  the mistake of a program that gives none
    closes     … of one that closes without an answer; `otherwise` if None
    silent     called with the Answer when nothing has come for a while; returns whether to wait on
    """
    answer = Answer(site.server, visitor, method, target)
    while True:
        try:
            read_response(visitor, method, answer)
            while not answer.status and visitor.recv():
                pass    # it is no HTTP: what it is, is told below
            if not visitor.ended and not visitor.was_reset and visitor.recv():
                answer.prove(HEAD_BODY if method == "HEAD" else general.SENT_MORE, got=glimpse(answer.raw()[-24:]))
            break
        except Quiet:
            if silent and silent(answer):
                continue
            if answer.status:
                visitor.disappointed(KEPT_OPEN, None, seconds=round(visitor.idle, 1))
            if not answer.raw():
                visitor.disappointed(otherwise, general.WAITED, seconds=round(visitor.idle, 1), turn="answer")
            break
        except ConnectionError:
            break
    answer.judge(closes or otherwise)
    return answer


class Answer(Response):
    """What the program of `server`, a trial, sent to `visitor`, to the end of the connection."""

    def __init__(self, server, visitor, method, target):
        super().__init__()
        self.server, self.visitor, self.method, self.target = server, visitor, method, target

    def raw(self):
        events = self.visitor.transcript.since(0)
        return b"".join(event.data for event in events if (event.connection, event.kind, event.direction) ==
                        (self.visitor.name, "data", "sent"))

    def judge(self, otherwise):
        """What is wrong with the answer as HTTP."""
        visitor, raw = self.visitor, self.raw()
        if visitor.early is not None:
            self.prove(general.EARLY)
        gone = visitor.was_reset or visitor.is_reset_within(RESETS if self.method == "POST" else 0)
        if not raw:
            if gone and self.method == "POST" and otherwise in (None, INPUT_UNREAD) and not self.server.program.crash:
                otherwise = UNREAD
            visitor.disappointed(self.crash(otherwise), general.RESET if gone else general.CLOSED_EARLY, wanted="an answer")
        if gone:
            visitor.disappointed(UNREAD, None)
        at = 0
        for line in raw.splitlines(True) if BEGINS.match(raw) else ():
            if not line.endswith(b"\r\n"):
                self.prove(LINE_ENDS, at, line=glimpse(line, 40))
            at += len(line)
            if line == b"\r\n":
                break
        if not self.status:
            n = first_difference(b"HTTP/1.1 200 OK\r\n", raw)
            self.prove(general.SENT_OTHER, n, n=n, expected=glimpse(b"HTTP/1.1 200 OK\r\n"[n:]), got=glimpse(raw[n:]))
        if self.method == "HEAD" and len(raw) > at:
            self.prove(HEAD_BODY, at, got=glimpse(raw[at:]))
        if not self.whole:
            self.prove(LENGTH, at, n=self.get("Content-Length", "nothing"), m=len(self.body))
        self.begins = at

    def crash(self, otherwise):
        """What to tell of a program that goes on, but gave no answer: its traceback's named mistake, `otherwise`, or that
        traceback; None if it wrote none."""
        crash = self.server.program.crash
        if crash is None or not crash.line:
            return otherwise
        for each in self.server.mistakes:
            if each.crash and re.search(each.crash, crash.text, re.IGNORECASE):
                return each
        return otherwise or NO_ANSWER.about(exc=crash.text, line=crash.line, **self.words())

    def words(self):
        line = self.raw().partition(b"\r\n")[0]
        return {"request": "%s %s" % (self.method, self.target), "got": glimpse(line, 40)}

    def prove(self, mistake, offset=0, **fields):
        mistake.proved(at=self.visitor, direction="sent", offset=offset, **fields)

    def expect_status(self, wanted, mistake=STATUS, **fields):
        if self.status != wanted:
            self.prove(mistake, 0, **dict(self.words(), wanted=wanted, **fields))

    def expect_body(self, data):
        n = first_difference(data, self.body)
        if n < max(len(data), len(self.body)):
            self.prove(CHANGED, self.begins + n, n=n, expected=glimpse(data[n:]), got=glimpse(self.body[n:]))

    def expect_line(self, text):
        """The page is this line; on Windows, a script's print() ends it with CR LF."""
        if self.body.rstrip() != text.encode("ascii"):
            if b"for the log" in self.body:
                self.prove(STDERR, self.begins)
            self.expect_body(text.encode("ascii") + os.linesep.encode("ascii"))


@rounds("clean", "drib", "hold")
def a_page(server):
    site = Site(server)
    target = site.put("page.py", PAGE)
    body = b"a cup of tea"
    with server.visitor() as visitor:
        visitor.send(request(site, "POST", target, [("Content-Type", "text/plain")], body))
        answer = hear(site, visitor, "POST", target, silent=lambda answer: site.judge_input(visitor, target, body))
    site.judge_input(visitor, target, body)
    if answer.status != 200 and not os.path.exists(site.mark):
        answer.prove(NOT_STARTED, **answer.words())
    answer.expect_status(200)
    answer.expect_line(site.word + " " + body.decode("ascii")[::-1])
    if server.round.profile != "clean":
        return
    answer = ask(site, "GET", target, otherwise=general.ENDED_UNASKED.about(when="after its first visitor"))
    answer.expect_status(200)
    answer.expect_line(site.word)


@rounds("clean")
def what_a_script_gets(server):
    site = Site(server)
    show = site.put("show.py", SHOW)
    n = site.rng.randrange(10, 100)
    host = "127.0.0.1:%d" % server.port
    common = {"GATEWAY_INTERFACE": "CGI/1.1", "SCRIPT_NAME": show, "SERVER_NAME": "127.0.0.1",
              "SERVER_PORT": str(server.port), "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": host}
    shows(ask(site, "GET", "%s/caf%%C3%%A9/%d%%20cups+1?size=%d&for=Tom+%%26+Al&why?" % (show, n, n),
              [("Accept-Language", "en;q=0.%d" % n), ("Proxy", "http://127.0.0.1:9"), ("x-cups", str(n))]), site, "Proxy",
          dict(common, REQUEST_METHOD="GET", PATH_INFO="/café/%d cups+1" % n, QUERY_STRING="size=%d&for=Tom+%%26+Al&why?" % n,
               CONTENT_LENGTH="", CONTENT_TYPE="", HTTP_ACCEPT_LANGUAGE="en;q=0.%d" % n, HTTP_X_CUPS=str(n)))
    body = b"x" * n
    shows(ask(site, "POST", show, [("content-type", "text/plain; charset=utf-8"), ("proxy", "http://127.0.0.1:9")], body),
          site, "proxy", dict(common, REQUEST_METHOD="POST", PATH_INFO="", QUERY_STRING="", CONTENT_LENGTH=str(n),
                              CONTENT_TYPE="text/plain; charset=utf-8"))


def shows(answer, site, proxy, expected):
    """The environment that the script shows is the one it should get."""
    answer.expect_status(200)
    got = {name: bytes.fromhex(value).decode("utf-8", "replace") for name, value in
           (line.partition("=")[::2] for line in answer.text.splitlines()) if re.fullmatch("[0-9a-f]*", value)}
    if "http://127.0.0.1:9" in got.get("HTTP_PROXY", ""):
        answer.prove(PROXY, answer.begins, header=proxy)
    for name, value in expected.items():
        told = got.get(name)
        if told == value or told is None and name in MAY_BE_ABSENT and not value:
            continue
        if name == "QUERY_STRING" and told and "Tom & Al" in told.replace("+", " "):
            answer.prove(QUERY_DECODED, answer.begins, got=repr(told))
        if name == "PATH_INFO" and told and "%" in told:
            answer.prove(PATH_ENCODED, answer.begins, got=repr(told), expected=repr(value))
        answer.prove(VARIABLE, answer.begins, name=name, got="not set" if told is None else repr(told),
                     expected="that it is not set, or empty" if name in MAY_BE_ABSENT and not value else repr(value))
    if not got.get("SERVER_SOFTWARE"):
        answer.prove(VARIABLE, answer.begins, name="SERVER_SOFTWARE", got="not set", expected="the name of your program")
    if got.get(SECRET) == site.secret:
        answer.prove(LEAK, answer.begins, name=SECRET)
    folder = got.get("the folder", "")
    if os.path.normcase(folder) != os.path.normcase(os.path.realpath(site.folder)):
        answer.prove(FOLDER, answer.begins, got=repr(folder))


@rounds("clean")
def a_megabyte_each_way(server):
    site = Site(server)
    target = site.put("echo.py", ECHO)
    body = b"\xff\x00\r\n\r\n" + site.rng.randbytes(MEGABYTE)
    with site.server.visitor() as visitor:
        visitor.send_aside(request(site, "POST", target, (), body))
        script = site.script_comes(lambda: None)

        def silent(answer):
            moved = bool(script) and script.hear()
            while script and script.hear():
                pass
            if not moved and script and not script.ended and not answer.status:
                n = script.has_read()
                (DEADLOCK if n else NO_INPUT).proved(visitor, script=target, n=n, m=len(body))
            return moved
        answer = hear(site, visitor, "POST", target, silent=silent)
    if script:
        while script.hear():
            pass
        if script.has_read() < len(body) and answer.status == 200:
            answer.prove(NO_INPUT, script=target, n=script.has_read(), m=len(body))
    answer.expect_status(200)
    answer.expect_body(body)


@rounds("clean")
def input_that_nobody_reads(server):
    site = Site(server)
    target = site.put("deaf.py", OTHER)
    visitor = server.visitor()
    with visitor:
        visitor.send_aside(request(site, "POST", target, (), b"d" * MEGABYTE))
        answer = hear(site, visitor, "POST", target, INPUT_UNREAD)
    answer.expect_status(200, INPUT_UNREAD)
    answer.expect_line(site.word)


@rounds("clean")
def header_blocks(server):
    site = Site(server)
    n = site.rng.randrange(100, 1000)
    page = b"\n\xff\x80 two\r\n\r\n empty lines\n\n%d\r" % n
    one = site.put("teapot.py", PRINTS.format(
        b"Status: 404 No Tea\nSet-Cookie: cup=%d\nContent-Type: text/html\nSet-Cookie: pot=%d\n\n" % (n, n) + page), fill=False)
    answer = ask(site, "GET", one)
    answer.expect_status(404, STATUS_IGNORED)
    for value in ("cup=%d" % n, "pot=%d" % n):
        if value not in answer.all("Set-Cookie"):
            answer.prove(HEADER_LOST, line="Set-Cookie: " + value)
    answer.expect_body(page)
    two = site.put("there.py", PRINTS.format(b"location: http://127.0.0.1:9/%d\r\n\r\n" % n) + "sys.exit(1)", fill=False)
    answer = ask(site, "GET", two)
    answer.expect_status(302, STATUS_OF_EXIT if answer.status >= 500 else STATUS)
    if answer.get("Location") != "http://127.0.0.1:9/%d" % n:
        answer.prove(HEADER_LOST, line="location: http://127.0.0.1:9/%d" % n)
    three = site.put("head.py", PRINTS.format(b"content-type: text/html\r\n\r\n<p>%d</p>" % n), fill=False)
    answer = ask(site, "HEAD", three)
    answer.expect_status(200)
    if answer.get("Content-Type") != "text/html":
        answer.prove(HEADER_LOST, line="content-type: text/html")


@rounds("clean")
def bad_scripts(server):
    site = Site(server)
    for name, text, what in BAD:
        target = site.put(name + ".py", text, fill=False)
        bad = BAD_SCRIPT.about(name=name + ".py", what=what)
        answer = ask(site, "GET", target, otherwise=bad)
        answer.expect_status(502, NO_502, name=name + ".py", what=what)
    ask(site, "GET", site.put("page.py", OTHER), otherwise=bad).expect_status(200)


@rounds("clean")
def scripts_that_do_not_end(server):
    limit = time_limit()
    site = Site(server, limit)
    target = site.put("waits.py", WAITS)
    visitors = []
    for method, body in (("GET", None), ("POST", b"d" * MEGABYTE)):
        visitors.append(server.visitor(ONE_AT_A_TIME.about(n=2, other=1)))
        visitors[-1].send_aside(request(site, method, target, (), body))
    too_long = NO_TIMEOUT.about(limit=limit, seconds=round(limit + server.patience, 1))
    for visitor, method in zip(visitors, ("GET", "POST")):
        with visitor:
            visitor.idle = limit + server.patience
            answer = hear(site, visitor, method, target, too_long, closes=NO_504)
        answer.expect_status(504)
    for _ in visitors:
        script = site.script_comes(lambda: None, limit)     # none comes where it was ended before it had begun
        if script:
            script.ends_within(server.patience)
            if not script.ended:
                answer.prove(STILL_RUNS, seconds=round(server.patience, 1), script=target)
    ask(site, "GET", "/after.py").expect_status(404)


def time_limit():
    """A TIMEOUT that is short, but leaves a script the time to begin."""
    began = time.monotonic()
    processes.subprocess.call([sys.executable, "-c", "import socket"], stdin=processes.subprocess.DEVNULL)
    return round(max(LIMIT, min(4, MANY * (time.monotonic() - began))), 1)


@rounds("clean")
def nothing_else(server):
    site = Site(server)
    inside = site.put("page.py", OTHER)
    site.put("../secret.py", OTHER)
    site.put("../scripts-old/secret.py", OTHER)
    site.put("tools/secret.py", OTHER)
    site.put("notes.txt", OTHER)
    targets = [("/nobody.py", ""), ("/", ""), ("/nobody.py/page.py", ""), ("/../secret.py", "a script outside CGIDIR"),
               ("/%2e%2e/secret.py", "a script outside CGIDIR"), ("/..%2fsecret.py", "a script outside CGIDIR"),
               ("/..%2fscripts-old%2fsecret.py", "a script outside CGIDIR"), ("/..%5csecret.py", "a script outside CGIDIR"),
               ("/notes.txt", "a file that is no .py"), ("/tools%2fsecret.py", "a script in a folder inside CGIDIR"),
               ("/tools/secret.py", "a script in a folder inside CGIDIR")]
    try:
        os.symlink(os.path.join(site.folder, "..", "secret.py"), os.path.join(site.folder, "link.py"))
        targets.append(("/link.py", "what a symbolic link leads to, outside CGIDIR"))
    except (OSError, NotImplementedError):
        pass    # on Windows, not everybody may
    for target, what in targets:
        answer = ask(site, "GET", target, otherwise=NO_404.about(target=target))
        if site.word.encode("ascii") in answer.body:
            answer.prove(OUTSIDE, answer.begins, target=target, what=what)
        answer.expect_status(404)
    with server.paused():       # so that more is there than one recv() brings
        visitor = server.visitor()
        visitor.send_aside(request(site, "POST", "/nobody.py", (), b"d" * MEGABYTE)).join(0.05)
    with visitor:
        hear(site, visitor, "POST", "/nobody.py", NO_404.about(target="/nobody.py")).expect_status(404)
    ask(site, "GET", inside, otherwise=NO_404.about(target=targets[0][0])).expect_status(200)


@rounds("clean")
def visitors_that_leave(server):
    site = Site(server)
    page = site.put("page.py", OTHER)
    ask(site, "GET", page).expect_status(200)
    whole = request(site, "POST", page, (), b"d" * 100)
    for part in (b"", whole[:20], whole[:-50]):
        with server.visitor(LEFT) as visitor:
            if part:
                visitor.send(part)
        ask(site, "GET", "/nobody.py", otherwise=LEFT).expect_status(404)
    with server.paused():
        visitor = server.visitor(LEFT)
        visitor.send(whole)
        visitor.reset()
    ask(site, "GET", page, otherwise=LEFT).expect_status(200)


@rounds("clean")
def several_at_once(server):
    site = Site(server)
    target, quick = site.put("waits.py", WAITS), site.put("page.py", OTHER)
    waiting = []
    for number in (1, 2):
        waits = ONE_AT_A_TIME.about(n=number, other=number - 1)
        visitor = server.visitor(waits if waiting else None)
        visitor.send(request(site, "GET", "%s?visitor=%d" % (target, number)))

        def nobody():
            if visitor.waiting():   # there is an answer instead
                hear(site, visitor, "GET", target).expect_status(200)
            visitor.disappointed(waits if waiting else None, general.WAITED, seconds=round(server.patience, 1),
                                 turn="start the script")
        waiting.append((number, visitor, site.script_comes(nobody)))
    answer = ask(site, "GET", quick, otherwise=ONE_AT_A_TIME.about(n=3, other=1))
    answer.expect_status(200)
    answer.expect_line(site.word)
    for number, visitor, script in reversed(waiting):
        script.go_on()
        with visitor:
            answer = hear(site, visitor, "GET", target)
            answer.expect_status(200)
            answer.expect_line("visitor=%d" % number)
