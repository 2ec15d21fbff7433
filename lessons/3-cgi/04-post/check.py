"""3.04 post: the body of a request has a length, in bytes."""

import re
from urllib.parse import quote_plus

from bundle.checking import mistake, rounds

WAITED_FOR_EOF = mistake(
    "waited-for-eof", "You waited for EOF or a line end behind the body; read CONTENT_LENGTH bytes.")
COUNTED_CHARACTERS = mistake("counted-characters", "You counted characters where CONTENT_LENGTH counts bytes; read from sys.stdin.buffer.")
TOO_MANY = mistake(
    "too-many", "You read {n} byte{s} more than CONTENT_LENGTH says, from what follows the body.")
FORM_AGAIN = mistake(
    "form-again", "You answered a POST with the form; os.environ['REQUEST_METHOD'] is 'POST' then, in capitals.")
LIMIT_REACHED = mistake(
    "limit-reached", "A body of 10000 bytes was refused; only more than 10000 is too much.")
ONE_READ = mistake(
    "one-read", "You took what one read gave you; read on until you have CONTENT_LENGTH bytes.")
LIMIT_FIRST = mistake(
    "limit-first", "Limit the size before reading: you took {taken} bytes, and 10000 is the limit.")
NOT_REFUSED = mistake(
    "not-refused", "CONTENT_LENGTH was {length}, and you answered {status}; above 10000, answer Status: 413.")
LENGTH_MISSING = mistake(
    "length-missing", "CONTENT_LENGTH may be missing or empty; read int(CONTENT_LENGTH or 0) bytes.")
CONTENT_TYPE = mistake(
    "content-type", "Your Content-Type is {got!r}; it has to be 'text/plain; charset=utf-8'.")
WRONG_ANSWER = mistake("wrong-answer", "Line {n} of your page is {got}; expected {expected}.")
NO_FORM = mistake("no-form", "A GET has to show the form.")

NAMES = ("Zoë", "Jürgen", "Łukasz", "Siân", "Gülşen", "Þóra")
MESSAGES = ("See you at the café!", "100% sûr & certain", "1 + 1 = 2, naïvely", "Grüße aus Köln",
            "¿Dónde está?", "a=b&c=d is é")
LETTER = "Grüße!\r\n  Tea is at %d,\r\n\r\nas always."     # a text field gives CRLF, whatever the visitor's system
NEXT_REQUEST = b"POST /next.py HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@rounds("clean")
def answers_with_the_fields(script):
    for _ in range(2):
        name, message = a_form(script.rng)
        message += ' <b>"hot" & sweet</b>'
        page = script.post(encoded(name, message))
        says(page, name, message)
    name, _ = a_form(script.rng)
    says(script.post("name=" + quote_plus(name)), name, "")


@rounds("clean")
def several_lines(script):
    name, _ = a_form(script.rng)
    message = LETTER % script.rng.randrange(2, 10)
    says(script.post(encoded(name, message)), name, message)


@rounds("hold", early=ONE_READ)
def last_byte(script):
    name, message = a_form(script.rng)
    says(script.post(encoded(name, message)), name, message)


@rounds("clean")
def something_behind_the_body(script):
    name, message = a_form(script.rng)
    message += " Zażółć gęślą jaźń"     # it has many more bytes than characters, and a slip reads few too many
    page = script.post(raw(name, message), stdin_extra=NEXT_REQUEST)
    plain_text(page)
    read_on = behind(page.text, message)
    if read_on:
        more_bytes = len((name + message).encode("utf-8")) - len(name + message)
        mistake = COUNTED_CHARACTERS if len(read_on) == more_bytes else \
            TOO_MANY if len(read_on) < NEXT_REQUEST.index(b"\r") else WAITED_FOR_EOF
        mistake.proved(at=page, offset=page.offset_of_body(), n=len(read_on), s="s" * (len(read_on) > 1))
    says(page, name, message)


@rounds("clean")
def stdin_stays_open(script):
    script.get()
    name, message = a_form(script.rng)
    page = script.post(raw(name, message), stdin_held=True, hangs=WAITED_FOR_EOF)
    says(page, name, message)


@rounds("clean")
def no_length(script):
    for length in (None, ""):
        page = script.post(b"", environ={"CONTENT_LENGTH": length}, stdin_extra=b"name=Eve", stdin_held=True,
                           hangs=LENGTH_MISSING, crashes=LENGTH_MISSING)
        if "name: Eve" in page.text:
            LENGTH_MISSING.proved(at=page, offset=page.offset_of_body())
        says(page, "", "")


@rounds("clean")
def as_long_as_allowed(script):
    page = script.post(b"name=Zoe&message=".ljust(10000, b"x"))
    if page.status == 413:
        LIMIT_REACHED.proved(at=page, offset=0)
    plain_text(page)


@rounds("clean")
def too_long(script):
    body = b"name=Zoe&message=" + b"x" * script.rng.randrange(300000, 400000)
    page = script.post(body)
    if page.fed == len(body):   # a pipe does not hold so much: the script has taken it all
        LIMIT_FIRST.proved(at=page, direction="received", offset=10000, taken=len(body))
    if page.status != 413:
        NOT_REFUSED.proved(at=page, offset=0, length=len(body), status=page.status)


@rounds("clean")
def shows_the_form(script):
    page = script.get()
    if "<form" not in page.text.lower() or not all(field in page.text for field in ("name", "message")):
        NO_FORM.proved(at=page, offset=page.offset_of_body())


def a_form(rng):
    return NAMES[rng.randrange(len(NAMES))], MESSAGES[rng.randrange(len(MESSAGES))]


def encoded(name, message):
    """The form as a browser sends it."""
    return "name={}&message={}".format(quote_plus(name), quote_plus(message))


def raw(name, message):
    """The form as curl -d sends it: only what would be misunderstood is escaped."""
    name, message = ["".join(c if ord(c) > 127 else quote_plus(c) for c in text) for text in (name, message)]
    return "name={}&message={}".format(name, message)


def plain_text(page):
    if "<form" in page.text.lower():
        FORM_AGAIN.proved(at=page, offset=page.offset_of_body())
    if page.get("Content-Type").lower().replace(" ", "").replace('"', "") != "text/plain;charset=utf-8":
        CONTENT_TYPE.proved(at=page, offset=0, got=page.get("Content-Type"))


def says(page, name, message):
    """The page consists of the two fields; spaces at the ends of lines do not count."""
    plain_text(page)
    expected = ["name: " + name] + ("message: " + message).splitlines()
    got = re.sub("\r+\n", "\n", page.text.rstrip()).splitlines()     # Windows makes CR CR LF of the form's CR LF
    count = len(expected)
    for number, line in enumerate(expected + got[count:]):
        if number >= count or number >= len(got) or line.rstrip() != got[number].rstrip():
            there = repr(got[number]) if number < len(got) else "missing"
            wanted = repr(line.rstrip()) if line.strip() else "an empty line"
            wanted = wanted if number < count else "the end"
            WRONG_ANSWER.proved(at=page, offset=page.offset_of_body(), n=number + 1, got=there,
                                expected=wanted)


def behind(text, message):
    """What the page shows behind the message, of the bytes that stood behind the body; "" if nothing."""
    shown = text.partition("message: " + message)[2].strip("\r\n")
    following = NEXT_REQUEST.decode("ascii")
    return shown if shown[:2] and following.startswith(shown[:2]) else ""
