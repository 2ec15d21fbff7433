"""Answers of the practice web site, and its pages: what is said, before HTTP puts it on the wire."""

from bundle.servers.gateway_pages import HTML, escape, page
from bundle.servers.http_reply import REASONS

TEXT = "text/plain; charset={}"


class Answer:
    """A response that has not been sent.

    body    bytes, or something that yields them in pieces
    length  of the body where it comes in pieces and the length is told before; it may be a lie
    """

    __slots__ = ("status", "headers", "body", "length")

    def __init__(self, status, headers=(), body=b"", kind=None, length=None):
        self.status = status
        self.headers = list(headers)
        if kind:
            self.headers.insert(0, ("Content-Type", kind))
        self.body = body
        self.length = length


def text(status, words, headers=(), charset="utf-8"):
    """A page of plain text; what the charset does not have shows as a question mark."""
    return Answer(status, headers, words.encode(charset, "replace"), TEXT.format(charset))


def refusal(status, why, headers=()):
    """The page that says why there is no other."""
    return text(status, "{} {}\n{}\n".format(status, REASONS.get(status, ""), why), headers)


def html(title, body, status=200, headers=()):
    """A page for browsers. body: HTML below its heading."""
    words = page(title, "<main><h1>{}</h1>{}</main>".format(escape(title), body))
    return Answer(status, list(headers) + [("Cache-Control", "no-store")], words, HTML)


def redirect(status, location, headers=()):
    """The answer that sends the client elsewhere (RFC 9110, 15.4)."""
    return text(status, "Go on at {}\n".format(location), [("Location", location)] + list(headers))


def echo(method, fields, charset="utf-8"):
    """What came in a form, as text: one field a line."""
    lines = ["The form came by {}.".format(method)]
    lines += ["{} = {}".format(name, value) for name, value in fields]
    return text(200, "\n".join(lines) + "\n", [("Cache-Control", "no-store")], charset)


def home(routes):
    """The page that lists what can be tried. routes: [(address, sentence)]."""
    rows = [ROW.format(escape(address), escape(about)) for address, about in routes]
    return html("A web site to practise on", HOME.format("".join(rows)))


def form(action):
    return html("A form", FORM.format(escape(action)))


def login(sentence):
    """The form to log in with; its status is 200, as it is on most sites, whatever led here."""
    return html("Please log in", LOGIN.format(escape(sentence)))


HOME = ("<p>Each of these addresses shows one thing that HTTP can do. Visit it with your own program, "
        "with curl, or here.</p><table>{}</table>")
ROW = '<tr><td><a href="{0}">{0}</a></td><td>{1}</td></tr>'

FORM = """<form class="card" action="{0}"><p>By GET: <input name="text" aria-label="Text">
<button>Send</button></p></form>
<form class="card" action="{0}" method="post"><p>By POST: <input name="text" aria-label="Text">
<button>Send</button></p></form>"""

LOGIN = """<p>{}</p><form class="card" action="/login" method="post">
<p><label>Name <input name="user"></label></p>
<p><label>Password <input name="password" type="password"></label></p>
<p><button>Log in</button></p></form>"""
