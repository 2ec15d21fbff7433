"""1.09 files: a client with a control connection and data connections, who knows when a file is not whole."""

import os
import re
import time

from bundle.checking import mistake, rounds
from bundle.checking.trial import first_difference, glimpse
from bundle.servers import store_for
from bundle.servers.small_ftp import SmallFTP

ASKED_FIRST = mistake(
    "asked-first", "You asked for the {what} before connecting to the announced port; connect, then say {verb}.")
HALF_THE_ANSWER = mistake(
    "half-the-answer", "The data's EOF is half the answer: the last reply was {code}, and your program ended with exit "
    "status 0; read the last reply too.")
NO_LAST_REPLY = mistake(
    "no-last-reply", "The control connection ended where the last reply should come, and your program ended with exit "
    "status 0; only 226 tells that the file is whole.")
LEFT_UNSURE = mistake(
    "left-unsure", "The control connection ended where 226 should come, and you left {n} bytes in {name}; without 226 nobody "
    "knows whether that is all: remove it, or save it when 226 has come.")
NOT_FOUND = mistake(
    "not-found", "The server said 550, there is no such file, and your program ended with exit status 0; it should be 1.")
EMPTY_FILE = mistake("empty-file", "The server said 550 and you left {a} file; open it when you know that there is something.")
HALF_FILE = mistake(
    "half-file", "The last reply was {code}, and you left {n} of {total} bytes in {name}; whoever finds it takes it for "
    "the file.")
LEFT_OPEN = mistake("left-open", "You left the data connection open; the server waits for you to close it before the next one.")
LAST_REPLY_LOST = mistake(
    "last-reply-lost", "{reply} had come, and {seconds:g} s later you were still waiting. It may stand in one chunk with 150: "
    "keep the remainder. And the control connection has no EOF before you close it.")
NOT_IN_TWO = mistake(
    "last-reply-lost", "{reply} had come, and {seconds:g} s later you were still waiting for more. Nothing follows: it comes "
    "in place of 150 and of a last reply, so look at the first reply, too.")
LIST_FAILED = mistake(
    "list-failed", "The last reply to LIST was 451, so the list is not whole, and your program ended with exit status 0; it "
    "should be 1, as after every reply of 400 or more.")
LF_ONLY = mistake(
    "lf-only", "You sent a command that ends with \\n alone; commands end with \\r\\n. (Not every server forgives it.)")
READ_LATER = mistake(
    "reads-later", "You read nothing from the data connection for {seconds:g} s, and the server cannot send the rest of "
    "{what}: read the data to its EOF first, then the last reply.")
STOPPED_EARLY = mistake(
    "stopped-early", "You stopped reading {what} after {n} of {total} bytes; the end is EOF, recv's b'', and nothing else.")
CLOSED_EARLY = mistake(
    "stopped-early", "You closed the data connection while {what} was still on its way, which is why the server said 426; "
    "the end is EOF, recv's b'', and nothing else.")
NOT_SAVED = mistake("not-saved", "There is no {name} in the current folder after your program has ended; save it there.")
FILE_DIFFERS = mistake("file-differs", "The {name} that you saved differs first at byte {n}: expected {expected}, got {got}.")


WITH_BLANKS = "the last tea.txt"
NOT_ASCII = "d\u00e9j\u00e0 lu.txt"     # is only listed


