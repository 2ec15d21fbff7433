"""1.07 web: a server that reads to the blank line, and answers with the bytes of a file."""

import os
import re
from urllib.parse import quote

from bundle.checking import mistake, rounds
from bundle.checking.general import CLOSED_EARLY, RESET, SENT_MORE, SENT_OTHER, WAITED
from bundle.checking.mistakes import Mistake
from bundle.checking.trial import first_difference, glimpse
from bundle.wire.connection import Quiet

EARLY = mistake(
    "early-answer", "You answered before the blank line; a request is whole when \\r\\n\\r\\n has come, however many recv() "
    "that takes.")
SPLIT = mistake(
    "split-blank-line", "The blank line came in two pieces and you missed it; look for it in all that you have received "
    "so far.")
UNREAD = mistake(
    "unread-request", "You closed while request bytes were unread or still to come, so the client was reset; after your "
    "answer half-close, then read until b'', then close.")
CHARACTERS = mistake(
    "length-in-characters", "Content-Length counted characters, not bytes: it says {n}, and {m} bytes follow; take len() "
    "of the bytes.")
LINE_ENDS = mistake("line-ends", "Header lines end in CRLF; this one ends in a bare \\n: {line}.")
NO_LENGTH = mistake("no-length", "Your answer has no Content-Length; say how many bytes the body has.")
NO_BLANK_LINE = mistake(
    "no-blank-line", "No blank line ends your header lines; one stands between them and the body: \\r\\n\\r\\n.")
AS_TEXT = mistake(
    "read-as-text", "You decoded bytes that are no text, or not in that encoding: open files in mode 'rb', and decode names as "
    "UTF-8.",
    crash="UnicodeDecodeError")
NO_404 = mistake(
    "no-404", "A name that no file has stopped you, or got no answer; answer 404, also where it is a folder's.",
    crash=r"FileNotFoundError.*no-such-|IsADirectoryError|PermissionError.*denied: '")
PERCENT = mistake(
    "percent", "You looked for the name as it stands in the request; %20 there stands for a space: urllib.parse.unquote.",
    crash="FileNotFoundError.*%20")
MISREAD = mistake(
    "misread-name", "GET {target} asks for the file {file}, and you answered 404: {why}. Decode the target once, with "
    "urllib.parse.unquote.")
CUT_OFF = mistake(
    "cut-off-request", "You answered a request that ended before its blank line; when recv() returns b'' there, the client "
    "has left: close, and take the next one.")
OUTSIDE = mistake("outside", "GET {target} got a file that is not below DIR; look where a path leads before you open it.")
ONE_CLIENT = mistake("one-client", "You served one client and exited; accept() belongs in a loop.")
LEFT = mistake(
    "left-client", "A client left before its blank line, and you served nobody any more; recv() returns b'' when nothing "
    "more will come.")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A resetting client stopped you; catch OSError per connection.",
    crash="ConnectionResetError|BrokenPipeError|ConnectionAbortedError")
STATUS = Mistake("status", "{request} should be answered with {wanted}; your status line is {got}.", rank=2)
LENGTH = Mistake("length", "Content-Length says {n}, but {m} bytes of body came before you closed.", rank=2)
HEADER = Mistake("bad-header", "This header line makes no sense: {line}.", rank=2)

MOST = 8 * 1024 * 1024      # bytes of an answer; more is none
BODY = 1000 * 1000          # bytes behind a head
WAITING = 60 * 1000         # … of which so many are there before the server reads
RESETS = 0.1                # seconds for a reset that follows FIN
STATUS_LINE = re.compile(rb"HTTP/1\.[0-9] ([0-9]{3})( [^\r\n]*)?\r?\n")
WORDS = "café", "thé", "crème", "gâteau", "pâté", "soufflé"
BROWSER = """\
Host: 127.0.0.1:{port}
User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36
Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
Accept-Language: en-GB,en;q=0.9
Accept-Encoding: gzip, deflate, br
Cookie: session={cookie}
Sec-Fetch-Mode: navigate
Connection: keep-alive
"""


class Site:
    """The folder that the program serves, `files` in its current folder, with files from the seed."""

    def __init__(self, server):
        self.rng = server.rng
        self.folder = os.path.join(server.folder, "files")
        self.number = self.rng.randrange(100, 1000)
        server.start("files")

    def put(self, name, data):
        """Write a file; `name` is its path below that folder. Returns (the target that a browser asks for, its bytes)."""
        path = os.path.join(self.folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return "/" + quote(name, safe="/+=."), data

    def a_text(self, name="menu-{}.txt"):
        lines = ["%s %d.%02d €" % (self.rng.choice(WORDS), self.rng.randrange(2, 9), self.rng.randrange(100))
                 for _ in range(5)]
        return self.put(name.format(self.number), "\n".join(lines).encode("utf-8") + b"\n")

    def a_picture(self, size=2000):
        data = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) + b"\r\n\r\n" + self.rng.randbytes(size)
        return self.put("pictures/cup-{}.png".format(self.number), data)


