"""3.07 redirect: POST saves and sends the browser on; next leads nowhere else."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

from bundle.checking import mistake, rounds
from bundle.checking.html_page import parse

RELOAD = mistake(
    "reload-saves-twice", "Reload saved twice; redirect after POST. (One POST and its reload, and the list has {n} entries.)")
LOCAL = mistake(
    "local-redirect", "Location alone is followed by the server itself, so that a reload repeats the POST; print Status: 303 too.")
AMBIGUOUS = mistake("not-303", "{status} leaves the method ambiguous; use 303.")
REPEATS = mistake("repeats-post", "{status} makes the browser repeat its POST at the new address; use 303.")
NO_REDIRECT = mistake("no-redirect", "You answered a POST with the status {status}; expected 303 See Other, and a Location.")
NO_LOCATION = mistake("no-location", "Your 303 has no Location; where is the browser to go?")
LINE_END = mistake(
    "header-injected", "CRLF in next created a header: the visitor, not you, sent {name}. A path has no line ends.")
OTHER_SITE = mistake(
    "other-site", "next led to another site: with next={next}, your Location is {location}, and a browser leaves for {site}.")
NOT_OWN = mistake(
    "not-your-page", "next={next} is no local path; the Location has to be your own page then, {own}, and it is {location}.")
NOT_NEXT = mistake("next-not-taken", "next={next} is a local path; the Location has to be that, and it is {location}.")
NEXT_CRASHED = mistake("next-crashed", "A missing next stopped you; it is like an empty one.")
NO_FILE = mistake("no-file-yet", "You stopped at the first visit, when there is no file with entries yet; that is an empty list.")
GET_SAVES = mistake("get-saves", "A GET saved an entry; only a POST may change something.")
NO_LIST = mistake("no-list", "Your page has no list (<ul> or <ol>) with the id entries.")
NO_FORM = mistake("no-form", "Your page has no form with the fields entry and next.")
LISTED = mistake("entries-differ", "Your list shows {got}; expected {expected}{when}.")

ENTRIES = ("Buy tea", "Call Zoë", "Water the roses", "Read RFC 3875", "Feed the white rabbit", "Crème for two")


@rounds("clean")
def saves_and_redirects(script):
    page = script.get(crashes=NO_FILE)
    has_form(page)
    entry = an_entry(script)
    page = save(script, entry, next="")
    goes_home(script, page, "")
    listed(script, [entry], " after one POST")
    listed(script, [entry], " after a reload of the page")


@rounds("clean")
def without_next(script):
    first, second = an_entry(script), "Grüße & <b>tea</b> for 2"
    goes_home(script, save(script, first, crashes=NEXT_CRASHED), None)
    goes_home(script, save(script, second), None)
    listed(script, [first, second], " after two POSTs")


@rounds("clean")
def a_local_path(script):
    entry = an_entry(script)
    paths = ["/", "/%0d%0aX-Seen:7", "/redirect.py?from=page{}&x=%20".format(script.rng.randrange(10, 99)),
             "/a//b?c=http://d/#e"]
    for path in paths:
        page = save(script, entry, next=path, injected="X-Seen")
        location = page.get("Location")
        if urljoin(base(page), location) != urljoin(base(page), path):
            NOT_NEXT.proved(at=page, offset=at_location(page), next=path, location=repr(location))
    listed(script, [entry] * len(paths), " after {} POSTs".format(len(paths)))


@rounds("clean")
def line_ends(script):
    name = "X-Seen-{}".format(script.rng.randrange(10, 99))
    entry = an_entry(script)
    addresses = ["/\r\n{}: 1".format(name), "/\n{}: 1".format(name), "/elsewhere\n"]
    for address in addresses:
        goes_home(script, save(script, entry, next=address, injected=name), address)
    listed(script, [entry] * len(addresses), " after {} POSTs".format(len(addresses)))


@rounds("clean")
def another_site(script):
    page = leads_home(script, "http://evil.example/", "//evil.example/", "evil.example",
                      "javascript:steal({})".format(script.rng.randrange(10, 99)))
    leads_home(script, "http://{}@evil.example/".format(page.environ["HTTP_HOST"]))


@rounds("clean")
def another_site_by_other_slashes(script):
    leads_home(script, "/\\evil.example/", "///evil.example/", "/\t/evil.example/", " //evil.example/")


@rounds("clean")
def other_characters(script):
    leads_home(script, "/some where", "/café", "/a\x7f", "/a\x01b")


@rounds("clean")
def a_get_changes_nothing(script):
    entry = an_entry(script)
    script.get("?" + urlencode({"entry": entry, "next": "/"}))
    page = script.get()
    if entry in shown(page):
        GET_SAVES.proved(at=page, offset=page.offset_of_body())


def save(script, entry, next=None, injected=None, crashes=None):
    """POST an entry; the page is a redirect with 303."""
    fields = {"entry": entry} if next is None else {"entry": entry, "next": next}
    body = urlencode(fields)
    page = script.post(body, fails=injected is not None, crashes=crashes)
    if injected is not None:
        _no_header(page, injected)
        script.judge(page)
    if page.status != 303:
        _no_redirect(script, page, body)
    if not page.get("Location"):
        NO_LOCATION.proved(at=page, offset=0)
    return page


def _no_header(page, name):
    """The visitor's line end did not end the header it was put in."""
    match = re.search(rb"^location:[^\r\n]*[\r\n]+" + name.encode("ascii"), page.raw, re.IGNORECASE | re.MULTILINE)
    if match or page.all(name):
        LINE_END.proved(at=page, offset=match.end() - len(name) if match else 0, name=name)


