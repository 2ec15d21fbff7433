"""3.12 gateway: what scripts get and what visitors get, when all goes well, and when scripts do not."""

import os
import re
import sys
import time

from bundle import processes
from bundle.checking import general, mistake, rounds
from bundle.checking.gateway_scripts import ECHO, OTHER, PAGE, SHOW, WAITS, printing
from bundle.checking.gateway_visits import SECRET, STATUS, Site

DEADLOCK = mistake(
    "deadlock", "Deadlock: {script} has read {n:,} of the {m:,} bytes of its input and waits until you read "
    "what it prints, and you do not; whoever writes all input before reading output ends here. communicate() "
    "does both at once.")
NO_INPUT = mistake(
    "no-input", "Of the {m:,} bytes of the body, {n:,} came to {script} on its stdin; write the body to it.")
INPUT_UNREAD = mistake(
    "input-unread", "A script did not read its input, which is its right, and its page never came; catch the "
    "error that writing to it raises, and read its output; communicate() does.", crash="BrokenPipeError")
PROXY = mistake("httpoxy", "{header}: became HTTP_PROXY; drop it, however its name is written.")
LEAK = mistake(
    "leaked-environment", "The script got {name} of your own environment; give it env=, with its "
    "meta-variables and what Python needs.")
VARIABLE = mistake("meta-variable", "{name} is {got}; expected {expected}.")
QUERY_DECODED = mistake(
    "query-decoded", "You decoded QUERY_STRING to {got}; leave it as it came, for whoever decodes first "
    "cannot tell a & that separates from one that was typed.")
PATH_ENCODED = mistake("path-info-encoded", "PATH_INFO is {got}; decode it: {expected}.")
FOLDER = mistake("working-folder", "The script's working folder is {got}; it has to be CGIDIR: cwd=.")
NOT_STARTED = mistake(
    "not-started", "{request} was answered with {got}, and the script was never started. Is the path right? "
    "With cwd=, a relative one is looked for from there: os.path.abspath.")
STATUS_IGNORED = mistake(
    "status-ignored",
    "The script printed Status: {wanted}, and your status line is {got}; a script's Status becomes yours.")
STATUS_OF_EXIT = mistake(
    "status-of-exit", "The script printed a good header block, then ended with status 1, and your status "
    "line is {got}; the exit status does not matter.")
NOT_TEXT = mistake(
    "output-as-text", "A script's output need not be text, nor its input: leave them bytes, without text=, "
    "encoding= or decode().", crash="UnicodeDecodeError")
BAD_SCRIPT = mistake("bad-script", "A bad script stopped your server ({name}, {what}); answer 502.")
NO_502 = mistake("no-502", "{name} has no good header block ({what}), and your answer is {got}; answer 502.")
NO_404 = mistake("no-404", "There is no script for {target}, and the visitor got no answer; answer 404.")
OUTSIDE = mistake("outside", "{target} ran {what}; look where a name leads before you run it.")
NO_TIMEOUT = mistake(
    "no-timeout", "TIMEOUT is {limit:g}, and after {seconds:g} s the visitor of a script that does not end "
    "still waited; end the script, and answer 504.")
NO_504 = mistake(
    "no-timeout", "A script had not ended after TIMEOUT seconds, and its visitor got no answer; end the "
    "script, and answer 504: subprocess raises TimeoutExpired, for you to catch.", crash="TimeoutExpired")
STILL_RUNS = mistake(
    "still-runs", "A timed-out script still runs: {seconds:g} s after your 504, {script} was there. kill() "
    "it, then wait().")
ONE_AT_A_TIME = mistake(
    "one-at-a-time", "Visitor {n} waited while the script of visitor {other} ran; give each visitor a "
    "thread.")
LEFT = mistake(
    "stopped-by-visitor", "A visitor left in the middle of a request, and that stopped you; the next one is "
    "to be served.", crash="ConnectionResetError|ConnectionAbortedError")

# What can be wrong with any answer; the Site and its Answers look for these.
STDERR = mistake(
    "stderr-in-page",
    "What the script wrote on stderr came to the visitor; that is for whoever runs the server.")
