"""2.07 news-by-hand: multi-line blocks both ways, with a dot more or less where a line begins with one."""

import re

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.checking.preflight import imports_in
from bundle.checking.trial import first_difference, glimpse
from bundle.servers import store_for
from bundle.servers.blocks import block
from bundle.servers.nntp import NNTP
from bundle.servers.stores.letters import crlf, date, letter

LIBRARY = mistake(
    "library", "You import nntplib (line {line}); here you do by hand what it does for you, "
    "with a socket alone.")
INSIDE = mistake("dot-inside", "You stopped at a dot inside a line.")
KEPT = mistake("dots-kept", "Incoming '..' must lose one dot.")
STRIPPED = mistake(
    "dots-stripped", "You took away more than one dot of a line, or one that stood inside it; "
    "a line that begins with a dot loses that one, and no line loses more.")
ENDED = mistake("ended-early", "Your posted line '.' ended the article early; double leading dots.")
UNSTUFFED = mistake(
    "not-stuffed", "You posted {sent}, and it arrived as {came}; "
    "every line that begins with a dot gets one more.")
OVERSTUFFED = mistake(
    "overstuffed", "You doubled dots that need no company: {sent} arrived as {came}; "
    "only a line that begins with a dot gets one more, and only in front.")
EAGER = mistake("before-340", "You sent the article before 340.")
UNFINISHED = mistake(
    "unfinished-end", "You went on before the article had come to its end; "
    "its last line is a dot, CR and LF, all three.")
LF_ONLY = mistake("lf-only", "You sent a line that ends with LF alone; on the wire, lines end with CRLF.")
NOT_REFUSED = mistake(
    "refusal-ignored", "The server refused your article with 441, and you ended with exit status 0; "
    "say so on stderr, and end with 1.")
POSTED_ANYWAY = mistake(
    "posted-anyway", "There was no such article, and you posted all the same; say so, and end with 1.")
NO_TERMINATOR = Mistake(
    "no-terminator", "You left before your article was complete: a line with nothing but a dot ends it.",
    rank=2)
NOT_POSTED = Mistake("not-posted", "Your program ended with exit status 0, and nothing was posted.", rank=2)
POSTED_OTHER = Mistake(
    "posted-other", "The article that you posted differs first at byte {n}: expected {expected}, got {got}.",
    rank=2)
NOT_TOLD = "{}, and you ended with exit status 0; say so, and end with 1."

GROUP = "netprog.test"

TRICKY = [      # lines that begin with a dot, end with one, hold one, or look like an end
    ".", "..", "...", ".plan", "..netrc", ". ", " .", "It ends with a dot.", "One. Two.. Three...", "a..b",
    "", "Grüße: é, 日本", "QUIT", "240 is a number", ".\t.", "> .", "--",
]


@rounds("clean", "drib", "coal", "hold-1")
def prints_and_posts(client):
    sockets_only(client)
    visit = Visit(client)
    visit.run()


class Withholds(NNTP):
    """The end of an article comes slowly: its last byte."""

    def article(self, which=None):
        reply = super().article(which)
        if isinstance(reply, bytes):
            self.conn.hold(reply)
            return None
        return reply


@rounds("clean", early=UNFINISHED)
def the_end_comes_slowly(client):
    Visit(client, Withholds).run()


class Hesitates(NNTP):
    """Thinks about POST for a while, and then says no."""

    eager = None    # the offset of the first byte of an article that came before the reply to POST

    def post(self):
        conn = self.conn
        if conn.received == conn.consumed:
            conn.waiting_more(conn.faults.hold_seconds)
        if conn.received > conn.consumed:
            self.eager = conn.consumed
        return "440 no posting here today"


@rounds("clean")
def waits_for_340(client):
    visit = Visit(client, Hesitates)

    def sent_it(program):
        for session in visit.nntp.sessions:
            after = [said for said in session.commands if said.verb not in ("QUIT", "")][::-1]
            if saw(session, "POST") and after[0].verb != "POST":
                EAGER.proved(at=session, direction="sent", offset=session.eager or after[0].offset)

    visit.fail("The server answered POST with 440", sent_it)


@rounds("clean")
def refused_article(client):
    """An article without a subject is none."""
    visit = Visit(client)
    headers = [("From", "you <you@home.example>"), ("Newsgroups", GROUP)]
    visit.article = letter(headers, "Hello.\n").replace(b"\r\n", b"\n")
    visit.fail("The server refused the article with 441", success=NOT_REFUSED)


@rounds("clean")
def no_such_article(client):
    visit = Visit(client)
    visit.number += 1000
    visit.fail("The server said 423", visit.posted_anyway)


@rounds("clean")
def no_such_group(client):
    visit = Visit(client)
    visit.group = "netprog.nowhere"
    visit.fail("The server said 411", visit.posted_anyway)


@rounds("cut-3", "cut-4", "cut-5")
def server_leaves_in_the_middle(client):
    visit = Visit(client)
    client.run_into_failure(*visit.words(), stdin=visit.article,
                            what="The server left in the middle of a reply")


