"""3.05 escape: a name in text, in an attribute and in a link, as a browser reads the page."""

import html
import re
from urllib.parse import parse_qsl, quote_plus, unquote, unquote_plus, urljoin, urlsplit

from bundle.checking import mistake, rounds
from bundle.checking.html_page import parse

SURVIVED = mistake("script-survived", "{tag} survived in text: the name became an element of your page; escape() it.")
QUOTE = mistake(
    "quote-escaped", "A quote escaped your attribute {attribute}: the rest of the name became markup; escape quotes too.")
NO_QUOTES = mistake(
    "no-quotes", "Your attribute {attribute} ends at the first space of the name; put quotes around it.")
TWICE = mistake("escaped-twice", "You escaped twice: in {place}, the visitor reads {got}.")
AMPERSAND = mistake("ampersand", "You left & as it is: {sent} became {got} in {place}; write it as &amp;.")
PERCENT = mistake("quoted-in-html", "You percent-encoded the name in {place}; that is for addresses. Here, escape() it.")
LINK = mistake(
    "link-not-quoted", "URL values need quote(), then escape(): for the name {name}, your link leads to {got}.")
ESCAPED_FIRST = mistake(
    "escaped-before-quote", "You escaped the name before you quoted it, and your link leads to {got}; quote() comes first.")
QUOTED_TWICE = mistake("quoted-twice", "You quoted the name in your link twice: it leads to {got}.")
CHANGED = mistake("name-changed", "In {place}, the visitor reads {got}; expected {expected}.")
NO_ELEMENT = mistake("no-element", "Your page has no {what}.")
ELSEWHERE = mistake("link-elsewhere", "Your link leads to {got}; it has to lead to escape.py?name=..., with no other field.")
CONTENT_TYPE = mistake(
    "content-type", "Your Content-Type is {got!r}; it has to be 'text/html; charset=utf-8'.")

FIRST = ("Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald")
LAST = ("Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth")


@rounds("clean")
def an_ordinary_name(script):
    name = "{} {}".format(FIRST[script.rng.randrange(6)], LAST[script.rng.randrange(6)])
    greets(script, name)
    looks_right(script, script.get(), "World")


@rounds("clean")
def a_script(script):
    greets(script, "<script>steal({})</script>".format(script.rng.randrange(10, 99)))


@rounds("clean")
def a_quote(script):
    greets(script, '" onfocus="steal({})'.format(script.rng.randrange(10, 99)))


@rounds("clean")
def the_other_quote(script):
    greets(script, "' onfocus='steal({})".format(script.rng.randrange(10, 99)))


@rounds("clean")
def references(script):
    greets(script, "Tom & Jerry &lt;{}".format(script.rng.randrange(3, 9)))


@rounds("clean")
def an_address(script):
    greets(script, "Zoë + Al = {}0%25 #{}".format(script.rng.randrange(3, 9), script.rng.randrange(1, 9)))


def greets(script, name):
    looks_right(script, script.get("?name=" + quote_plus(name)), name)


def looks_right(script, page, name):
    if page.get("Content-Type").lower().replace(" ", "").replace('"', "") not in (
            "text/html;charset=utf-8", "text/html;charset=utf8"):
        CONTENT_TYPE.proved(at=page, offset=0, got=page.get("Content-Type"))
    tree = parse(page.text)
    no_element_of_its_own(page, tree, name)
    in_text(page, tree, name)
    in_attribute(page, tree, name)
    in_link(page, tree, name, script.exercise.starter)


def no_element_of_its_own(page, tree, name):
    """The name became no script that a browser would run, wherever it stands but where no markup is read."""
    for element in tree.all("script"):
        if "steal(" in element.text and element.text in name and element.parent.name not in ("title", "textarea"):
            SURVIVED.proved(at=page, offset=place(page, "<script>steal"), tag="<script>")


def in_text(page, tree, name):
    greeting = tree.by_id("greeting")
    if greeting is None:
        NO_ELEMENT.proved(at=page, offset=page.offset_of_body(), what="element with the id greeting")
    compare(page, greeting.text, name, "text", "Hello, {}!", place(page, "greeting"))


def in_attribute(page, tree, name):
    field = tree.by_id("name")
    if field is None or field.name != "input":
        NO_ELEMENT.proved(at=page, offset=page.offset_of_body(), what="<input> with the id name")
    value = field.attributes.get("value")
    at = place(page, "value")
    broken(page, field, "value", value, name, at)
    compare(page, value or "", name, "the value of your <input>", "{}", at)


def in_link(page, tree, name, script_name):
    link = tree.by_id("link")
    if link is None or link.name != "a" or not link.attributes.get("href"):
        NO_ELEMENT.proved(at=page, offset=page.offset_of_body(), what="<a> with the id link and an href")
    href = link.attributes["href"]
    own = "/" + script_name
    address = urlsplit(urljoin("http://127.0.0.1:8080" + own, href))
    fields = parse_qsl(address.query, keep_blank_values=True)
    at = place(page, "href")
    broken(page, link, "href", fields[0][1] if fields else None, name, at)
    if (address.path not in (own, "/05-escape" + own) or    # the second is where a browser finds it while lesson runs
            address.hostname not in ("127.0.0.1", "localhost") or not re.search(":[0-9]+$", address.netloc)):
        ELSEWHERE.proved(at=page, offset=at, got=href)
    if ("name", name) in fields:
        if len(fields) > 1:
            ELSEWHERE.proved(at=page, offset=at, got=href)
        return
    got = address.query + "#" * bool(address.fragment) + address.fragment
    if len(fields) == 1 and fields[0][0] == "name":
        got = repr(fields[0][1])
        if html.unescape(fields[0][1]) == name:
            ESCAPED_FIRST.proved(at=page, offset=at, got=got)
        if unquote(fields[0][1]) == name:
            QUOTED_TWICE.proved(at=page, offset=at, got=got)
    LINK.proved(at=page, offset=at, name=repr(name), got=got or "no name")


def broken(page, element, attribute, value, name, at):
    """Whether the attribute was ended by a quote in the name, or by its first space."""
    if element.attributes.get("onfocus", "").startswith("steal("):      # a page may have an onfocus of its own
        QUOTE.proved(at=page, offset=at, attribute=attribute)
    words = name.split(" ")
    if value == words[0] != name and words[1].lower() in element.attributes:
        NO_QUOTES.proved(at=page, offset=at, attribute=attribute)


def compare(page, got, name, where, words, at):
    """Say what became of the name in `got`, which should be `words` with the name in it."""
    expected = words.format(name)
    if got == expected:
        return
    if html.unescape(got) == expected:
        TWICE.proved(at=page, offset=at, place=where, got=repr(got))
    if got == html.unescape(expected):
        AMPERSAND.proved(at=page, offset=at, place=where, sent=repr(name), got=repr(got))
    if unquote_plus(got) == expected:
        PERCENT.proved(at=page, offset=at, place=where)
    CHANGED.proved(at=page, offset=at, place=where, got=repr(got), expected=repr(expected))


def place(page, words):
    """Where in what the script printed the body has `words`; where the body begins, if nowhere."""
    return page.offset_of_body() + max(0, page.body.find(words.encode("utf-8")))