STDERR_LOST = mistake(
    "stderr-lost", "What the script wrote on its stderr never came to yours, where whoever runs the server looks for it; leave "
    "its stderr as it is.")
HEADER_LOST = mistake("header-lost", "The script printed the header {line}, and the visitor did not get it.")
CHANGED = mistake(
    "page-changed", "The page differs at byte {n}: the script printed {expected}, the visitor got {got}.")
LINE_ENDS = mistake("line-ends", "Header lines of HTTP end in CRLF; this one ends in a bare \\n: {line}.")
HEAD_BODY = mistake("head-body", "Your answer to HEAD has a body: {got}; send the head alone.")
UNREAD = mistake(
    "unread-body", "You reset the connection: you closed it with a part of the request unread. Read it to "
    "its end, however many recv() that takes, then answer.")
KEPT_OPEN = mistake(
    "kept-open", "Your answer was there, and you kept the connection open for {seconds:g} s; close it behind "
    "each.")

MEGABYTE = 1000 * 1000
LIMIT = 0.5             # seconds: TIMEOUT where it is the subject, at least …
MANY = 8                # … or so many times what Python needs to start here
ELSEWHERE = "http://127.0.0.1:9"
MAY_BE_ABSENT = "PATH_INFO", "CONTENT_LENGTH", "CONTENT_TYPE"     # … where they would be empty

BAD = (     # the script's name, what it prints, its exit status, and what is wrong with it
    ("nothing.py", b"", 1, "it printed nothing, and its exit status was 1"),
    ("no_empty_line.py", b"Content-Type: text/html\n<title>Welcome</title>", 0, "no empty line ends it"),
    ("no_header.py", b"Content-Type: text/html\nWelcome!\n\n<p>Hello", 0, "its second line is Welcome!"),
    ("no_type.py", b"X-Mood: good\n\n<p>Hello", 0, "it has neither Content-Type nor Location nor Status"),
)
NO_SCRIPT = (   # an address, and what an answer other than 404 would have run
    ("/nobody.py", ""),
    ("/", ""),
    ("/nobody.py/page.py", ""),
    ("/../secret.py", "a script outside CGIDIR"),
    ("/%2e%2e/secret.py", "a script outside CGIDIR"),
    ("/..%2fsecret.py", "a script outside CGIDIR"),
    ("/..%2fscripts-old%2fsecret.py", "a script outside CGIDIR"),
    ("/..%5csecret.py", "a script outside CGIDIR"),
    ("/notes.txt", "a file that is no .py"),
    ("/tools%2fsecret.py", "a script in a folder inside CGIDIR"),
    ("/tools/secret.py", "a script in a folder inside CGIDIR"),
    ("/folder.py", "a script in a folder inside CGIDIR"),
)
LINK = ("/link.py", "what a symbolic link leads to, outside CGIDIR")


@rounds("clean", "drib", "hold")
def a_page(server):
    site = Site(server)
    target = site.put("page.py", PAGE)
    body = b"a cup of tea"
    with server.visitor() as visitor:
        visitor.send(site.request("POST", target, [("Content-Type", "text/plain")], body))
        answer = site.hear(visitor, "POST", target,
                           silent=lambda answer: judge_input(site, visitor, target, body))
    judge_input(site, visitor, target, body)
    if answer.status != 200 and not os.path.exists(site.mark):
        answer.prove(NOT_STARTED, **answer.words())
    answer.expect_page(site.word + " " + body.decode("ascii")[::-1])
    if server.round.profile == "clean":
        if not site.logs_within(server.patience):
            answer.prove(STDERR_LOST)
        stopped = general.ENDED_UNASKED.about(when="after its first visitor")
        site.ask("GET", target, otherwise=stopped).expect_page(site.word)