class Files(SmallFTP):
    """The practice server; it knows when it has nothing more to say, and lists its files in an order of its own."""

    last_reply = ""
    waited = 0.0        # seconds for the program to close a data connection
    waits_since = None  # when that began, until `waited` tells how long it took
    sending = None      # what is on its way over the data connection

    def reply(self, reply):
        if reply:
            if reply.startswith("229"):
                self._listener.narrow()     # photo.png does not fit into what the system keeps, then
            self.last_reply = reply
            self.__dict__.setdefault("places", {})[reply[:3]] = self.conn.sent + len(self.conn.fault.kept)
        super().reply(reply)

    def place(self, code):
        """Where the last reply with this code stands: the evidence for proved()."""
        return {"at": self, "direction": "received", "offset": self.__dict__.get("places", {}).get(code)}

    def names(self):
        return sorted(super().names(), key=lambda name: name[::-1])

    def send_file(self, data, content):
        self.sending = "the list" if self.commands[-1].verb == "LIST" else self.commands[-1].argument
        began = time.monotonic()
        reply = super().send_file(data, content)
        if not reply.startswith("426") or time.monotonic() - began < 1:     # else it was stuck until we ended the program
            self.sending = None
        return reply

    def wait_for_close(self):
        self.waits_since = time.monotonic()
        try:
            super().wait_for_close()
        finally:
            self.waited = time.monotonic() - self.waits_since
            self.waits_since = None

    @property
    def silent(self):
        return self.was_kept or self.sending or self.last_reply.startswith(("226", "4", "5"))

    @property
    def was_kept(self):
        """Whether it waits for that, or did until we ended the program."""
        since = self.waits_since
        return self.waited > 1 or self.waits_for_close or (since is not None and time.monotonic() - since > 1)


FILES = {"clean": "photo.png", "hold-2": "notes.txt", "drib": "all-bytes.bin", "coal": WITH_BLANKS,
         "hold-data": "all-bytes.bin"}


@rounds("clean", "hold-2", "drib", "coal")
def lists_and_fetches(client):
    fetch(client, FILES[client.round.profile])


@rounds("hold-data", early=False)     # who sends nothing on a data connection may half-close it at any time
def data_comes_slowly(client):
    fetch(client, FILES[client.round.profile])


@rounds("clean")
def an_empty_file(client):
    fetch(client, "empty.txt")


@rounds("clean")
def there_is_no_such_file(client):
    files = serve(client)

    def look(program):
        left = saved(client, "nothing.txt")
        if asked(files, "GET", "550") and left is not None:
            EMPTY_FILE.proved(**files.sessions[-1].place("550"), a="a half" if left else "an empty")
        if asked(files, "GET", "550") and not program.code:
            NOT_FOUND.proved(**files.sessions[-1].place("550"))
    client.run_into_failure(files.host, files.port, "nothing.txt", success=NOT_FOUND, named=look, what="There was no such file",
                            hangs=Waiting())


