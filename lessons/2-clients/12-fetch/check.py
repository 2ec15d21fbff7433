"""2.12 fetch: a download that knows when to try again, when not to, and what half a file is worth."""

import os

from bundle.checking import mistake, rounds
from bundle.checking.web_client import judge_requests, url_of, visits
from bundle.servers.http_message import Refused
from bundle.servers.stores import files
from bundle.servers.stores.library import noise
from bundle.servers.stores.site import Site
from bundle.servers.web_asked import FORM
from bundle.servers.web_pages import Answer, refusal
from bundle.servers.website import SILENCE, Website

TRUNCATED = mistake("truncated", "You kept {n} of {m} bytes; read(n) and copyfileobj hide truncation.")
NO_TIMEOUT = mistake(
    "no-timeout", "No timeout: a silent server stops you forever. You still waited after {seconds:g} s, and "
    "TIMEOUT was {timeout}.")
RETRIED_404 = mistake("retried-404", "404 will not improve; do not retry.")
RETRIED_POST = mistake("retried-post", "You retried a POST; the first one may have done its work.")
MISSED = mistake("missed", "{exc} is not {family}; your retry missed it.")
GAVE_UP = mistake("gave-up", "You gave up after attempt {n}; {what} is worth another one, up to five in all.")
TOO_MANY = mistake("too-many", "You made {n} attempts; after the fifth it is a failure.")
TOO_SOON = mistake(
    "too-soon", "Retry-After asked you to wait {wanted} s; you came back after {seconds:.2f} s.")
SAVED_ERROR = mistake(
    "saved-error", "The answer was {status}, and you saved its page as if it were the file.")
SPOILED = mistake("spoiled", "The download failed, and {what}; write to another name, then os.replace.")
NOT_SAVED = mistake("not-saved", "There is no {name} in the current folder after your program has ended.")
OTHER_BYTES = mistake(
    "other-bytes", "{name} holds {n} bytes, and they are not the {m} bytes of the answer; it needs those, as "
    "bytes, and nothing else.")
NO_POST = mistake(
    "no-post", "With FORM, you should have sent a POST with it as the body; the server got {got}.")
NO_GET = mistake(
    "no-get", "Without FORM, every request is a GET, and every GET an attempt; the server got {got}.")

FILE = "download.bin"
OLD = b"what was here before\n" * 5000      # longer than what is fetched
PATIENT = "20"      # a TIMEOUT that no healthy server meets
SHORT = "1"         # one that is soon over, and yet enough for a machine that is busy
RETRY_AFTER = 1
NO_OS_ERRORS = ("IncompleteRead", "BadStatusLine")
RETRIED = NO_OS_ERRORS + ("RemoteDisconnected", "ConnectionResetError", "BrokenPipeError",
                          "ConnectionAbortedError", "TimeoutError", "timeout")
WORDS = {
    "cut": "a body that ends early", "drop": "a connection that closes without an answer", "rst": "a reset",
    "mute": "silence", "stall": "silence in mid-body", "busy": "503",
}


class Plan(Site):
    """What the server does to one request after another; the last of `steps` is for all that follow."""

    def __init__(self, client, *steps):
        super().__init__(files.FileTree(), client.seed)
        self.steps = steps
        self.data = noise(client.rng, 20000 + client.rng.randrange(40000))

    def step(self):
        return self.steps[min(self.count("steps"), len(self.steps)) - 1]