def get(server, file, lines=None, silent=None, otherwise=None, absent=STATUS):
    """GET a file that is there: (the target, its bytes). `absent`: the mistake of a program that answers 404."""
    target, data = file
    answer = ask(server, target, lines, silent, otherwise)
    if answer.status == "404":
        answer.prove(absent, **answer.words("200", target=target))
    answer.expect_status("200")
    answer.expect_body(data)


def ask(server, target, lines=None, silent=None, otherwise=None):
    """One GET: the Answer.

    lines      its header lines, each with \n
    silent     the mistake of a program that waits, although the request is whole
    otherwise  the mistake of one that takes no more clients, or gives this one no answer
    """
    with server.visitor(otherwise) as peer:
        peer.send(request("GET", target, lines or "Host: 127.0.0.1:%d\n" % server.port))
        data = hear(peer, silent, otherwise)
        if peer.early is not None:
            EARLY.proved(at=peer, direction="sent", offset=0)
        if peer.was_reset or peer.is_reset_within(0):   # it has not read the request to its end
            peer.disappointed(EARLY, None)
        return Answer(peer, "GET " + target, data)


def request(method, target, lines):
    head = "{} {} HTTP/1.1\n{}\n".format(method, target, lines)
    return head.replace("\n", "\r\n").encode("ascii")


def hear(peer, silent=None, otherwise=None):
    """All that the program sends until it closes, which it must do."""
    got = bytearray()
    try:
        while len(got) < MOST:
            chunk = peer.recv()
            if not chunk:
                break
            got += chunk
        else:
            SENT_MORE.proved(at=peer, got=glimpse(bytes(got[-24:])))
    except Quiet:
        peer.disappointed(otherwise or (None if got else silent), WAITED, seconds=round(peer.idle, 1),
                          turn="close" if got else "send")
    except ConnectionError:
        pass    # whoever asked says what that proves
    if not got:
        peer.disappointed(otherwise, RESET if peer.was_reset else CLOSED_EARLY, wanted="an answer")
    return bytes(got)


class Answer:
    """What the program sent to `peer` in answer to `request`: `status`, `length`, `body`."""

    def __init__(self, peer, request, data):
        self.peer, self.request, self.data = peer, request, data
        found = STATUS_LINE.match(data)
        if not found:
            n = first_difference(b"HTTP/1.1 200", data)
            self.prove(SENT_OTHER, n, n=n, expected=glimpse(b"HTTP/1.1 200"[n:]), got=glimpse(data[n:]))
        self.status, self.length, at = found.group(1).decode(), None, 0
        for line in data.split(b"\n"):
            text = line[:-1] if line.endswith(b"\r") else line
            name, colon, value = text.partition(b":")
            if at and text and not colon or at + len(line) >= len(data):
                self.prove(NO_BLANK_LINE, at)
            if text == line:
                self.prove(LINE_ENDS, at, line=glimpse(line + b"\n"))
            if at and name.strip() != name:
                self.prove(HEADER, at, line=glimpse(line + b"\n"))
            if name.lower() == b"content-length":
                self.length = value.decode("latin-1").strip()
            at += len(line) + 1
            if not text:
                break
        self.begins, self.body = at, data[at:]
        if self.length is None:
            self.prove(NO_LENGTH)
        if self.length != str(len(self.body)):
            characters = str(len(self.body.decode("utf-8", "replace")))
            self.prove(CHARACTERS if self.length == characters else LENGTH, at, n=self.length, m=len(self.body))

    def prove(self, mistake, offset=0, **fields):
        mistake.proved(at=self.peer, direction="sent", offset=offset, **fields)

    def words(self, wanted, **fields):
        line = self.data.partition(b"\n")[0].rstrip(b"\r")
        return dict(fields, request=self.request, wanted=wanted, got=glimpse(line, 40))

    def expect_status(self, *wanted):
        if self.status not in wanted:
            self.prove(STATUS, **self.words(" or ".join(wanted)))

    def expect_body(self, data):
        if self.body == data:
            return
        n = first_difference(data, self.body)
        at = self.begins + n
        if self.body in read_as_text(data):
            self.prove(AS_TEXT, at)
        self.prove(SENT_OTHER, at, n=at, expected=glimpse(data[n:]), got=glimpse(self.body[n:]))


def read_as_text(data):
    """What becomes of the bytes of a file that is opened as text, and encoded again."""
    for encoding in ("utf-8", "latin-1", "cp1252", "ascii"):
        for errors in ("ignore", "replace", "backslashreplace", "surrogateescape"):
            text = data.decode(encoding, errors)
            for lines in (text, text.replace("\r\n", "\n").replace("\r", "\n")):
                yield lines.encode("utf-8", "replace")
                yield lines.encode(encoding, errors if errors != "backslashreplace" else "replace")


@rounds("clean")
def two_files(server):
    site = Site(server)
    get(server, site.a_text())
    get(server, site.a_picture(), otherwise=ONE_CLIENT)


