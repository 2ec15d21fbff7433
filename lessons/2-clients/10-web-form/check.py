"""2.10 web-form: a client that sends a form in both ways, goes where it is sent, and reads every answer."""

import re

from bundle.checking import mistake, rounds
from bundle.checking.general import WAITED_FOR_EOF
from bundle.checking.web_client import (
    REDIRECTS, BreaksOff, judge_requests, journey, same_text, text_of, url_of, visits)
from bundle.servers import store_for

AMPERSAND = mistake("ampersand", "Your value's & split the query; urlencode.")
NOT_ENCODED = mistake(
    "not-encoded", "The value stands in your request as it is; spaces, signs and accents have to be "
    "percent-encoded: urlencode.",
    crash=r"InvalidURL|URL can't contain control|'(ascii|latin-1)' codec can't encode")
FIELD = mistake("field", "The server found {got} in your form; it should be text = {wanted}.")
METHOD = mistake(
    "method", "The methods on the wire were {got}; first comes a GET, then a POST, each with the form.")
NO_TYPE = mistake(
    "no-type", "Your POST does not say what its body is; the header is "
    "Content-Type: application/x-www-form-urlencoded.")
LOST_404 = mistake("lost-404", "404 raised and you lost its body; HTTPError is a response.")
LOST_BODY = mistake(
    "lost-body", "The answer was 404; it has a body as any other, and you did not print both.")
CHARSET = mistake("charset", "You assumed {assumed}; the header says otherwise: {declared}.")
UNDECODED = mistake(
    "undecoded", "You passed the bytes of the body on as they came; they become text by the charset in the "
    "header, {declared}.")
NOT_FOLLOWED = mistake("not-followed", "The answer was {status}; go on at its Location, {location}.")
REPEATED = mistake("repeated-303", "{status} sends you on with GET; you sent the POST again.")
GAVE_UP = mistake("gave-up-307", "307 must repeat the POST; urllib raised and you gave up.")
CHANGED = mistake("changed-307", "307 must repeat the POST; {what}.")

TEXTS = ("fish&chips", "Tom & Zoé: 100% = 2+3?")
FRENCH = "Crème brûlée & thé"
LONG = "a line that is long enough to be cut in its middle; " * 20


@rounds("clean", "hold-1", "drib", "coal", early=False)     # the head of a redirect is enough to follow it
def sends_the_form(client):
    http = client.server("http")
    for text in TEXTS if client.round.profile == "clean" else TEXTS[1:]:
        visit(client, http, "/form", text)


@rounds("clean")
def reads_another_charset(client):
    visit(client, client.server("http"), "/form/latin-1", FRENCH)


@rounds("clean")
def reads_a_404(client):
    visit(client, client.server("http"), "/nowhere", "hello")


@rounds("clean", "drib", early=False)
def repeats_after_307(client):
    visit(client, client.server("http"), "/form/moved", FRENCH)


@rounds("clean")
def server_leaves_in_the_middle(client):
    http = client.server(BreaksOff, store=store_for("http", client.seed))
    client.run_into_failure(url_of(http, "/form"), LONG)


@rounds("rst-1")
def server_resets(client):
    http = client.server("http")
    client.run_into_failure(url_of(http, "/form"), LONG)


def visit(client, http, path, text):
    """One run of the program, and whether all was right with it."""
    before = len(visits(http))
    answers = []

    def judge(program):
        found = visits(http)[before:]
        judge_requests(found, lambda visit: text.encode("utf-8") in sent(client, visit) and NOT_ENCODED)
        ways = [journey(found, first) for first in starts(found, path) if first]
        for way in ways:
            judge_way(program, way, text)
        if program.code:
            judge_stop(program, found)
        else:
            judge_methods(http, found, ways)
            answers[:] = [way[-1] for way in ways]
            judge_text(program, answers)

    client.run(url_of(http, path), text, hangs=WAITED_FOR_EOF, named=judge)
    same_text(client, output(answers))


