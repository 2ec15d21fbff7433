"""3.14 wsgi: what an application says to start_response, and its items, become what a CGI script prints."""

import json
import os
import re
from urllib.parse import quote, urlencode

from bundle.checking import mistake, rounds
from bundle.checking.trial import first_difference

NO_RUN = mistake(
    "no-run", "app.py calls cgiwsgi.run(application), and there is no such function in your file.",
    crash=r"module 'cgiwsgi' has no attribute 'run'|run\(\) takes 0 positional")
HEADERS_EARLY = mistake(
    "headers-early", "Headers went out before the first byte of the body: the application gave an empty item and failed, and "
    "its new status could not take the place of the first; start_response only stores, and an empty item prints nothing.")
BEFORE_START = mistake(
    "before-start", "You wanted the headers before you asked for the first item; a generator calls start_response when "
    "its first item is asked for.")
JOINED = mistake(
    "joined", "The visitor waited for the first item, and you waited for the second; write and flush each item before you ask "
    "for the next.")
NOT_CLOSED = mistake("not-closed", "You never called close() of the items; call it when you are done with them.")
NOT_CLOSED_ON_ERROR = mistake(
    "not-closed-on-error", "The application failed behind its first item, and you did not call close() of its items; it "
    "belongs in a finally.")
CLOSED_TWICE = mistake("closed-twice", "You called close() {n} times; once is enough.")
ENVIRON = mistake("environ", "environ{what}.")
LATIN_1 = mistake(
    "environ-decoded", "environ[{name!r}] is {got!a}, but each character has to stand for one byte of the request "
    "(latin-1): {expected!a}.")
INPUT = mistake(
    "input-not-bounded", "wsgi.input went on behind the body; it has to end after CONTENT_LENGTH bytes.")
INPUT_LOST = mistake(
    "input-lost", "The application read {got} from wsgi.input ({how}), and the body of the request was {expected}.")
NO_WRITE = mistake(
    "no-write", "The application called what start_response returned, and that cannot write; return a function that takes "
    "bytes.")
WRITE_ORDER = mistake(
    "write-lost", "The application gave 'one ' and 'two ' to write(), then the item 'three\\n'; your page is {got}.")
WRITE_KEPT = mistake(
    "write-kept", "The application gave 'first\\n' to write() and then failed, and the visitor got {got}; write() puts "
    "header block and bytes out at once, before it returns.")
NOT_RAISED = mistake(
    "not-raised", "The first bytes were out when the application called start_response with exc_info, and you did not raise "
    "that exception; raise exc_info[1], so that the application ends.")
TWICE = mistake(
    "called-twice", "The application called start_response a second time without exc_info, and you let it; raise an exception.")
NOT_REPLACED = mistake(
    "not-replaced", "Before the first byte was out, the application called start_response again, with exc_info; {what}.")
NO_HEADERS = mistake(
    "empty-lost", "The application gave {items}, and you printed no header block; print it when there are no more items.")
TRACEBACK = mistake("traceback-shown", "The application failed, and the visitor reads the traceback; it belongs on sys.stderr.")
NOT_LOGGED = mistake(
    "not-logged", "The application failed, and its traceback is not on your stderr; let the exception out, or print it there.")
NO_500 = mistake(
    "no-500", "The application failed before anything was out, and the visitor got the status {got}; expected 500.")
AFTER_FAILURE = mistake(
    "after-failure", "The application failed behind its first item, and you printed {got} there; nothing more may follow.")
HEADER_LOST = mistake(
    "header-lost", "The application gave the header {header}, and {there}; print every one, also where a name comes again.")
HEADER_BYTES = mistake(
    "header-encoding", "The header X-Author came out as the bytes {got}; a header is latin-1, so expected {expected}.")
STATUS = mistake("wrong-status", "{page} has the status {expected}, and the visitor got {got}{why}.")
BODY = mistake("body-changed", "The body of {page} differs from the items at byte {n}: expected {expected}, got {got}.")
UNLIKE = mistake("unlike-wsgiref", "With {page}, wsgiref's CGIHandler gives {expected}, and you give {got}.")

