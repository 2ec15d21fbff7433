"""3.13 mini-framework: which handler a request reaches, what render() makes of a template, and how it fails."""

import html
import json
import re
from urllib.parse import quote

from bundle.checking import mistake, rounds
from bundle.checking.html_page import parse

NOT_THERE = mistake(
    "not-there", "Our application imports render, route and run from miniweb.py, and one of them is not there.",
    crash=r"cannot import name '\w+' from '(\w+\.)?miniweb'")
NOT_FILLED_IN = mistake(
    "not-filled-in", "Your page still says {got}; render() has to put a value in the place of each {{{{name}}}}.")
FAILED = mistake(
    "failed", "{request} was answered with 500, and there is no mistake in its handler; your stderr ends with {exc}{line}.")
CONTENT_TYPE = mistake("content-type", "Your Content-Type is {got!r}; it has to be 'text/html; charset=utf-8'.")
PAGE = mistake("wrong-page", "{request}: the page should {expected}, and it does not.")
TOO_MUCH = mistake("matched-too-much", "{pattern!r} matched {path!r}; {why}.")
ORDER = mistake(
    "wrong-order", "{pattern!r} took {path!r}, and the route {first!r} had been entered before it; the first that fits is "
    "the one.")
NO_MATCH = mistake("no-match", "{request} belongs to the route {pattern!r}, and you answered {got}.")
PARTS = mistake("wrong-parts", "The handler of {pattern!r} got {got} for {path!r}; expected {expected}.")
METHOD_IGNORED = mistake(
    "method-ignored", "{request} reached the handler for {got}; a route has a method, too.")
HEAD = mistake("head", "HEAD {path} was answered with {got}; answer a HEAD as you answer a GET.")
NOT_404 = mistake("not-404", "No route fits {path!r}, and you answered {got}; expected 404 Not Found.")
NOT_405 = mistake(
    "not-405", "{request}: the path has a route, this method has none. A wrong method should be 405 with Allow, and "
    "you answered {got}.")
ALLOW = mistake("wrong-allow", "Your 405 for {request} says {got}; expected Allow: {expected}.")
UNESCAPED = mistake("unescaped", "render() left {{{{x}}}} unescaped: with x={value}, {template} became {got}.")
ESCAPED_TWICE = mistake("escaped-twice", "render() escaped {{{{x}}}} twice: with x={value}, {template} became {got}.")
AGAIN = mistake(
    "expanded-again", "Substituted text was expanded again: with {values}, {template} became {got}; one re.sub does not look "
    "twice.")
RENDER = mistake("render", "render({template}, {values}) gave {got}; expected {expected}.")
NO_KEY_ERROR = mistake(
    "no-key-error", "render({template}) without a value for that name gave {got}; raise a KeyError.")
NO_CATCH = mistake(
    "not-caught", "The handler raised {exc}, and that ended your script; catch it in run(), log it, and answer "
    "500 Internal Server Error.")
EXIT = mistake(
    "ended-otherwise", "You answered, and ended with exit status {code}; end with 0: a traceback on stderr and another exit "
    "status look like a crash.")
NOT_500 = mistake("not-500", "The handler raised {exc}, and you answered {got}; expected 500 Internal Server Error.")
TRACEBACK = mistake(
    "traceback-shown", "The handler raised an exception, and the visitor reads {got}; that belongs on sys.stderr.")
NOT_LOGGED = mistake(
    "not-logged", "The handler raised an exception, and its traceback is not on your stderr; who is to mend it?")

WORDS = ("assam", "oolong", "Zo\xeb", "J\xfcrgen", "green tea", "100%", "a+b", "1.5", "\u5c71")
PLAIN = ("assam", "ceylon", "oolong", "sencha", "pu-erh", "mate")
WHOLE = "a pattern has to fit the whole path"
NO_SLASH = "a <name> has no slash in it"
TOP = "import json\nfrom miniweb import render, route, run\n"