def judge_input(site, visitor, script, body):
    """What PAGE has noted: the CONTENT_LENGTH that it got, and, once it has read, how much of `body`."""
    try:
        with open(site.mark) as file:
            length, has_begun, read = file.read().partition("\n")
    except OSError:
        return
    if not has_begun:
        return
    if length != repr(str(len(body))):
        VARIABLE.proved(visitor, name="CONTENT_LENGTH", got=length.replace("None", "not set"),
                        expected=repr(str(len(body))))
    count = int(read or 0)
    if count < len(body):
        NO_INPUT.proved(visitor, script=script, n=count, m=len(body))


@rounds("clean")
def what_a_script_gets(server):
    site = Site(server)
    show = site.put("show.py", SHOW)
    n = site.rng.randrange(10, 100)
    query = "size=%d&for=Tom+%%26+Al&why?" % n
    common = {
        "GATEWAY_INTERFACE": "CGI/1.1", "SCRIPT_NAME": show, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(server.port), "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:%d" % server.port}
    headers = [("Accept-Language", "en;q=0.%d" % n), ("Proxy", ELSEWHERE), ("x-cups", str(n))]
    answer = site.ask("GET", "%s/caf%%C3%%A9/%d%%20cups+1?%s" % (show, n, query), headers)
    shows(answer, site, "Proxy", dict(
        common, REQUEST_METHOD="GET", PATH_INFO="/café/%d cups+1" % n, QUERY_STRING=query, CONTENT_LENGTH="",
        CONTENT_TYPE="", HTTP_ACCEPT_LANGUAGE="en;q=0.%d" % n, HTTP_X_CUPS=str(n)))
    headers = [("content-type", "text/plain; charset=utf-8"), ("PROXY", ELSEWHERE)]
    request = site.request("POST", show, headers, b"x" * n).replace(b"Content-Length", b"content-length")
    with server.visitor() as visitor:
        visitor.send(request.replace(b"Host: 127.0.0.1", b"HOST: localhost"))
        answer = site.hear(visitor, "POST", show)
    shows(answer, site, "PROXY", dict(
        common, REQUEST_METHOD="POST", PATH_INFO="", QUERY_STRING="", CONTENT_LENGTH=str(n),
        CONTENT_TYPE="text/plain; charset=utf-8", SERVER_NAME="localhost",
        HTTP_HOST="localhost:%d" % server.port))


def shows(answer, site, proxy, expected):
    """The environment and the folder that the script shows are those that it should get."""
    answer.expect_status(200)
    lines = (line.partition("=")[::2] for line in answer.text.splitlines())
    got = {name: bytes.fromhex(value).decode("utf-8", "replace") for name, value in lines
           if re.fullmatch("[0-9a-f]*", value)}
    if ELSEWHERE in got.get("HTTP_PROXY", ""):
        answer.prove(PROXY, answer.begins, header=proxy)
    for name, value in expected.items():
        judge_variable(answer, name, got.get(name), value)
    if not got.get("SERVER_SOFTWARE"):
        answer.prove(VARIABLE, answer.begins, name="SERVER_SOFTWARE", got="not set",
                     expected="the name of your program")
    if got.get(SECRET) == site.secret:
        answer.prove(LEAK, answer.begins, name=SECRET)
    folder = got.get("the folder", "")
    if os.path.normcase(folder) != os.path.normcase(os.path.realpath(site.folder)):
        answer.prove(FOLDER, answer.begins, got=repr(folder))


def judge_variable(answer, name, got, wanted):
    """One meta-variable; `got` is None where it is not set."""
    may_be_absent = name in MAY_BE_ABSENT and not wanted
    if got == wanted or got is None and may_be_absent:
        return
    if name == "QUERY_STRING" and got and "Tom & Al" in got.replace("+", " "):
        answer.prove(QUERY_DECODED, answer.begins, got=repr(got))
    if name == "PATH_INFO" and got and "%" in got:
        answer.prove(PATH_ENCODED, answer.begins, got=repr(got), expected=repr(wanted))
    answer.prove(VARIABLE, answer.begins, name=name, got="not set" if got is None else repr(got),
                 expected="that it is not set, or empty" if may_be_absent else repr(wanted))