@rounds("hold", "drib")
def a_request_in_pieces(server):
    site = Site(server)
    get(server, site.a_text(), silent=SPLIT)
    get(server, site.a_picture(), silent=SPLIT)


@rounds("clean", "hold")
def a_browser(server):
    site = Site(server)
    cookie = "".join(site.rng.choice("0123456789abcdef") for _ in range(7000))
    get(server, site.a_picture(300000), BROWSER.format(port=server.port, cookie=cookie))


@rounds("clean")
def names(server):
    site = Site(server)
    get(server, site.a_text("tea at {}.txt"), absent=PERCENT)
    get(server, site.a_text("1+1={}.txt"))
    for name, why in (("crème-{}.txt", "%C3%A8 is è, in UTF-8"),
                      ("a%20b-{}.txt", "%25 stands for a %, and the 20 behind it for 20")):
        get(server, site.a_text(name), absent=MISREAD.about(file=name.format(site.number), why=why))


@rounds("clean")
def no_such_file(server):
    site = Site(server)
    file = site.a_text()
    site.a_picture()
    for target in ("/no-such-%d.txt" % site.number, "/", "/pictures"):
        ask(server, target, otherwise=NO_404).expect_status("404")
        get(server, file, otherwise=NO_404)


@rounds("clean")
def nothing_outside(server):
    site = Site(server)
    inside, _ = site.a_text(), site.a_picture()
    (name, secret), (near, other) = (
        site.put("../secret-%d.txt" % site.number, b"a secret\n" * 9),
        site.put("../files-%d/secret.txt" % site.number, b"another secret\n" * 9))
    path = os.path.join(os.path.dirname(site.folder), os.path.basename(name)).replace(os.sep, "/")
    for target in (name, name.replace("..", "%2e%2e"), "/pictures/.." + name, near, "/" + quote(path)):
        answer = ask(server, target)
        if secret in answer.body or other in answer.body:
            answer.prove(OUTSIDE, answer.begins, target=target)
        answer.expect_status("404", "403", "400")
    get(server, inside)


@rounds("clean")
def more_than_a_head(server):
    site = Site(server)
    file = target, data = site.a_text()
    get(server, file)
    host = "Host: 127.0.0.1:%d\n" % server.port
    form = (b"cups=%d&" % site.number * BODY)[:BODY]
    answer = push(server, "POST " + target, request("POST", target, host + "Content-Length: %d\n" % BODY) + form)
    answer.expect_status("405", "501")
    without_a_body(server, target, host)
    again = request("GET", target, host)
    answer = push(server, "GET " + target, again * (BODY // len(again)))
    answer.expect_status("200")
    answer.expect_body(data)


def without_a_body(server, target, host):
    """HEAD is another method than GET; who knows it, and answers with a head alone, is right too."""
    with server.visitor() as peer:
        peer.send(request("HEAD", target, host))
        data = hear(peer)
        head, _, body = data.partition(b"\r\n\r\n")
        found = STATUS_LINE.match(data)
        if not found or found.group(1) not in (b"501", b"405") and (body or found.group(1) != b"200"):
            STATUS.proved(at=peer, direction="sent", offset=0, request="HEAD " + target, wanted="501 or 405",
                          got=glimpse(head.partition(b"\r\n")[0], 40))


def push(server, words, data):
    """Send more than a server needs to read before it answers, and something more when it has answered: the Answer."""
    with server.paused():       # so that much is there at once
        peer = server.visitor()
        peer.send(data[:WAITING])
    with peer:
        got = peer.exchange(data[WAITING:])
        if peer.ended and not peer.was_reset:
            peer.send(b"\r\n")
        if peer.was_reset or peer.ended and peer.is_reset_within(RESETS):
            peer.disappointed(UNREAD, None)
        if not peer.ended:
            peer.disappointed(None, WAITED, seconds=round(peer.idle, 1), turn="close" if got else "send")
        if not got:
            peer.disappointed(None, CLOSED_EARLY, wanted="an answer")
        return Answer(peer, words, got)


@rounds("clean")
def clients_that_leave(server):
    site = Site(server)
    file = target, _ = site.a_text()
    get(server, file)
    whole = request("GET", target, "Host: 127.0.0.1:%d\n" % server.port)
    for part in (b"", whole[:whole.index(b"\r\n") - 1], whole[:-2]):
        with server.visitor() as peer:
            if part:
                peer.send(part)
        found = STATUS_LINE.match(b"".join(event.data for event in server.transcript.events
                                           if (event.connection, event.direction) == (peer.name, "sent")))
        if found and found.group(1) == b"200":
            CUT_OFF.proved(at=peer, direction="sent", offset=0)
        get(server, file, otherwise=LEFT)
    for part in (b"", whole):
        with server.paused():
            peer = server.visitor()
            if part:
                peer.send(part)
            peer.reset()
        get(server, file, otherwise=STOPPED_BY_RESET)