class BadDay(Website):
    """Follows the Plan in its store, and closes after each answer."""

    most_requests = 1
    silent = False      # whether it has fallen silent, and lets the program wait
    step = None

    def answer(self, asked):
        self.step = self.store.step()
        try:
            return getattr(self, "do_" + self.step)()
        except Refused as refused:
            return refusal(refused.status, refused.why, refused.headers)

    def do_ok(self):
        return Answer(200, body=self.store.data, kind="application/octet-stream")

    def do_cut(self):
        return self.begin_only()

    def do_drop(self):
        raise ConnectionAbortedError("closes without an answer")

    def do_rst(self):
        self.conn.reset()
        raise ConnectionAbortedError("has reset the connection")

    def do_mute(self):
        self.silent = True
        self.conn.waiting(SILENCE)
        raise ConnectionAbortedError("says nothing")

    def do_stall(self):
        return self.begin_only(then=self.do_mute)

    def do_busy(self):
        raise Refused(503, "Come back later.", [("Retry-After", RETRY_AFTER)])

    def do_gone(self):
        raise Refused(404, "There is no such file.")

    def begin_only(self, then=None):
        """Half of the body."""
        data = self.store.data

        def pieces():
            yield data[:len(data) // 2]
            if then:
                then()
        return Answer(200, body=pieces(), kind="application/octet-stream", length=len(data))


@rounds("clean", "drib", "hold-1", early=False)
def saves_the_file(client):
    fetch(client, ["ok"])


@rounds("clean")
def the_body_ends_early(client):
    fetch(client, ["cut", "ok"], old=OLD)


@rounds("clean")
def the_connection_breaks(client):
    fetch(client, ["drop", "rst", "ok"])


@rounds("clean")
def the_server_is_silent(client):
    fetch(client, ["mute", "stall", "ok"], timeout=SHORT)


@rounds("clean")
def the_server_is_busy(client):
    fetch(client, ["busy", "ok"])


@rounds("clean")
def there_is_no_such_file(client):
    fail(client, ["gone"] * 4 + ["ok"])


@rounds("clean")
def it_never_works(client):
    fail(client, ["cut"] * 7 + ["ok"], old=OLD)


@rounds("clean")
def a_post_is_answered(client):
    fetch(client, ["ok"], form="text=hello")


@rounds("clean")
def a_post_is_not_answered(client):
    fail(client, ["drop"] * 4 + ["ok"], form="text=hello")


def start(client, steps, old):
    """(service, where FILE is), with `old` in it if that is not None."""
    client.patience = max(client.patience, 4)
    path = os.path.join(client.folder, FILE)
    if old is not None:
        with open(path, "wb") as file:
            file.write(old)
    return client.server(BadDay, store=Plan(client, *steps)), path


def fetch(client, steps, timeout=PATIENT, form=None, old=None):
    """One run that must end with the file."""
    http, path = start(client, steps, old)
    args = [url_of(http, "/file"), FILE, timeout] + ([form] if form else [])

    def judge(program):
        found = visits(http)
        if not found:
            return
        judge_requests(found)
        judge_form(found, form)
        judge_spacing(client, found)
        if program.code:
            judge_stop(http, program, found)
        else:
            judge_saved(http, found, read(path), old)

    client.run(*args, hangs=Waits(timeout), named=judge)
    attempts = len(visits(http))
    client.printed("{} bytes, attempt {}\n".format(len(http.store.data), attempts))


def fail(client, steps, form=None, old=None):
    """One run that must end without it."""
    http, path = start(client, steps, old)
    args = [url_of(http, "/file"), FILE, PATIENT] + ([form] if form else [])

    def judge(program):
        found = visits(http)
        if not found:
            return
        judge_requests(found)
        judge_form(found, form)
        n, status = len(found), found[0].status
        if form and n > 1:
            found[1].proves(RETRIED_POST)
        if status == 404 and n > 1:
            found[1].proves(RETRIED_404)
        if n > 5:
            found[5].proves(TOO_MANY, n=n)
        if program.code and steps[0] == "cut" and n < 5:
            judge_stop(http, program, found)
        judge_saved(http, found, read(path), old, failed=True)

    what = {"drop": "A POST was not answered", "gone": "The answer was 404", "cut": "Five attempts failed"}
    client.run_into_failure(*args, named=judge, what=what[steps[0]])


class Waits:
    """What a program that does not end has done: NO_TIMEOUT if it waits for a server that says nothing."""

    def __init__(self, timeout):
        self.timeout = timeout

    def proved(self, at, seconds=None, **details):
        if seconds is not None:
            NO_TIMEOUT.proved(at, seconds=seconds, timeout=self.timeout, **details)


def judge_form(found, form):
    for visit in found:
        body = visit.asked.body
        got = "{} with {}".format(visit.method, ascii(body[:40])) if body else visit.method
        if not form and visit.method != "GET":
            visit.proves(NO_GET, got=got)
        if form and (visit.method, body) != ("POST", form.encode("ascii")):
            visit.proves(NO_POST, got=got)
        if form and visit.asked.request.get("Content-Type").partition(";")[0].strip().lower() != FORM:
            visit.proves(NO_POST, got="{}, of another type than {}".format(got, FORM))


def judge_spacing(client, found):
    """Who asks again after 503 has waited as long as Retry-After said."""
    for before, visit in zip(found, found[1:]):
        if before.status == 503:
            seconds = moments(client, visit, "sent")[0] - moments(client, before, "received")[-1]
            if seconds < 0.95 * RETRY_AFTER:
                visit.proves(TOO_SOON, wanted=RETRY_AFTER, seconds=seconds)


def moments(client, visit, direction):
    """When something crossed the connection of this visit, in seconds."""
    return [event.t for event in client.transcript.since(0)
            if (event.connection, event.kind, event.direction) == (visit.conn.name, "data", direction)]


def judge_stop(http, program, found):
    """The program stopped before it had what it was to fetch."""
    last = found[-1]
    step = next(session.step for session in http.sessions if session.conn is last.conn)
    if step == "ok":
        return
    crash = program.crash and program.crash.name
    caught = caught_family(program, crash)
    if caught:
        last.led_to_it(MISSED, exc=crash, family=caught)
    if len(found) < 5 and crash in RETRIED + ("URLError", "HTTPError", None):
        last.led_to_it(GAVE_UP, n=len(found), what=WORDS.get(step, last.status))


def caught_family(program, crash):
    """What the program catches, but `crash` (the name of an exception) is not: "a URLError"; None if that is
    not so."""
    with open(program.file, encoding="utf-8", errors="replace") as source:
        text = source.read()
    if "except" not in text or crash not in RETRIED:
        return None
    if crash in NO_OS_ERRORS and "OSError" in text:
        return "an OSError"
    return "a URLError" if "URLError" in text else None


def judge_saved(http, found, saved, old, failed=False):
    """What stands in FILE now (bytes, or None)."""
    data, last = http.store.data, found[-1]
    if saved == (old if failed else data):
        return
    refused = [visit for visit in found
               if visit.status != 200 and visit.asked.page and visit.asked.page == saved]
    if refused:
        refused[-1].led_to_it(SAVED_ERROR, status=refused[-1].status)
    if not failed and saved is not None and saved != data and data.startswith(saved):
        last.led_to_it(TRUNCATED, n=len(saved), m=len(data))
    if failed:
        what = "there is no {} any more".format(FILE) if saved is None else \
            "{} now holds {} bytes".format(FILE, len(saved))
        last.led_to_it(SPOILED, what=what)
    if saved is None or saved == old:
        last.led_to_it(NOT_SAVED, name=FILE)
    last.led_to_it(OTHER_BYTES, name=FILE, n=len(saved), m=len(data))


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