@rounds("clean")
def the_tea_shop(script):
    page = script.get()
    answered(page, "/", "GET /")
    left = re.search(r"\{\{ *\w+ *\}\}", page.text)
    if left:
        NOT_FILLED_IN.proved(at=page, offset=place(page, left.group()), got=left.group())
    if re.sub("[ \"']", "", page.get("Content-Type").lower()) != "text/html;charset=utf-8":
        CONTENT_TYPE.proved(at=page, offset=0, got=page.get("Content-Type"))
    tree = parse(page.text)
    if not any(link.text == "assam" for link in tree.all("a")) or not tree.all("form"):
        PAGE.proved(at=page, offset=page.offset_of_body(), request="GET /", expected="list the teas and show the form")
    page = script.get("/tea/sencha")
    answered(page, "/tea/<name>", "GET /tea/sencha")
    tree = parse(page.text)
    taste = tree.by_id("tea")
    if taste is None and tree.all("form"):
        TOO_MUCH.proved(at=page, offset=page.offset_of_body(), pattern="/", path="/tea/sencha", why=WHOLE)
    if taste is None or not taste.text.startswith("green, \u201c"):
        PAGE.proved(at=page, offset=page.offset_of_body(), request="GET /tea/sencha",
                    expected="say: green, \u201ctoasted\u201d")


@rounds("clean")
def whole_paths(script):
    first, second = some(script, PLAIN, 2)
    a, ab = "/" + first, "/{}{}".format(first, second)
    menu, more = "/{}.txt".format(second), "/{}+(1)".format(first)
    script.application("shop.py", shop(["/", a, ab, menu, more]))
    reaches(script, ab, ab)
    reaches(script, a, a)
    reaches(script, menu, menu)
    for path, why in ((ab + "s", WHOLE), (a + "/", WHOLE), (a.upper(), "capitals are other letters"),
                      ("/very" + a, WHOLE), (menu.replace(".", "x"), "a dot is a dot"),
                      (a + "\n", "a line end is a character, too")):
        leads_nowhere(script, path, why)
    reaches(script, more, more)
    reaches(script, "", "/")


@rounds("clean")
def names_in_patterns(script):
    word = some(script, WORDS, 1)[0]
    plain = some(script, PLAIN, 1)[0]
    routes = ["/tea/new", "/tea/<name>", "/tea/<name>/cup/<number>/<milk>", "/{}-<size>.txt".format(plain)]
    script.application("shop.py", shop(routes))
    reaches(script, "/tea/" + word, routes[1], name=word)
    reaches(script, "/tea/<caf\xe9>/cup/{}+%41/0".format(word), routes[2], name="<caf\xe9>", number=word + "+%41", milk="0")
    reaches(script, "/{}-42.txt".format(plain), routes[3], size="42")
    reaches(script, "/tea/new", routes[0])
    leads_nowhere(script, "/tea/", "a <name> stands for one character or more")
    leads_nowhere(script, "/tea/{}/x".format(plain), NO_SLASH)


@rounds("clean")
def methods(script):
    note = "/" + some(script, PLAIN, 1)[0]
    routes = [note, "POST " + note, note + "/new", "DELETE {}/<name>".format(note), "PUT {}/<name>".format(note)]
    script.application("shop.py", shop(routes))
    reaches(script, note, routes[1], "POST")
    reaches(script, note, note)
    reaches(script, note + "/new", routes[3], "DELETE", name="new")
    has_no_method(script, "PUT", note, "GET, POST")
    has_no_method(script, "POST", note + "/new", "GET, DELETE, PUT")
    has_no_method(script, "GET", note + "/7", "DELETE, PUT")
    leads_nowhere(script, note + "/new/7", WHOLE, "POST")
    page = script.visit("HEAD", note)
    if page.status != 200:
        HEAD.proved(at=page, offset=0, path=note, got=status(page))


@rounds("clean")
def templates(script):
    word = some(script, PLAIN, 1)[0]
    cases = [
        ("<p>{{x}}</p>", {"x": "<script>{}</script>".format(word)}),
        ("<p title='{{x}}'>", {"x": "it's {}".format(word)}),
        ('<p title="{{x}}">', {"x": 'a "{}"'.format(word)}),
        ("<p>{{x}}</p>", {"x": "Tom & &lt;{}&gt;".format(word)}),
        ("{{x}}, {{y}}", {"x": "{{y}}", "y": word}),
        ("{{x}}, {{y}}", {"y": "{{x}}", "x": word}),
        ("{{tea}} {{teapot}} {{tea}}", {"tea": word, "teapot": "green"}),
        ("{{ x }}: {{x}}", {"x": word}),
        ("{{x}} {{Size_2}}", {"x": 42, "Size_2": None}),
        ("p { margin: {{x}} } {x} $x %s \\n \\1\n", {"x": 3}),
        ("{{x}}", {"x": "C:\\new\\1\\g<0>"}),
        ("<p>nothing</p>", {}),
    ]
    script.application("shop.py", TOP + RENDERS.format(cases=cases))
    page = script.get()
    answered(page, "/", "GET /")
    results = told(page)
    for (template, values), got in zip(cases, results):
        is_rendered(page, template, values, got)
    if results[-1] != "KeyError":
        NO_KEY_ERROR.proved(at=page, offset=page.offset_of_body(), template=repr("{{x}} {{nobody}}"), got=repr(results[-1]))


