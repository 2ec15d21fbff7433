"""3.08 session: a random ID in a cookie, and what belongs to it on the server."""

import os
import re
import shutil
import tempfile
import time
from email.utils import mktime_tz, parsedate_tz

from bundle.checking import mistake, rounds
from bundle.checking.html_page import parse
from bundle.checking.trial import first_difference

NO_COOKIE = mistake("no-cookie", "A new visitor has to get a cookie: your header block has no Set-Cookie: session=….")
NO_COUNT = mistake(
    "no-count", "The page has no number in an element with id=\"visits\".")
MISCOUNTED = mistake(
    "miscounted", "Visit number {n} of a visitor, with the cookie that you set, shows {got}.")
ONE_FOR_ALL = mistake(
    "one-for-all", "The first visit of a second visitor shows {got}; each visitor has a counter of their own.")
SAME_ID = mistake("same-id", "Two visitors got the same session ID, {value}; make a new random one for each.")
HTTP_ONLY = mistake(
    "http-only", "HttpOnly is missing: your cookie is {cookie}; scripts in the page can read it.")
SAME_SITE = mistake(
    "same-site", "SameSite=Lax is missing: your cookie is {cookie}; forms on other sites would send it, too.")
IN_COOKIE = mistake(
    "counter-in-cookie", "The counter itself was in the cookie; visitors can edit it: {what}.")
ADOPTED = mistake(
    "adopted-id", "You adopted an unknown session ID: a visitor came with session={value}, which you never gave out, and "
    "{what}; give them a new one.")
ID_AS_PATH = mistake(
    "id-as-path", "Your script failed on the cookie session={value}; an ID comes from the visitor, so look it up among those "
    "that you gave out before you use it for anything.")
NEIGHBOUR = mistake(
    "neighbour", "One illegal neighbour cookie emptied SimpleCookie, or your own parser: with {cookies!r} you did not find "
    "session; parse tolerantly.")
OTHER_NAME = mistake(
    "other-name", "You took another cookie for yours: in {cookies!r}, only the one whose whole name is session counts.")
SHORT_ID = mistake(
    "short-id", "The session ID {value} has {n} characters; 128 random bits have at least {least}: secrets.token_urlsafe(16).")
NOT_SENT = mistake(
    "not-sent", "Your cookie is {cookie}, with {why}; the browser does not send it back to {path}.")
PREDICTABLE = mistake("predictable", "Predictable IDs; use secrets: {how}.")

# The clock, the process number and the state of `random`, the same in each run: what is made of them is the same, too.
SAME_WORLD = """
import os, random, time

NOW = 1140782400.25
time.time = time.monotonic = time.perf_counter = lambda: NOW
time.time_ns = time.monotonic_ns = time.perf_counter_ns = lambda: int(NOW * 10 ** 9)
for _name in "ctime", "gmtime", "localtime":
    setattr(time, _name, lambda at=None, _real=getattr(time, _name): _real(NOW if at is None else at))
time.strftime = lambda form, at=None, _real=time.strftime: _real(form, time.localtime() if at is None else at)
os.getpid = lambda: 2006


def _seed(self, a=None, version=2, _real=random.Random.seed):
    _real(self, 1 if a is None else a, version)


random.Random.seed = _seed      # SystemRandom has another
random.seed = random._inst.seed
random.seed()
"""
# Modules that take the place of those of the same names: few scripts import them, and to do so takes time.
INSTEAD = """
import os, sys
from importlib.machinery import PathFinder

_here = os.path.dirname(os.path.abspath(__file__))
PathFinder.find_spec(__name__, [path for path in sys.path if os.path.abspath(path) != _here]).loader.exec_module(
    sys.modules[__name__])
"""
SAME_DATE = INSTEAD + """

class datetime(datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(1140782400.25, tz)

    @classmethod
    def utcnow(cls):
        return cls.now(timezone.utc).replace(tzinfo=None)
"""
SAME_UUID = INSTEAD + """
from itertools import count as _count
uuid1 = lambda *args, _number=_count(2006): UUID(int=next(_number), version=1)
"""
HOST = "127.0.0.1"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@rounds("clean")
def counts_each_visitor(script):
    one, two = Visitor(script), Visitor(script)
    one.comes(1)
    one.comes(2)
    page = two.asks()
    if one.jar["session"] == two.jar.get("session"):
        SAME_ID.proved(at=page, offset=0, value=one.jar["session"])
    two.sees(page, 1, wrong=ONE_FOR_ALL)
    one.comes(3)
    two.comes(2)


@rounds("clean")
def attributes(script):
    visitor = Visitor(script)
    page = visitor.comes(1)
    (cookie, attributes) = [each for each in set_cookies(page) if each[0].startswith("session=")][-1]
    if "httponly" not in attributes:
        HTTP_ONLY.proved(at=page, offset=page.raw.lower().find(b"set-cookie"), cookie=cookie)
    if not {"samesite=lax", "samesite=strict"} & attributes:
        SAME_SITE.proved(at=page, offset=page.raw.lower().find(b"set-cookie"), cookie=cookie)
    path = "/" + script.exercise.starter
    for each in attributes:
        name, _, value = each.partition("=")
        date = parsedate_tz(value) if name == "expires" and "max-age=" not in " ".join(attributes) else None
        if (name == "max-age" and re.fullmatch("0|-.*", value) or name == "domain" and value.lstrip(".") not in ("", HOST)
                or name == "path" and value.startswith("/") and value not in ("/", path)
                or date and mktime_tz(date) < time.time()):
            NOT_SENT.proved(at=page, offset=page.raw.lower().find(b"set-cookie"), cookie=cookie, why=each, path=path)