STATUSES = ("404 No Such Tea", "201 Brewed", "418 Short and Stout", "409 Cup in Use", "200 All Right", "422 No Milk Left")
TEXTS = ("Zoë & the café", "naïve? ¡sí!", "100 € + 1 %", "Þór, Łukasz, 山")
TEA = b"the tea is out"
OWN = {"date", "server", "connection", "content-length", "transfer-encoding"}   # what the gateway adds, or may
UNDER_WSGIREF = """\
from wsgiref.handlers import CGIHandler
import app
CGIHandler().run(app.application)
"""
EXPECTED = {"wsgi.version": (["tuple"], [1, 0], "(1, 0)"), "wsgi.url_scheme": (["str"], "http", "'http'"),
            "wsgi.multithread": (["bool", "int"], 0, "False"), "wsgi.multiprocess": (["bool", "int"], 1, "True"),
            "wsgi.run_once": (["bool", "int"], 1, "True")}
METHODS = {"wsgi.input": ("read", "readline", "readlines", "__iter__"), "wsgi.errors": ("write", "writelines", "flush")}


@rounds("clean")
def a_page(script):
    environ_is_right(script)
    status = STATUSES[script.rng.randrange(len(STATUSES))]
    text = a_text(script)
    page = script.get("/page?" + urlencode({"status": status, "text": text}))
    has_status(page, "page", status)
    has_headers(page)
    is_body(page, "page", (text + "\n").encode("utf-8"))
    if not closed(page):
        NOT_CLOSED.proved(at=page)
    if closed(page) > 1:
        CLOSED_TWICE.proved(at=page, n=closed(page))


@rounds("clean")
def the_body_of_a_request(script):
    lines = "one\r\ntwo\n"
    is_body(script.get("/page?raw=1&text=" + quote(lines)), "page", lines.encode("ascii") + b"\n\r\n \n\r" + bytes(range(256)))
    body = "text={}&{}\r\nand a second line\n".format(a_text(script), script.rng.randrange(10 ** 6)).encode("utf-8")
    for how, words in (("lines", "readline"), ("loop", "for line in"), ("pieces", "read(5)")):
        page = script.post(body, "/echo?how=" + how, stdin_extra=b"POST /next.py HTTP/1.1\r\n\r\n")
        was_read(page, words, body)
    page = script.post(body, "/echo?how=all", stdin_held=True, hangs=INPUT)
    was_read(page, "read(1000000)", body)


@rounds("clean")
def a_generator(script):
    words = a_text(script).split()
    page = script.get("/generator?text=" + quote(" ".join(words)), crashes=BEFORE_START)
    has_status(page, "generator", "200 OK")
    is_body(page, "generator", "".join(word + "\n" for word in words).encode("utf-8"))


@rounds("clean")
def one_item_at_a_time(script):
    script.get("/page")
    visiting = script.beside(script.get, "/lazy?seconds=1000", hangs=JOINED)
    seen = 0
    while not visiting.is_over():
        events = script.transcript.wait(seen, 0.25)
        seen += len(events)
        if any(event.kind == "data" and event.direction == "sent" and b"first" in event.data
               and not event.connection.startswith("script") for event in events):
            break
    with open(os.path.join(script.folder, "go"), "w"):
        pass        # only now, as the visitor has the first item, the second is made
    is_body(visiting.page(), "lazy", b"first\nsecond\n")


@rounds("clean")
def another_status(script):
    page = script.get("/replaced?empty=1", fails=True)
    if b"200 OK" in page.raw:
        (HEADERS_EARLY if page.raw.find(b"200 OK") < page.raw.find(b"503 Service") or page.crash else NOT_REPLACED).proved(
            at=page, offset=page.raw.find(b"200 OK"), what="its new status did not take the place of the old")
    if page.crash and "argument" in page.crash.text:
        NOT_REPLACED.proved(at=page, what="your start_response cannot be called so: " + page.crash.text)
    if page.crash and TEA in page.crash.text.encode("utf-8"):
        NOT_REPLACED.proved(at=page, what="you raised its exception; that is right only when the header block is out")
    script.judge(page)
    if page.status != 503:
        NOT_REPLACED.proved(at=page, what="expected the status 503, got {}{}".format(page.status, why(page)))
    if page.all("X-First"):
        NOT_REPLACED.proved(at=page, what="you printed a header of the first call, X-First, which it replaced")
    is_body(page, "replaced", b"Sorry.\n")
    page = script.get("/twice")
    if page.body.strip() != b"refused":
        TWICE.proved(at=page)


@rounds("clean")
def another_status_too_late(script):
    failed_in_the_middle(script, "/too_late", NOT_RAISED)