@rounds("clean")
def a_handler_fails(script):
    word = some(script, PLAIN, 1)[0]
    script.application("shop.py", TOP + FAILS.format(word=word))
    for rest, exc in (("/key/" + word, "KeyError"), ("/type", "TypeError")):
        page = script.get(rest, fails=True)
        visible = "".join("%s: %s\n" % header for header in page.headers) + page.text
        shown = re.search(r'Traceback \(most recent|File ".*", line \d|(Key|Type)Error|{}-is-out'.format(word), visible)
        if shown:
            TRACEBACK.proved(at=page, offset=place(page, shown.group()), got=repr(shown.group()))
        if page.code and page.code > 0 and page.raw.strip():
            EXIT.proved(at=page, code=page.code)
        if page.crash and page.code and page.crash.name == exc:
            NO_CATCH.proved(at=page, exc=exc)
        script.judge(page)
        if page.status != 500:
            NOT_500.proved(at=page, offset=0, exc=exc, got=status(page))
        if b"Traceback" not in page.stderr or exc.encode("ascii") not in page.stderr:
            NOT_LOGGED.proved(at=page)


RENDERS = """
@route("/")
def home():
    found = []
    for template, values in {cases!a}:
        try:
            found.append(render(template, **values))
        except Exception as error:
            found.append([type(error).__name__, str(error)])
    try:
        found.append(render("{{{{x}}}} {{{{nobody}}}}", x=1))
    except KeyError:
        found.append("KeyError")
    except Exception as error:
        found.append([type(error).__name__, str(error)])
    return json.dumps(found)

run()
"""

FAILS = """
@route("/key/<name>")
def key(name):
    return {{}}[name + "-is-out"]

@route("/type")
def type_of_tea():
    return "{word}-is-out" + 1

run()
"""


def shop(routes):
    """An application whose handlers say which they are, and what they got. A route: "/tea/<name>" or "POST /order"."""
    parts = [TOP]
    for number, row in enumerate(routes):
        method, _, pattern = row.rpartition(" ")
        arguments = [repr(pattern)] + [repr(method)] * bool(method)
        names = re.findall("<(.*?)>", pattern)
        parts.append("\n@route({})\ndef handler{}({}):\n    return json.dumps([{!r}, {{{}}}])\n".format(
            ", ".join(arguments), number, ", ".join(names[1:] + names[:1]), row, ", ".join("{0!r}: {0}".format(name) for name in names)))
    return "".join(parts + ["\nrun()\n"])


def ask(script, path, method="GET"):
    return script.visit(method, quote(path), environ=None if path else {"PATH_INFO": ""},
                        body=b"who=me" if method in ("POST", "PUT") else None)


def reaches(script, path, route, method="GET", **parts):
    """The request reaches the handler of `route`, which gets these parts."""
    page = ask(script, path, method)
    pattern = route.rpartition(" ")[2]
    request = "{} {}".format(method, path or "with an empty PATH_INFO")
    answered(page, pattern, request)
    got, values = told(page)
    if got != route:
        other = got.rpartition(" ")[2]
        if (got.rpartition(" ")[0] or "GET") != method:
            METHOD_IGNORED.proved(at=page, offset=page.offset_of_body(), request=request,
                                 got=got if " " in got else "GET " + got)
        if "<" in other and "<" not in pattern:
            ORDER.proved(at=page, offset=page.offset_of_body(), pattern=other, path=path, first=pattern)
        TOO_MUCH.proved(at=page, offset=page.offset_of_body(), pattern=other, path=path,
                        why=NO_SLASH if any("/" in str(value) for value in values.values()) else WHOLE)
    if values != parts:
        PARTS.proved(at=page, offset=page.offset_of_body(), pattern=pattern, path=path, got=words(values),
                     expected=words(parts))