@rounds("clean")
def a_megabyte_each_way(server):
    site = Site(server)
    target = site.put("echo.py", ECHO)
    body = b"\xff\x00\r\n\r\n" + site.rng.randbytes(MEGABYTE)
    with server.visitor() as visitor:
        visitor.send_aside(site.request("POST", target, (), body))
        script = site.script_comes()
        answer = site.hear(visitor, "POST", target, silent=lambda answer: moves(answer, script, len(body)))
    if script:
        script.hear_all()
        if script.has_read() < len(body) and answer.status == 200:
            answer.prove(NO_INPUT, script=target, n=script.has_read(), m=len(body))
    answer.expect_status(200)
    answer.expect_body(body)


def moves(answer, script, length):
    """Whether the script, a Running or None, has read more of `length` bytes since it was last asked."""
    moved = bool(script) and script.hear_all()
    if not moved and script and not script.ended and not answer.status:
        n = script.has_read()
        (DEADLOCK if n else NO_INPUT).proved(answer.visitor, script=answer.target, n=n, m=length)
    return moved


@rounds("clean")
def input_that_nobody_reads(server):
    site = Site(server)
    target = site.put("deaf.py", OTHER)
    with server.visitor() as visitor:
        visitor.send_aside(site.request("POST", target, (), b"d" * MEGABYTE))
        answer = site.hear(visitor, "POST", target, INPUT_UNREAD)
    answer.expect_status(200, INPUT_UNREAD)
    answer.expect_page(site.word)


@rounds("clean")
def header_blocks(server):
    site = Site(server)
    n = site.rng.randrange(100, 1000)
    cup, pot, there = "Set-Cookie: cup=%d" % n, "Set-Cookie: pot=%d" % n, "location: %s/%d" % (ELSEWHERE, n)
    tea, mood = "Content-Type: text/x-tea", "X-Mood: %d" % n
    page = b"\n\xff\x80 two\r\n\r\n empty lines\n\n%d\r" % n
    block = "\n".join([mood, there, "status: 404 No Tea", cup, tea, pot, "", ""])
    teapot = site.put("teapot.py", printing(block.encode("ascii") + page), fill=False)
    answer = site.ask("GET", teapot)
    answer.expect_status(404, STATUS_IGNORED)
    if answer.reason != "No Tea":
        answer.prove(STATUS_IGNORED, **dict(answer.words(), wanted="404 No Tea"))
    for header in (mood, there, tea):
        answer.expect_header(header)
    answer.expect_header(cup, several=True)
    answer.expect_header(pot, several=True)
    answer.expect_body(page)
    for name, more, status in (("here.py", "", 0), ("there.py", "", 1), ("moved.py", tea + "\r\n", 0)):
        target = site.put(name, printing((there + "\r\n" + more + "\r\n").encode("ascii"), status), fill=False)
        answer = site.ask("GET", target)
        answer.expect_status(302, STATUS_OF_EXIT if status else STATUS)
        answer.expect_header(there)
    target = site.put("head.py", printing(b"content-type: text/html\r\n\r\n<p>%d</p>" % n), fill=False)
    answer = site.ask("HEAD", target)
    answer.expect_status(200)
    answer.expect_header("content-type: text/html")


@rounds("clean")
def bad_scripts(server):
    site = Site(server)
    for name, output, status, what in BAD:
        target = site.put(name, printing(output, status), fill=False)
        bad = BAD_SCRIPT.about(name=name, what=what)
        site.ask("GET", target, otherwise=bad).expect_status(502, NO_502, name=name, what=what)
    site.ask("GET", site.put("page.py", OTHER), otherwise=bad).expect_status(200)