def _no_redirect(script, page, body):
    """Say what the answer to a POST was, which was no 303."""
    if page.status in (301, 302):
        AMBIGUOUS.proved(at=page, offset=0, status=page.status)
    if page.status in (307, 308):
        REPEATS.proved(at=page, offset=0, status=page.status)
    if page.status == 200:
        if page.environ.get("REQUEST_METHOD") == "GET":     # it is the answer of the script that was run next
            LOCAL.proved(at=page, offset=0)
        before = len(shown(script.get()))
        again = script.post(body)
        count = len(shown(script.get()))
        if before and count > before:
            RELOAD.proved(at=again, offset=0, n=count)
    NO_REDIRECT.proved(at=page, offset=0, status=page.status)


def leads_home(script, *addresses):
    entry = an_entry(script)
    for address in addresses:
        page = save(script, entry, next=address)
        goes_home(script, page, address)
    return page


def goes_home(script, page, next):
    """The Location is the script's own page, whatever next said."""
    location = page.get("Location")
    own = page.environ.get("SCRIPT_NAME", "/" + script.exercise.starter)
    try:
        there = as_a_browser(base(page), location)
    except ValueError:      # no address at all
        there = urlsplit("")
    if (there.scheme or there.netloc) and there.netloc != urlsplit(base(page)).netloc:
        site = there.netloc.rpartition("@")[2] or there.scheme + ":"
        OTHER_SITE.proved(at=page, offset=at_location(page), next=repr(next), location=repr(location), site=site)
    if there.path != own:
        location = location.encode("latin-1", "replace").decode("utf-8", "replace")
        NOT_OWN.proved(at=page, offset=at_location(page), next=repr(next), own=own, location=repr(location))


def as_a_browser(base, location):
    """Where a browser goes: it drops tabs and line ends, and a backslash is a slash to it."""
    location = re.sub("[\t\r\n]", "", location).strip().replace("\\", "/")
    location = re.sub("^(https?:)?///+", r"\1//", location)
    location = re.sub("^(https?:)/*", r"\1//", location)
    return urlsplit(urljoin(base, location))


def base(page):
    return "http://{}{}".format(page.environ.get("HTTP_HOST", "127.0.0.1"), page.environ.get("SCRIPT_NAME", "/"))


def at_location(page):
    return max(0, page.raw.lower().find(b"location:"))


def listed(script, expected, when):
    page = script.get()
    got = shown(page)
    if got != expected:
        LISTED.proved(at=page, offset=page.offset_of_body(), got=in_words(got), expected=in_words(expected), when=when)


def in_words(entries):
    if len(entries) > 2:
        return "{} entries".format(len(entries))
    return " and ".join(repr(entry) for entry in entries) or "nothing"


def shown(page):
    """The entries in the list of a page."""
    tree = parse(page.text)
    found = tree.by_id("entries")
    if found is None or found.name not in ("ul", "ol"):
        NO_LIST.proved(at=page, offset=page.offset_of_body())
    return [item.text for item in found.all("li")]


def has_form(page):
    names = [element.attributes.get("name") for form in parse(page.text).all("form") for element in form.walk()]
    if not {"entry", "next"} <= set(names):
        NO_FORM.proved(at=page, offset=page.offset_of_body())


def an_entry(script):
    return "{} {}".format(ENTRIES[script.rng.randrange(len(ENTRIES))], script.rng.randrange(10, 99))
