"""3.03 query: the fields of a query string, decoded, repeated, blank and missing."""

import re
from urllib.parse import quote_plus, unquote, unquote_plus

from bundle.checking import mistake, rounds

RAW = mistake("not-decoded", "You showed {got} as it stood in the query string; parse_qs decodes it.")
PLUS = mistake("plus-is-space", "'+' means space; use parse_qs.")
EARLY_DECODING = mistake(
    "decoded-too-early", "You decoded before you separated the fields: %26 is a & inside a value; let parse_qs do both.")
PLUS_LATE = mistake(
    "plus-too-late", "%2B is a plus sign, and you made a space of it after it was decoded; parse_qs does both in the right order.")
TWICE = mistake("decoded-twice", "You decoded {sent} twice; parse_qs has decoded it already.")
ONE_TAG = mistake("one-tag", "You kept only one tag of {n}; parse_qs gives a list for each name.")
BLANK = mistake("blank-dropped", "You lost q, which was sent blank: a blank field is present; keep_blank_values.")
NOT_SENT = mistake("absent-as-blank", "q was not sent, and you answered as if it had been sent blank.")
MISSING_N = mistake("missing-n", "A missing n stopped you; it counts as 10.")
BLANK_N = mistake("blank-n", "A blank n stopped you; 'n=' counts as 10, as a missing one does.")
MISSING_FIELD = mistake("missing-field", "A field that was not sent stopped you; use fields.get(name, [...]).")
NOT_UTF8 = mistake("wrong-encoding", "You decoded the bytes of a value with another encoding than UTF-8: {got}.")
CONTENT_TYPE = mistake(
    "content-type", "Your Content-Type is {got!r}; it has to be 'text/plain; charset=utf-8' for a query.")
FORM_AGAIN = mistake("form-again", "You answered a query with the form; os.environ['QUERY_STRING'] holds it.")
WRONG_ANSWER = mistake("wrong-answer", "For ?{query}, line {n} of your page is {got}; expected {expected}.")
NO_FORM = mistake("no-form", "Without a query, show the form.")

WORDS = ("tea", "cocoa", "lemonade", "espresso", "water", "cider")
TAGS = ("hot", "cold", "sweet", "bitter", "fizzy", "new")
SPACED = ("iced tea, please", "half milk, half water", "ginger ale; no ice", "tea for two!")
ACCENTED = ("café", "thé à la menthe", "Glühwein", "żubrówka", "jus pressé")
SIGNS = ("1 + 1 = {} & more", "gin & tonic + {} ice = good", "milk+honey & {} spices=tea")


@rounds("clean")
def shows_its_fields(script):
    rng = script.rng
    for order in ("qtn", "ntq"):
        ask(script, {"q": pick(rng, WORDS), "t": some_tags(rng, 1), "n": str(rng.randrange(2, 9))}, order)


@rounds("clean")
def several_tags(script):
    for count in (2, 3):
        ask(script, {"q": pick(script.rng, WORDS), "t": some_tags(script.rng, count), "n": "5"}, "ttqtn")


@rounds("clean")
def spaces(script):
    ask(script, {"q": pick(script.rng, SPACED), "t": ["sugar free"], "n": "4"})


@rounds("clean")
def accents(script):
    ask(script, {"q": pick(script.rng, ACCENTED), "t": ["très chaud"], "n": "4"})


@rounds("clean")
def signs(script):
    sign = pick(script.rng, SIGNS).format(script.rng.randrange(2, 9))
    ask(script, {"q": sign, "t": ["a+b", "r&b"], "n": "7"}, crashes=EARLY_DECODING)
    ask(script, {"q": "%41 is not {}".format(pick(script.rng, WORDS)), "t": ["50%2B"], "n": "7"})


@rounds("clean")
def blank_and_missing_q(script):
    word = pick(script.rng, TAGS)
    ask(script, {"q": "", "t": [word], "n": "6"}, crashes=BLANK)
    ask(script, {"t": [word, "", "new"], "n": "6"}, crashes=MISSING_FIELD)
    ask(script, {"n": "8"}, crashes=MISSING_FIELD)