@rounds("clean")
def write_and_items(script):
    page = script.get("/write", fails=True)
    if page.crash and re.search("not callable|write", page.crash.text):
        NO_WRITE.proved(at=page)
    script.judge(page)
    if page.body != b"one two three\n":
        has_status(page, "write", "200 OK")
        WRITE_ORDER.proved(at=page, offset=page.offset_of_body(), got=page.body[:60])
    failed_in_the_middle(script, "/too_late?write=1", NOT_RAISED, WRITE_KEPT)


@rounds("clean")
def no_items(script):
    for rest, items in (("/nothing", "no items"), ("/nothing?items=2", "two empty items")):
        page = script.get(rest, fails=True)
        if not page.raw.strip() and not page.code:
            NO_HEADERS.proved(at=page, items=items)
        script.judge(page)
        has_status(page, rest[1:], "303 See Other")
        is_body(page, rest[1:], b"")
    page = script.visit("HEAD", "/page?status=" + quote("409 Conflict"))
    has_status(page, "page with HEAD", "409 Conflict")
    has_headers(page)


@rounds("clean")
def it_fails_at_once(script):
    for rest in "/raises", "/raises?started=1":
        page = script.get(rest, fails=True)
        shows_no_traceback(page)
        if page.status != 500:
            NO_500.proved(at=page, offset=0, got=page.status)
        is_logged(page)


@rounds("clean")
def it_fails_in_the_middle(script):
    page = failed_in_the_middle(script, "/breaks", AFTER_FAILURE)
    if not closed(page):
        NOT_CLOSED_ON_ERROR.proved(at=page)


@rounds("clean")
def like_wsgiref(script):
    asked = {"status": STATUSES[script.rng.randrange(len(STATUSES))], "text": a_text(script), "raw": 1}
    rests = ["/page?" + urlencode(asked), "/write"]
    mine = [script.get(rest) for rest in rests]
    script.application("reference.py", UNDER_WSGIREF)
    for rest, page in zip(rests, mine):
        theirs = script.get(rest)
        name = rest[1:].partition("?")[0]
        has_status(page, name, "{} {}".format(theirs.status, theirs.reason))
        expected = headers_of(theirs)
        names = {row[0] for row in expected}
        got = [row for row in headers_of(page) if row[0] in names]      # you may add others
        if got != expected:
            differing = sorted(set(got) ^ set(expected))
            UNLIKE.proved(at=page, offset=0, page="app.py/" + name, got=lines(row for row in differing if row in got),
                          expected=lines(row for row in differing if row in expected))
        is_body(page, name, theirs.body)


def environ_is_right(script):
    """Every key that PEP 3333 wants, with a value of the right type, and the request as it came."""
    page = script.get("/environ/caf%C3%A9?tea=gr%C3%BCn", [("X-Cup", "sm\xf6l")], fails=True)
    places = re.findall(rb'File "(.*)", line', page.stderr)
    if page.crash and places and places[-1].endswith(b"app.py") and b"cgiwsgi.py" in b"".join(places):
        wrong(page, " is nothing that the application can use: it stopped with " + page.crash.text)
    script.judge(page)
    has_status(page, "environ", "200 OK")
    try:
        told = json.loads(page.text)
        values = told["values"]
    except (ValueError, KeyError, TypeError):
        is_body(page, "environ", b'{\n "type": "dict",')
    if told["type"] != "dict":
        wrong(page, " is of the type {}; it has to be a dict".format(told["type"]))
    for name, (types, value, words) in EXPECTED.items():
        if name not in values:
            wrong(page, " lacks {}".format(name))
        if values[name][0] not in types or values[name][1] != value:
            wrong(page, "[{!r}] is {} ({}); expected {}".format(name, values[name][1], values[name][0], words))
    for name, methods in METHODS.items():
        if name not in values:
            wrong(page, " lacks {}".format(name))
        missing = [method for method in methods if method not in values[name][1]]
        if missing:
            wrong(page, "[{!r}] has no {}(); it has to be a stream".format(name, missing[0]))
    if values["wsgi.input"][0] in ("TextIOWrapper", "StringIO"):
        wrong(page, "['wsgi.input'] is a stream of text; it has to give bytes")
    if values["wsgi.errors"][0] in ("BufferedWriter", "FileIO", "BytesIO"):
        wrong(page, "['wsgi.errors'] is a stream of bytes; it has to take text")
    if b"a line for the log" not in page.stderr:
        wrong(page, "['wsgi.errors'] took a line, and that did not come out on sys.stderr")
    for name, raw in sorted(page.visit.variables.items()):
        if name not in values:
            wrong(page, " lacks {}".format(name))
        kind, got = values[name]
        if kind != "str":
            wrong(page, "[{!r}] is of the type {}; every value from the request has to be a str".format(name, kind))
        if got != raw.decode("latin-1") and name != "PATH_TRANSLATED":      # which is a path of this machine
            LATIN_1.proved(at=page, name=name, got=got, expected=raw.decode("latin-1"))


