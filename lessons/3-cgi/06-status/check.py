"""3.06 status: what happened, in the header block; what went wrong inside, on stderr alone."""

import html
import os
import re
from urllib.parse import quote

from bundle.checking import mistake, rounds

STATUS_LINE = mistake("status-line", "You wrote an HTTP status line; CGI uses Status:.")
STATUS_IN_BODY = mistake(
    "status-in-body", "Your Status: line comes after the empty line, so it is part of the page; it belongs in the header block.")
SAYS_200 = mistake("says-200", "The page says {words!r}, but the status says 200; print Status: {status}.")
NO_NUMBER = mistake(
    "no-number", "The item {item} is not made of the digits 0 to 9 alone, and your status is {got}; expected 400 Bad Request.")
WRONG_STATUS = mistake("wrong-status", "{request} got the status {got}; expected {status}.")
NO_ALLOW = mistake("no-allow", "Your 405 says {got}; a header has to tell what is allowed: Allow: GET, HEAD.")
NOT_SHOWN = mistake("not-shown", "{request}: the page does not say {words!r}.")
NO_FORM = mistake("no-form", "Without an item, show the form.")
CRASHED_404 = mistake(
    "crashed-404", "A number that is not on the menu stopped you with an exception; answer Status: 404 Not Found.")
CRASHED_400 = mistake(
    "crashed-400", "An item that is no number stopped you with an exception; answer Status: 400 Bad Request.")
CRASHED_405 = mistake(
    "crashed-405", "A request that is no GET stopped you with an exception; answer Status: 405 Method Not Allowed.")
CRASHED_500 = mistake(
    "crashed-500", "A menu that cannot be read stopped you with an exception; catch it, log it on sys.stderr, and answer "
    "Status: 500 Internal Server Error.")
EXIT = mistake(
    "ended-otherwise", "You answered, and ended with exit status {code}; end with 0: a traceback on stderr and another exit "
    "status look like a crash.")
TRACEBACK = mistake("traceback-shown", "Your traceback reached the visitor; it belongs on sys.stderr.")
EXCEPTION = mistake(
    "exception-shown", "The visitor reads {words!r}, words of an exception; they belong on sys.stderr.")
NOT_LOGGED = mistake(
    "not-logged", "You told nobody what went wrong; write the traceback to sys.stderr, where it gets into the server's log.")

NAMES = ("Lemonade", "Espresso", "Café au lait", "Peppermint tea", "Hot chocolate", "Crème de menthe", "Mulled wine",
         "Orange juice", "Ginger ale", "Maté")
INSIDE = re.compile(r"(?:FileNotFound|UnicodeDecode|Unicode|OS|IO|Value|Key)Error|\[?Errno \d+|codec can't decode")


@rounds("clean")
def drinks_and_the_form(script):
    menu = a_menu(script)
    item, name = menu[script.rng.randrange(len(menu))]
    is_answered(script.get("?item={}".format(item)), "200 OK", name)
    page = script.get()
    is_answered(page, "200 OK", "")
    if "<form" not in page.text.lower() or "item" not in page.text:
        NO_FORM.proved(at=page, offset=page.offset_of_body())
    is_answered(script.visit("HEAD", "?item={}".format(item)), "200 OK", "")


@rounds("clean")
def not_on_the_menu(script):
    menu = a_menu(script)
    for item in (menu[0][0] - 1, menu[-1][0] + 1):
        is_answered(script.get("?item={}".format(item), crashes=CRASHED_404), "404 Not Found", "not found")
    is_answered(script.visit("HEAD", "?item={}".format(item), crashes=CRASHED_404), "404 Not Found", "")


@rounds("clean")
def no_number(script):
    number = a_menu(script)[0][0]
    arabic = "".join(chr(0x660 + int(digit)) for digit in str(number))     # isdigit() takes them for digits, and so does int()
    for item in ("abc", "", "-{}".format(number), "{}.5".format(number), "{}\n".format(number), arabic):
        page = script.get("?item=" + quote(item), crashes=CRASHED_400)
        if page.status in (200, 404) and "not a number" not in page.text.lower():
            NO_NUMBER.proved(at=page, offset=0, item=repr(item), got=page.status)
        is_answered(page, "400 Bad Request", "not a number")
    is_answered(script.visit("HEAD", "?item=abc", crashes=CRASHED_400), "400 Bad Request", "")