def starts(found, path):
    """The first GET and the first POST of the form; a visit without its fields before that may be."""
    for method in ("GET", "POST"):
        asked = [visit for visit in found if (visit.method, visit.path) == (method, path)]
        yield next((visit for visit in asked if visit.fields), asked[0] if asked else None)


def judge_way(program, way, text):
    """One sending of the form, and where the redirects led it."""
    for here, before in zip(way, [None] + way):
        if here.status == 415:
            here.proves(NO_TYPE if here.asked.body else FIELD, got="no field", wanted=text)
        if before and before.status == 307 and here.method != before.method:
            here.proves(CHANGED, what="you went on with " + here.method)
        if before and before.status == 307 and here.method == "POST" and not here.fields:
            here.proves(CHANGED, what="you sent it without its body")
        if before and before.status in (302, 303) and here.method != "GET":
            here.proves(REPEATED, status=before.status)
        if before is None and here.fields != [("text", text)]:
            is_split = "&" in text and here.fields[:1] == [("text", text.partition("&")[0])]
            here.proves(AMPERSAND if is_split else FIELD, got=shown(here.fields), wanted=text)
    last = way[-1]
    if stopped_elsewhere(program):
        return
    if last.status == 307 and last.method == "POST" and last.is_urllib:
        last.led_to_it(GAVE_UP)
    if last.status in REDIRECTS:
        last.led_to_it(NOT_FOLLOWED, status=last.status, location=last.asked.get("Location"))


def judge_stop(program, found):
    """The program failed, although nothing was wrong with the server."""
    if not found:
        return
    last = found[-1]
    if last.status == 404 and not stopped_elsewhere(program):
        last.led_to_it(LOST_404 if last.is_urllib else LOST_BODY)
    codec = re.search(r"'([\w-]+)' codec can't (decode|encode .* surrogates)",
                      program.stderr.decode("utf-8", "replace"))
    if codec:   # surrogates: decoded with surrogateescape, and then not to be printed
        last.led_to_it(CHARSET, assumed=codec.group(1).upper(), declared=last.charset())


def stopped_elsewhere(program):
    """Whether it stopped with an exception of its own making: the general mistakes say which."""
    return program.crash is not None and program.crash.name != "HTTPError"


def judge_methods(http, found, ways):
    if len(ways) < 2 or [way[0].method for way in ways] != ["GET", "POST"]:
        got = " and ".join(visit.method for visit in found) or "none"
        METHOD.proved(at=found[-1] if found else http.sessions[-1] if http.sessions else None, got=got)


def judge_text(program, answers):
    """What was printed, if it shows what the program took for text."""
    got = text_of(program)
    if got == output(answers):
        return
    for answer in answers:
        if answer.status == 404 and not answer.asked.why in got:
            answer.led_to_it(LOST_404 if answer.is_urllib else LOST_BODY)
    for answer in answers:
        page = answer.asked.page
        if answer.charset() != "utf-8" and not page.isascii() and page in program.stdout:
            answer.led_to_it(UNDECODED, declared=answer.charset())
    for assumed in ("UTF-8", "ISO-8859-1", "ASCII"):
        for errors in ("replace", "ignore", "backslashreplace"):
            if got == output(answers, assumed, errors):
                answers[0].led_to_it(CHARSET, assumed=assumed, declared=answers[0].charset())


def output(answers, charset=None, errors="strict"):
    """What a right program prints; or one that takes every page for text in `charset`."""
    return "\n".join("{}\n{}".format(visit.status, visit.page(charset, errors).rstrip("\n"))
                     for visit in answers)


def shown(fields):
    return ", ".join("{} = {}".format(name, value) for name, value in fields) or "no field"


def sent(client, visit):
    """All that the program sent on the connection of this visit."""
    return b"".join(event.data for event in client.transcript.since(0)
                    if (event.connection, event.direction) == (visit.conn.name, "sent"))
