"""3.01 first: a header block, an empty line, a page in UTF-8."""

import html
import unicodedata

from bundle.checking import mistake, rounds

NO_BLANK_LINE = mistake(
    "no-blank-line", "No empty line separates your header block from the page; print one after the last header.")
PRINTED_BEFORE = mistake("printed-before", "You printed something before Content-Type; the header block comes first.")
NOT_UTF8 = mistake("not-utf-8-page", "You declared UTF-8 but wrote byte {byte:02X}{pipe}.")
NEEDS_AGENT = mistake("needs-user-agent", "HTTP_USER_AGENT may be absent; use get.",
                      crash="KeyError: 'HTTP_USER_AGENT'")
CONTENT_TYPE = mistake(
    "content-type", "Your Content-Type is {got!r}; it has to be 'text/html; charset=utf-8'.")
NOT_SHOWN = mistake("not-shown", "The page does not show {what}.")

AGENTS = (
    "curl/{}.{}.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{}.{}) Gecko/20100101",
    "Lynx/2.{}.{}rel.1",
    "Wget/1.{}.{}",
)


@rounds("clean")
def shows_its_visitor(script):
    agent = an_agent(script.rng)
    page = script.get(headers=[("User-Agent", agent)])
    looks_right(page)
    shows(page, "GET", "the method, GET")
    shows(page, agent, "the browser's name, {}".format(agent))
    page = script.visit("POST", body=b"", headers=[("User-Agent", agent)])
    looks_right(page)
    shows(page, "POST", "the method, POST, when the visitor sends a POST")


@rounds("clean")
def on_a_windows_pipe(script):
    script.encoding = "cp1252"
    looks_right(script.get(headers=[("User-Agent", an_agent(script.rng))]),
                " (sys.stdout began as cp1252, as on Windows)")


@rounds("clean")
def without_user_agent(script):
    page = script.get(crashes=NEEDS_AGENT)
    looks_right(page)
    shows(page, "unknown", "'unknown' for a visitor who sends no User-Agent")


def an_agent(rng):
    return AGENTS[rng.randrange(len(AGENTS))].format(rng.randrange(6, 90), rng.randrange(10, 90))


def looks_right(page, pipe=""):
    """HTML in UTF-8, with the word café."""
    kind, _, parameters = page.get("Content-Type").lower().replace(" ", "").replace('"', "").partition(";")
    if kind != "text/html" or parameters not in ("charset=utf-8", "charset=utf8"):
        CONTENT_TYPE.proved(at=page, offset=0, got=page.get("Content-Type"))
    try:
        page.body.decode("utf-8")
    except UnicodeDecodeError as error:
        NOT_UTF8.proved(at=page, offset=page.offset_of_body() + error.start, byte=page.body[error.start],
                        pipe=pipe)
    if "café" not in folded(page.text) and "café" in folded(html.unescape(page.text)):
        NOT_SHOWN.proved(at=page, offset=page.offset_of_body(),
                         what="'café' with é in UTF-8; you wrote an entity")
    shows(page, "café", "the word 'café'")


def shows(page, text, what):
    if folded(text) not in folded(html.unescape(page.text)):
        NOT_SHOWN.proved(at=page, offset=page.offset_of_body(), what=what)


def folded(text):
    return unicodedata.normalize("NFC", text).lower()