class Visit:
    """One run: an article to print, one to post, and what became of both."""

    def __init__(self, client, session_class=NNTP):
        self.client = client
        self.store = store_for("nntp", client.seed)
        self.group = GROUP
        there = self.store.post(letter(self.headers("there"), self.tricky_lines()))
        self.number = there.numbers[GROUP]
        self.expected = there.data
        self.article = letter(self.headers("posted"), self.tricky_lines()).replace(b"\r\n", b"\n")
        self.posted = []            # as they arrived, before the server added anything
        take = self.store.post

        def post(data):
            self.posted.append(data)
            return take(data)
        self.store.post = post
        self.nntp = client.server(session_class, store=self.store)

    def headers(self, name):
        number = self.client.rng.randrange(10 ** 6)
        return [("From", "Mock Turtle <turtle@sea.example>"), ("Newsgroups", GROUP),
                ("Subject", "Dots and other ends (%d)" % number), ("Date", date(1140815000)),
                ("Message-ID", "<%s.%d@sea.example>" % (name, number))]

    def tricky_lines(self):
        """All of TRICKY in some order, between lines that nobody takes for an end."""
        rng, left, lines = self.client.rng, list(TRICKY), []
        while left:
            lines.append(left.pop(rng.randrange(len(left))))
        return "\n".join(["This is the first line"] + lines + [".", ".", "Nearly the end", "The end"]) + "\n"

    def words(self):
        return self.nntp.host, self.nntp.port, self.group, self.number

    def run(self):
        """A run that succeeds: the article is printed, and the other one posted, byte for byte."""
        program = self.client.run(*self.words(), stdin=self.article, named=self.judge)
        self.client.printed(self.expected.replace(b"\r\n", b"\n"), program.stdout.replace(b"\r\n", b"\n"))
        if not self.posted:
            NOT_POSTED.proved(at=self.nntp.sessions[-1])
        self.judge_posted()
        self.judge_line_ends()

    def fail(self, what, named=None, success=None):
        success = success or Mistake("not-told", NOT_TOLD.format(what), rank=2)
        self.client.run_into_failure(*self.words(), stdin=self.article, what=what, named=named,
                                     success=success)

    # Judging

    def judge(self, program):
        if not self.nntp.sessions:
            return
        if self.nntp.sessions[-1].conn.early is None:
            self.judge_printed(program)
        if self.posted:
            self.judge_posted()
        session = self.nntp.sessions[-1]
        asked = [said for said in session.commands if said.reply.startswith("340")]
        if asked and not self.posted and program.code == 0:
            NO_TERMINATOR.proved(at=session, direction="sent")

    def judge_printed(self, program):
        """What the program made of the article that came."""
        printed = program.stdout.replace(b"\r\n", b"\n")
        expected = self.expected.replace(b"\r\n", b"\n")
        shown, session = printed.rstrip(b"\n"), self.nntp.sessions[-1]
        if 0 < len(shown) < len(expected.rstrip(b"\n")) and expected.startswith(shown + b"\n"):
            before, after = shown.split(b"\n")[-1], expected[len(shown):].lstrip(b"\n").split(b"\n")[0]
            if before.endswith(b".") or after.startswith(b".") or after.endswith(b"."):
                INSIDE.proved(at=session, direction="received")
        wire = block(self.expected)[:-3].replace(b"\r\n", b"\n")
        if shown in (wire.rstrip(b"\n"), wire + b"."):
            KEPT.proved(at=session, direction="received")
        whole = expected.rstrip(b"\n")
        if len(shown) < len(whole) and shown.replace(b".", b"") == whole.replace(b".", b""):
            STRIPPED.proved(at=session, direction="received")
        if shown and not whole.startswith(shown) and not program.crash:
            self.client.printed(expected, printed)      # whatever went wrong after that is a consequence

    def judge_posted(self):
        """What arrived of the article that was posted."""
        expected, got, session = crlf(self.article), self.posted[0], self.nntp.sessions[-1]
        if got == expected:
            return
        lines, arrived = expected.split(b"\r\n"), got.split(b"\r\n")
        is_cut = len(arrived) < len(lines) and lines[len(arrived) - 1] == b"."
        if is_cut and all(map(is_unstuffed, lines, arrived[:-1])):
            ENDED.proved(at=session, direction="sent", offset=self.place_of(b"\r\n.\r\n") + 2)
        for sent, came in zip(lines, arrived):
            if sent != came:
                shown = dict(sent=repr(sent.decode()), came=repr(came.decode("utf-8", "replace")))
                if sent.startswith(b".") and came == sent[1:]:
                    UNSTUFFED.proved(at=session, direction="sent", **shown)
                if len(came) > len(sent) and came.replace(b".", b"") == sent.replace(b".", b""):
                    OVERSTUFFED.proved(at=session, direction="sent", **shown)
                break
        n = first_difference(expected, got)
        POSTED_OTHER.proved(at=session, direction="sent", n=n, expected=glimpse(expected[n:]),
                            got=glimpse(got[n:]))

    def judge_line_ends(self):
        bare = re.search(rb"(?<!\r)\n", self.sent())
        if bare:
            LF_ONLY.proved(at=self.nntp.sessions[-1], direction="sent", offset=bare.start())

    def sent(self):
        """All that the program has sent on its last connection."""
        name = self.nntp.sessions[-1].conn.name
        return b"".join(event.data for event in self.client.transcript.events
                        if event.kind == "data" and event.direction == "sent" and event.connection == name)

    def place_of(self, words):
        return max(0, self.sent().find(words))

    def posted_anyway(self, program):
        for session in self.nntp.sessions:
            for said in session.commands:
                if said.verb == "POST":
                    POSTED_ANYWAY.proved(at=session, direction="sent", offset=said.offset)


def is_unstuffed(sent, came):
    """Whether `came` is the line `sent`, perhaps without the dot that the server took for stuffing."""
    return came == sent or (sent.startswith(b".") and came == sent[1:])


def saw(session, verb):
    return any(said.verb == verb for said in session.commands)


def sockets_only(client):
    """The task says so: not with nntplib."""
    line = imports_in(client.file).get("nntplib")
    if line:
        LIBRARY.proved(line=line)