def leads_nowhere(script, path, why, method="GET"):
    """There is no route for this path: 404."""
    page = ask(script, path, method)
    if page.status == 200 and page.body.startswith(b"["):
        TOO_MUCH.proved(at=page, offset=page.offset_of_body(), pattern=told(page)[0].rpartition(" ")[2], path=path, why=why)
    if page.status != 404:
        NOT_404.proved(at=page, offset=0, path=path, got=status(page))


def has_no_method(script, method, path, expected):
    """There are routes for this path, and none for the method: 405."""
    page = ask(script, path, method)
    request = "{} {}".format(method, path)
    if page.status == 200 and page.body.startswith(b"["):
        METHOD_IGNORED.proved(at=page, offset=page.offset_of_body(), request=request,
                              got=told(page)[0] if " " in told(page)[0] else "GET " + told(page)[0])
    if page.status != 405:
        NOT_405.proved(at=page, offset=0, request=request, got=status(page))
    allowed = [name.strip().upper() for name in ",".join(page.all("Allow")).split(",") if name.strip()]
    if set(allowed) - {"HEAD"} != set(expected.split(", ")):
        got = "Allow: " + ", ".join(page.all("Allow")) if page.all("Allow") else "nothing of it"
        ALLOW.proved(at=page, offset=0, request=request, got=got, expected=expected)


def is_rendered(page, template, values, got):
    """`got` is the template with each value escaped, in whatever way."""
    at, expected = page.offset_of_body(), filled_in(template, values)
    if isinstance(got, str) and same(got, template, values):
        return
    shown = dict(template=repr(template), value=repr(values.get("x")), values=words(values), got=repr(got))
    raw = filled_in(template, values, str)
    if got == raw:
        UNESCAPED.proved(at=page, offset=at, **shown)
    if got == filled_in(raw, values, str):
        AGAIN.proved(at=page, offset=at, **shown)
    if isinstance(got, str) and html.unescape(html.unescape(got)) == raw != html.unescape(got):
        ESCAPED_TWICE.proved(at=page, offset=at, **shown)
    if isinstance(got, list):
        shown["got"] = "{}: {}".format(*got)
    RENDER.proved(at=page, offset=at, expected=repr(expected), **shown)


def same(got, template, values):
    """Whether `got` is it, for any spelling of the escapes."""
    pattern = ""
    for index, part in enumerate(re.split(r"\{\{ *(\w+) *\}\}", template)):
        if not index % 2:
            pattern += re.escape(part)
            continue
        for char in str(values[part]):
            entity = ESCAPES.get(char)
            pattern += entity or re.escape(char)
    return re.fullmatch(pattern, got) is not None


ESCAPES = {"&": "&(amp|AMP|#0*38|#[xX]0*26);", "<": "&(lt|LT|#0*60|#[xX]0*3[cC]);", ">": "&(gt|GT|#0*62|#[xX]0*3[eE]);",
           '"': "&(quot|QUOT|#0*34|#[xX]0*22);", "'": "&(apos|#0*39|#[xX]0*27);"}


def filled_in(template, values, made=lambda value: html.escape(str(value))):
    return re.sub(r"\{\{ *(\w+) *\}\}", lambda match: made(values[match.group(1)]), template)


def answered(page, pattern, request):
    if page.status == 500 and page.crash:
        line = ", line {} of miniweb.py".format(page.crash.line) if page.crash.line else ""
        FAILED.proved(at=page, offset=0, request=request, exc=page.crash.text, line=line)
    if page.status != 200:
        NO_MATCH.proved(at=page, offset=0, request=request, pattern=pattern, got=status(page))


def told(page):
    """What the handler returned: it is JSON."""
    try:
        return json.loads(page.text)
    except ValueError:
        PAGE.proved(at=page, offset=page.offset_of_body(), request="{} {}".format(page.method, page.rest or "/"),
                    expected="be what the handler returned, {!r} and so on".format("["))


def status(page):
    """The status of a page, and the last words of a traceback on stderr, if there is one."""
    why = "; your stderr ends with {}".format(page.crash.text) if page.crash else ""
    return "{} {}{}".format(page.status, page.reason, why)


def words(values):
    return ", ".join("{}={!r}".format(*row) for row in sorted(values.items())) or "no parts"


def some(script, names, count):
    first = script.rng.randrange(len(names))
    return [names[(first + 3 * index) % len(names)] for index in range(count)]


def place(page, text):
    """Where `text` stands in what the script printed; where the body begins, if nowhere."""
    found = page.raw.find(text.encode("utf-8"))
    return found if found >= 0 else page.offset_of_body()