@rounds("clean")
def scripts_that_do_not_end(server):
    limit = time_limit()
    site = Site(server, limit)
    target = site.put("waits.py", WAITS)
    visitors = []
    for method, body in (("GET", None), ("POST", b"d" * MEGABYTE)):
        visitors.append((method, server.visitor(ONE_AT_A_TIME.about(n=2, other=1))))
        visitors[-1][1].send_aside(site.request(method, target, (), body))
    too_long = NO_TIMEOUT.about(limit=limit, seconds=round(limit + server.patience, 1))
    for method, visitor in visitors:
        with visitor:
            visitor.idle = limit + server.patience
            answer = site.hear(visitor, method, target, too_long, closes=NO_504)
        answer.expect_status(504)
    for _ in visitors:
        script = site.script_comes(limit)       # none comes where it was ended before it had begun
        if script and not script.ends_within(server.patience):
            answer.prove(STILL_RUNS, seconds=round(server.patience, 1), script=target)
    site.ask("GET", "/after.py").expect_status(404)


def time_limit():
    """A TIMEOUT that is short, but leaves a script the time to begin."""
    began = time.monotonic()
    processes.subprocess.call([sys.executable, "-c", "import socket"], stdin=processes.subprocess.DEVNULL)
    return round(max(LIMIT, min(4, MANY * (time.monotonic() - began))), 1)


@rounds("clean")
def nothing_else(server):
    site = Site(server)
    inside = site.put("page.py", OTHER)
    for name in ("../secret.py", "../scripts-old/secret.py", "tools/secret.py", "folder.py/__main__.py", "notes.txt"):
        site.put(name, OTHER)
    for target, what in NO_SCRIPT + ((LINK,) if can_link(site) else ()):
        answer = site.ask("GET", target, otherwise=NO_404.about(target=target))
        if site.word.encode("ascii") in answer.body:
            answer.prove(OUTSIDE, answer.begins, target=target, what=what)
        answer.expect_status(404)
    site.ask("HEAD", "/nobody.py", otherwise=NO_404.about(target="/nobody.py")).expect_status(404)
    with server.paused():       # so that more is there than one recv() brings
        visitor = server.visitor()
        visitor.send_aside(site.request("POST", "/nobody.py", (), b"d" * MEGABYTE)).join(0.05)
    nobody = NO_404.about(target="/nobody.py")
    with visitor:
        site.hear(visitor, "POST", "/nobody.py", nobody).expect_status(404)
    site.ask("GET", inside, otherwise=nobody).expect_status(200)


def can_link(site):
    """Make /link.py, a symbolic link to a script outside; whether it was possible."""
    try:
        os.symlink(os.path.join(site.folder, "..", "secret.py"), os.path.join(site.folder, "link.py"))
    except (OSError, NotImplementedError):
        return False    # on Windows, not everybody may
    return True


@rounds("clean")
def visitors_that_leave(server):
    site = Site(server)
    page = site.put("page.py", OTHER)
    site.ask("GET", page).expect_status(200)
    whole = site.request("POST", page, (), b"d" * 100)
    for part in (b"", whole[:20], whole[:-50]):
        with server.visitor(LEFT) as visitor:
            if part:
                visitor.send(part)
        site.ask("GET", "/nobody.py", otherwise=LEFT).expect_status(404)
    with server.paused():
        visitor = server.visitor(LEFT)
        visitor.send(whole)
        visitor.reset()
    site.ask("GET", page, otherwise=LEFT).expect_status(200)


@rounds("clean")
def several_at_once(server):
    site = Site(server)
    target, quick = site.put("waits.py", WAITS), site.put("page.py", OTHER)
    waiting = []
    for number in (1, 2):
        otherwise = ONE_AT_A_TIME.about(n=number, other=number - 1) if waiting else None
        visitor = server.visitor(otherwise)
        visitor.send(site.request("GET", "%s?visitor=%d" % (target, number)))
        script = site.script_comes()
        if not script and visitor.waiting():    # there is an answer instead
            site.hear(visitor, "GET", target).expect_status(200)
        if not script:
            visitor.disappointed(otherwise, general.WAITED, seconds=round(server.patience, 1),
                                 turn="start the script")
        waiting.append((number, visitor, script))
    site.ask("GET", quick, otherwise=ONE_AT_A_TIME.about(n=3, other=1)).expect_page(site.word)
    for number, visitor, script in reversed(waiting):
        script.go_on()
        with visitor:
            site.hear(visitor, "GET", target).expect_page("visitor=%d" % number)