class SendsHalf(Files):
    """Of a file, the data connection brings only the first half."""

    code, why = "426", "The data connection broke off."

    def send_file(self, data, content):
        if self.commands[-1].verb != "GET":
            return super().send_file(data, content)
        super().send_file(data, content[:len(content) // 2])
        return self.code + " " + self.why


class CannotRead(SendsHalf):
    code, why = "451", "A disk failed here."


@rounds("clean")
def the_transfer_breaks_off(client):
    fetch_half(client, SendsHalf)


@rounds("clean")
def the_server_cannot_read_on(client):
    fetch_half(client, CannotRead)


class HangsUp(Files):
    """Closes the control connection where the last reply to GET should come."""

    def send_file(self, data, content):
        reply = super().send_file(data, content)
        if self.commands[-1].verb != "GET":
            return reply
        self.finished = True
        self.conn.half_close("the control connection is dropped before 226")


@rounds("clean")
def the_server_leaves(client):
    files = serve(client, HangsUp)

    def look(program):
        left = saved(client, "notes.txt")
        if asked(files, "GET", "150") and program.code and left is not None:
            LEFT_UNSURE.proved(**files.sessions[-1].place("150"), name="notes.txt", n=len(left))
    client.run_into_failure(files.host, files.port, "notes.txt", success=NO_LAST_REPLY, named=look,
                            what="The server left before 226", hangs=Waiting())


class ListsHalf(Files):
    """Cannot list all the files; all else works."""

    def send_file(self, data, content):
        if self.commands[-1].verb != "LIST":
            return super().send_file(data, content)
        super().send_file(data, content[:content.index(b"\n") + 1])
        return "451 A disk failed here."


@rounds("clean")
def the_list_breaks_off(client):
    files = serve(client, ListsHalf)
    client.run_into_failure(files.host, files.port, "notes.txt", success=LIST_FAILED, what="The list broke off",
                            hangs=Waiting())


@rounds("cut-5", "rst-data")
def a_connection_breaks(client):
    """The control connection in the second 229; a data connection in the list."""
    files = serve(client)
    client.run_into_failure(files.host, files.port, "notes.txt", hangs=Waiting())


def serve(client, session_class=Files):
    store = store_for("files", client.seed)
    store.write("/" + WITH_BLANKS, store.read("/minutes.txt"))
    store.write("/" + NOT_ASCII, b"Again.\n")
    return client.server(session_class, store=store)


def fetch(client, name):
    files = serve(client)
    names, content = listing(files.store), files.store.read("/" + name)
    client.run(files.host, files.port, name, named=lambda program: judge(client, files, name, content), hangs=Waiting())
    client.printed("{}saved {}, {} bytes\n".format(names, name, len(content)))
    for session in files.sessions:
        sent = b"".join(event.data for event in client.transcript.since(0) if
                        (event.connection, event.kind, event.direction) == (session.conn.name, "data", "sent"))
        bare = re.search(rb"(?<!\r)\n", sent)
        if bare:
            LF_ONLY.proved(session, "sent", bare.start())


def fetch_half(client, session_class):
    files = serve(client, session_class)
    content = files.store.read("/photo.png")

    def look(program):
        session, left = files.sessions[-1] if files.sessions else None, saved(client, "photo.png")
        if asked(files, "GET", "150") and program.code == 0:
            HALF_THE_ANSWER.proved(**session.place(session_class.code), code=session_class.code)
        if asked(files, "GET", "150") and left is not None:
            HALF_FILE.proved(**session.place(session_class.code), code=session_class.code, name="photo.png", n=len(left),
                             total=len(content))
    client.run_into_failure(files.host, files.port, "photo.png", named=look, what="The transfer broke off", hangs=Waiting())


def judge(client, files, name, content):
    """One run against a server that does all as it should: the earliest of the named mistakes, if there is any."""
    if not files.sessions:
        return
    session, left, program = files.sessions[-1], saved(client, name), client.program
    if left == content and not program.code:
        return
    for verb, what in (("LIST", "list"), ("GET", "file")):
        said = asked(files, verb, "425")
        if said:
            ASKED_FIRST.proved(at=session, offset=said.offset, what=what, verb=verb)
    got_it = asked(files, "GET", "150")
    if got_it and left and left != content and content.startswith(left):
        data = session.conn.family[-1]
        STOPPED_EARLY.proved(at=data, direction="received", offset=len(left), what=name, n=len(left), total=len(content))
    if session.last_reply.startswith("426") and session.conn.early is None:
        CLOSED_EARLY.proved(at=session.conn.family[-1], what=name if got_it else "the list")
    if not got_it or program.code:
        return
    if left is None:
        NOT_SAVED.proved(**session.place("226"), name=name)
    n = first_difference(content, left)
    FILE_DIFFERS.proved(**session.place("226"), name=name, n=n, expected=glimpse(content[n:]), got=glimpse(left[n:]))


class Waiting:
    """The mistake of a program that waits for a server which has nothing more to say: what for, the session tells."""

    def proved(self, at=None, direction=None, offset=None, seconds=0):
        session = at
        if session.sending:
            data = session.conn.family[-1]
            READ_LATER.proved(data, "received", data.sent, seconds=seconds, what=session.sending)
        if session.was_kept:
            LEFT_OPEN.proved(session, direction, offset)
        code = session.last_reply[:3]
        lost = LAST_REPLY_LOST if code in ("226", "426", "451") else NOT_IN_TWO
        lost.proved(**session.place(code), seconds=seconds, reply=code)


def asked(files, verb, code):
    """The first such command that got such a reply."""
    return next((said for session in files.sessions for said in session.commands
                 if said.verb == verb and said.reply.startswith(code)), None)


def listing(store):
    return "".join(name + "\n" for name in Files(None, store).names())


def saved(client, name):
    """What the program left under that name; None if nothing."""
    try:
        with open(os.path.join(client.folder, name), "rb") as file:
            return file.read()
    except OSError:
        return None