def wrong(page, what):
    ENVIRON.proved(at=page, what=what)


def was_read(page, how, body):
    has_status(page, "echo", "200 OK")
    if page.body.startswith(body) and len(page.body) > len(body):
        INPUT.proved(at=page, offset=page.offset_of_body() + len(body))
    if page.body != body:
        INPUT_LOST.proved(at=page, offset=page.offset_of_body(), got=page.body[:80], how=how, expected=body)


def failed_in_the_middle(script, rest, mistake, kept=None):
    """The page is `first`, and ends there; what went wrong is on stderr."""
    page = script.get(rest, fails=True)
    shows_no_traceback(page)
    head, _, body = page.raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    if not body.startswith(b"first\n"):
        if not page.crash or TEA not in page.crash.text.encode("utf-8"):
            script.judge(page)
        if kept:
            kept.proved(at=page, offset=page.offset_of_body(), got="{} with {}".format(page.status, body[:40] or "no byte"))
        BODY.proved(at=page, page="app.py" + rest, n=0, expected=b"first\n", got=body[:40])
    if body[6:].strip():
        mistake = NOT_RAISED if b"never" in body and mistake is NOT_RAISED else AFTER_FAILURE
        mistake.proved(at=page, offset=page.raw.find(b"first") + 6, got=repr(body[6:60])[1:])
    if b"raised another exception" in page.stderr:
        NOT_RAISED.proved(at=page)
    is_logged(page)
    return page


def is_logged(page):
    """The traceback of the application's exception is on stderr."""
    if TEA not in page.stderr or b"Traceback" not in page.stderr:
        NOT_LOGGED.proved(at=page)


def shows_no_traceback(page):
    found = re.search(rb'Traceback \(most recent|File ".*", line \d|' + TEA, page.raw)
    if found:
        TRACEBACK.proved(at=page, offset=found.start())


def has_status(page, name, status):
    got = "{} {}".format(page.status, page.reason)
    if got != status:
        STATUS.proved(at=page, offset=0, page="app.py/" + name, expected=status, got=got, why=why(page))


def why(page):
    return "; your stderr ends with {}".format(page.crash.text) if page.crash else ""


def has_headers(page):
    """What /page gives to start_response is there, each time and in latin-1."""
    for header in ("tea=black", "milk=no"):
        if header not in page.all("Set-Cookie"):
            there = "it was not printed" if not page.all("Set-Cookie") else "of two such headers one was printed"
            HEADER_LOST.proved(at=page, offset=0, header="Set-Cookie: " + header, there=there)
    if not page.all("X-Author"):
        HEADER_LOST.proved(at=page, offset=0, header="X-Author", there="it was not printed")
    got = page.get("X-Author").encode("latin-1")
    if got != b"Zo\xeb":
        HEADER_BYTES.proved(at=page, offset=max(0, page.raw.find(b"X-Author")), got=got, expected=b"Zo\xeb")


def is_body(page, name, expected):
    got = page.body
    if got == expected:
        return
    n = first_difference(got, expected)
    BODY.proved(at=page, offset=page.offset_of_body() + n, page="app.py/" + name, n=n, got=got[n:n + 30] or "the end",
                expected=expected[n:n + 30] or "the end")


def headers_of(page):
    return sorted((name.lower(), value) for name, value in page.headers if name.lower() not in OWN)


def lines(rows):
    return ", ".join("{}: {}".format(*row) for row in rows) or "no such header"


def closed(page):
    """How many times close() was called, as it says on wsgi.errors."""
    return [line.strip() for line in page.stderr.splitlines()].count(b"closed")


def a_text(script):
    return TEXTS[script.rng.randrange(len(TEXTS))]