@rounds("clean")
def what_the_cookie_holds(script):
    visitor = Visitor(script)
    visitor.comes(1)
    early = dict(visitor.jar)
    visitor.comes(2)
    page = visitor.comes(3)
    edited = {name: re.sub(r"(?<![0-9A-Za-z])[34](?![0-9A-Za-z])", "4000", value) for name, value in visitor.jar.items()}
    for jar, wanted, what in ((edited, (4000, 4001), "with 4000 in it, the page shows {}"),
                              (early, (2,), "the cookie of the first visit, sent once more after the third, shows {}")):
        page = script.get(headers=[("Cookie", header(jar))])
        if count(page) in wanted:
            IN_COOKIE.proved(at=page, offset=page.offset_of_body(), what=what.format(count(page)))


@rounds("clean")
def a_forged_id(script):
    known = new_id(script)
    for value in ("".join(LETTERS[script.rng.randrange(62)] for _ in range(22)), "../session.py", "1", "x" * 2000, ""):
        if value == known:
            continue
        shown = value if len(value) < 30 else value[:20] + "…"
        page = script.get(headers=[("Cookie", "session=" + value)], fails=True)
        if page.visit is None or page.visit.failure or page.status >= 400:
            ID_AS_PATH.proved(at=page, value=shown)
        given = dict(each[0].partition("=")[::2] for each in set_cookies(page)).get("session")
        if given in (None, value):
            ADOPTED.proved(at=page, offset=0, value=shown,
                           what="got it back" if given is not None else "got no other")
        if count(page) != 1:
            ADOPTED.proved(at=page, offset=page.offset_of_body(), value=shown, what="found visit {}".format(count(page)))


@rounds("clean")
def neighbours(script):
    visitor = Visitor(script)
    visitor.comes(1)
    number = 1
    for cookies, mistake in (("{}; bad[key]=1", NEIGHBOUR), ("bad[key]=1; {}", NEIGHBOUR), ("a b; {}; =x", NEIGHBOUR),
                             ("xsession=1234; {}; session2=5678", OTHER_NAME)):
        cookies = cookies.format(header(visitor.jar))
        page = script.get(headers=[("Cookie", cookies)], fails=True)
        number += 1
        if page.visit.failure or count(page) != number:
            mistake.proved(at=page, offset=page.offset_of_body(), cookies=cookies)
        visitor.takes(page)


@rounds("clean")
def random_ids(script):
    before = set(os.listdir(script.folder))
    first, second = new_id(script), new_id(script)
    with tempfile.TemporaryDirectory(prefix="netprog-world-") as world:
        for name, text in ("sitecustomize", SAME_WORLD), ("datetime", SAME_DATE), ("uuid", SAME_UUID):
            with open(os.path.join(world, name + ".py"), "w", encoding="utf-8") as file:
                file.write(text)
        script.python_path.append(world)
        forget(script, before)
        third = new_id(script)
        forget(script, before)
        fourth = new_id(script)
    page = script.pages[-1]
    if third == fourth:
        PREDICTABLE.proved(at=page, offset=0, how="run once more with the same clock, the same process number and the same "
                           "random seed, your script gave the same ID, " + fourth)
    if first_difference(first, second) > len(first) // 2:
        PREDICTABLE.proved(at=page, offset=0, how="one visitor got {}, the next {}".format(first, second))
    ids = first, second, third, fourth
    longest = max(ids, key=len)     # where a number begins with 0, its first digits may be missing
    for letters, most, least in ("[0-9]*", 37, "38, if all are digits"), ("[-0-9a-fA-F]*", 31, "32 hexadecimal digits"), (
            "(?s).*", 20, "20"):
        if re.fullmatch(letters, "".join(ids)):
            n = len(longest.replace("-", "") if most == 31 else longest)
            if n < most:
                SHORT_ID.proved(at=page, offset=0, value=longest, n=n, least=least)
            return


def new_id(script):
    visitor = Visitor(script)
    visitor.comes(1)
    return visitor.jar["session"]


def forget(script, before):
    """Remove what the script has kept."""
    for name in set(os.listdir(script.folder)) - before:
        path = os.path.join(script.folder, name)
        (shutil.rmtree if os.path.isdir(path) else os.remove)(path)


class Visitor:
    """A browser: it keeps the cookies that it gets, and sends them again."""

    def __init__(self, script):
        self.script = script
        self.jar = {}

    def comes(self, number):
        """Visit number `number`: the Page."""
        page = self.asks()
        self.sees(page, number)
        return page

    def asks(self):
        page = self.script.get(headers=[("Cookie", header(self.jar))] if self.jar else [])
        self.takes(page)
        return page

    def sees(self, page, number, wrong=MISCOUNTED):
        if "session" not in self.jar:
            NO_COOKIE.proved(at=page, offset=0)
        got = count(page)
        if got is None:
            NO_COUNT.proved(at=page, offset=page.offset_of_body())
        if got != number:
            wrong.proved(at=page, offset=page.offset_of_body(), n=number, got=got)

    def takes(self, page):
        for cookie, _ in set_cookies(page):
            name, _, value = cookie.partition("=")
            self.jar[name] = value


def header(jar):
    return "; ".join("{}={}".format(*each) for each in jar.items())


def set_cookies(page):
    """[("name=value", {attribute in small letters})] that the page sets."""
    found = []
    for line in page.all("Set-Cookie"):
        cookie, *attributes = [part.strip() for part in line.split(";")]
        found.append((cookie, {re.sub(r"\s*=\s*", "=", each.lower()) for each in attributes}))
    return found


def count(page):
    """The number in the element with the id visits; None if there is none."""
    element = parse(page.text).by_id("visits")
    number = element and re.search(r"\d+", element.text)
    return int(number.group()) if number else None