@rounds("clean")
def missing_and_blank_n(script):
    word = pick(script.rng, WORDS)
    ask(script, {"q": word, "t": ["hot"]}, crashes=MISSING_N)
    ask(script, {"q": word, "t": ["hot"], "n": ""}, crashes=BLANK_N)


@rounds("clean")
def shows_the_form(script):
    for rest in ("", "?"):
        page = script.get(rest, crashes=NO_FORM)
        if "<form" not in page.text.lower() or not all(
                re.search("name *= *[\"']?%s\\b" % field, page.text, re.I) for field in ("q", "tag", "n")):
            NO_FORM.proved(at=page, offset=page.offset_of_body())


def pick(rng, choices):
    return choices[rng.randrange(len(choices))]


def some_tags(rng, count):
    first = rng.randrange(len(TAGS))
    return [TAGS[(first + 5 * n) % len(TAGS)] for n in range(count)]


def ask(script, sent, order="qttttn", crashes=None):
    """Ask with the fields `sent` ("t" is the list of tags) in this order, and look at the answer."""
    tags = list(sent.get("t", []))
    pairs = []
    for key in order:
        if key == "t" and tags:
            pairs.append(("tag", tags.pop(0)))
        elif key in "qn" and key in sent:
            pairs.append((key, sent[key]))
    pairs += [("tag", tag) for tag in tags]
    query = "&".join(name + "=" + quote_plus(value) for name, value in pairs)
    page = script.get("?" + query, crashes=crashes)
    says(page, query, sent)


def says(page, query, sent):
    """The page is the lines that `sent` must give; spaces at their ends do not count."""
    if "<form" in page.text.lower():
        FORM_AGAIN.proved(at=page, offset=page.offset_of_body())
    if page.get("Content-Type").lower().replace(" ", "").replace('"', "") != "text/plain;charset=utf-8":
        CONTENT_TYPE.proved(at=page, offset=0, got=page.get("Content-Type"))
    tags = sent.get("t", [])
    expected = ["q: " + sent.get("q", "(not sent)")] + ["tag: " + tag for tag in tags]
    expected = [line.rstrip() for line in expected + ["n: " + (sent.get("n") or "10")]]
    got = [line.rstrip() for line in page.text.rstrip().splitlines()]
    if got == expected:
        return
    offset = page.offset_of_body()
    told = dict(line.partition(":")[::2] for line in reversed(got))
    if sent.get("q") == "" and told.get("q", "").strip() in ("(not sent)", "None", "[]"):
        BLANK.proved(at=page, offset=offset)
    if "q" not in sent and told.get("q") == "":
        NOT_SENT.proved(at=page, offset=offset)
    if len(tags) > 1 and len([line for line in got if line.startswith("tag:")]) == 1 \
            and told["tag"].strip() in tags:
        ONE_TAG.proved(at=page, offset=offset, n=len(tags))
    for number in range(max(len(got), len(expected))):
        there = got[number] if number < len(got) else None
        wanted = expected[number] if number < len(expected) else None
        if there != wanted:
            differs(page, offset, query, number + 1, there, wanted)


def differs(page, offset, query, number, there, wanted):
    """Say what made `there` of the line `wanted`; None for a line that is not there."""
    if there and wanted:
        name, _, value = wanted.partition(": ")
        shown = there.partition(":")[2].strip()
        raw = quote_plus(value)
        if "%" in raw and shown == raw:
            RAW.proved(at=page, offset=offset, got=shown)
        if shown == unquote(raw):
            PLUS.proved(at=page, offset=offset)
        if shown == value.replace("+", " "):
            PLUS_LATE.proved(at=page, offset=offset)
        if shown in (unquote(value), unquote_plus(value)):
            TWICE.proved(at=page, offset=offset, sent=raw)
        if "&" in value and shown and (value.startswith(shown) or value.replace("+", " ").startswith(shown)):
            EARLY_DECODING.proved(at=page, offset=offset)
        if shown in (value.encode("utf-8").decode(wrong, "replace") for wrong in ("latin-1", "cp1252", "ascii")):
            NOT_UTF8.proved(at=page, offset=offset, got=repr(shown))
    WRONG_ANSWER.proved(at=page, offset=offset, query=query, n=number,
                        got="missing" if there is None else repr(there),
                        expected="the end" if wanted is None else repr(wanted))