@rounds("clean")
def other_methods(script):
    number = a_menu(script)[0][0]
    for method, item, body in (("DELETE", number, None), ("POST", None, b"item=%d" % number), ("PUT", "abc", b"tea")):
        page = script.visit(method, "?item={}".format(item) if item else "", body=body, crashes=CRASHED_405)
        is_answered(page, "405 Method Not Allowed", "not allowed")
        allowed = {name.strip().upper() for name in ",".join(page.all("Allow")).split(",")}
        if allowed != {"GET", "HEAD"}:
            got = "Allow: " + page.get("Allow") if page.all("Allow") else "nothing of it"
            NO_ALLOW.proved(at=page, offset=0, got=got)


@rounds("clean")
def no_menu(script):
    fails_quietly(script, lambda path: os.remove(path))


@rounds("clean")
def a_menu_in_another_encoding(script):
    def damage(path):
        with open(path, "wb") as file:
            file.write("\n".join("{} {}".format(*row) for row in a_menu(script)).encode("latin-1"))
    fails_quietly(script, damage)


def fails_quietly(script, spoil):
    """With a menu that cannot be read the visitor gets a 500 and learns nothing else; stderr has the rest."""
    number = a_menu(script)[0][0]
    before = script.get("?item={}".format(number))
    spoil(os.path.join(script.folder, "menu.txt"))
    page = script.get("?item={}".format(number), fails=True)
    shows_nothing_inside(script, page)
    if page.code and page.code > 0 and re.search(rb"^status: *500", page.raw, re.IGNORECASE | re.MULTILINE):
        EXIT.proved(at=page, code=page.code)
    script.judge(page, crashes=CRASHED_500)
    is_answered(page, "500 Internal Server Error", "sorry")
    known = before.stderr.splitlines()      # warnings, say
    if not [line for line in page.stderr.splitlines() if line.strip() and line not in known]:
        NOT_LOGGED.proved(at=page)
    for method, rest, status in (("GET", "", "200 OK"), ("GET", "?item=abc", "400 Bad Request"),
                                 ("DELETE", "?item={}".format(number), "405 Method Not Allowed")):
        is_answered(script.visit(method, rest), status, "", ", while the menu cannot be read,")


def shows_nothing_inside(script, page):
    printed = html.unescape(page.raw.decode("utf-8", "replace"))
    traceback = re.search(r'Traceback \(most recent|File ".*", line \d', printed)
    if traceback:
        TRACEBACK.proved(at=page, offset=where(page, b"Traceback"))
    words = INSIDE.search(printed)
    if words or script.folder in printed:
        words = words.group() if words else script.folder
        EXCEPTION.proved(at=page, offset=where(page, words.encode("utf-8")), words=words)


def is_answered(page, status, words, when=""):
    """The status is the right one, and the page contains `words`."""
    request = "{} with {}".format(page.method, page.rest) if page.rest else page.method + " without an item"
    shown = html.unescape(page.text).lower()
    has_words = words.lower() in shown
    if page.status != int(status[:3]):
        if re.search(r"^status: *[0-9]{3}", shown, re.MULTILINE):
            STATUS_IN_BODY.proved(at=page, offset=where(page, b"Status:"))
        if page.status == 200 and words and has_words:
            SAYS_200.proved(at=page, offset=0, words=words, status=status)
        WRONG_STATUS.proved(at=page, offset=0, request=request + when, got=page.status, status=status)
    if not has_words and page.method != "HEAD":
        NOT_SHOWN.proved(at=page, offset=page.offset_of_body(), request=request, words=words)


def a_menu(script):
    """Write a menu for this seed; [(number, name)] in order. There is an é in it."""
    number = script.rng.randrange(10, 60)
    first = script.rng.randrange(len(NAMES))
    menu = []
    for index in range(4):
        menu.append((number, NAMES[(first + 3 * index) % len(NAMES)]))
        number += script.rng.randrange(2, 9)
    menu[2] = (menu[2][0], "Café au lait")
    with open(os.path.join(script.folder, "menu.txt"), "w", encoding="utf-8") as file:
        file.writelines("{} {}\n".format(*row) for row in menu)
    return menu


def where(page, words):
    """Where `words` begins in what the script printed; 0 if nowhere."""
    return max(0, page.raw.find(words))
