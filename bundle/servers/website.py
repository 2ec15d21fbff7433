"""The practice web site: what HTTP clients meet, in one place.

A table of routes comes first; what is no route is a file of the practice tree. A method for each route looks
at what was asked and returns an Answer. How a request is read stands in http_message.py, how a response is
written in http_reply.py, what is said about files in web_files.py; this file knows no socket.
"""

import base64

from bundle.servers import web_files, web_pages
from bundle.servers.http_message import Refused, read_body, read_request
from bundle.servers.http_reply import Reply
from bundle.servers.stores.site import MEMBERS
from bundle.servers.web_asked import Asked
from bundle.servers.web_pages import Answer, redirect, refusal, text
from bundle.wire.connection import Quiet

NEXT_REQUEST = 30           # seconds that a connection may say nothing
MOST_REQUESTS = 100         # on one connection; then it is closed
MOST_BODY = 256 * 1024
SILENCE = 120               # seconds that /silent says nothing
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


class Route:
    """A row of the table.

    path     of the address; "/*" at its end stands for one more part
    method   the name of the method of Website that answers
    allowed  the methods of HTTP that may be used; HEAD is allowed wherever GET is
    about    a sentence for the list of what can be tried; a route without one is not listed
    shown    the address in that list, where it is not `path`
    """

    __slots__ = ("path", "method", "allowed", "about", "shown")

    def __init__(self, path, method, allowed="GET", about="", shown=None):
        self.path = path
        self.method = method
        self.allowed = allowed.replace("GET", "GET, HEAD").split(", ")
        self.about = about
        self.shown = shown or path


ROUTES = (
    Route("/", "home"),
    Route("/files", "files", about="the practice files: types, conditional requests, ranges",
          shown="/files/"),
    Route("/form", "form", "GET, POST", "a form; after a POST, 303 leads to the page that shows it"),
    Route("/form/sent/*", "sent"),
    Route("/form/latin-1", "form_in_latin_1", "GET, POST", "the same form; its answers are in ISO-8859-1"),
    Route("/form/moved", "form_moved", "GET, POST",
          "307: repeat the request, method and body, at /form/latin-1"),
    Route("/redirect/*", "redirected", "GET, POST", "a redirect of that status: 301, 302, 303, 307 or 308",
          shown="/redirect/302"),
    Route("/redirect/chain/*", "chain", about="so many redirects, one after another",
          shown="/redirect/chain/3"),
    Route("/redirect/loop", "loop", about="a redirect that leads to itself"),
    Route("/cookies", "cookies", about="the cookies that you sent"),
    Route("/cookies/set", "set_cookies", about="sets cookies and sends you to /cookies",
          shown="/cookies/set?colour=blue"),
    Route("/login", "login", "GET, POST",
          "a form to log in: alice, wonderland. The first session of rabbit, teatime is over at once"),
    Route("/members/diary", "diary", about="a private page: 302 to /login without a session"),
    Route("/members/logout", "logout", "GET, POST"),
    Route("/basic", "basic", about="401 until you send alice's name and password as Basic credentials"),
    Route("/busy", "busy", about="503 with Retry-After: 1, two times out of three"),
    Route("/gone", "gone", about="410: it will not come back"),
    Route("/chunked", "chunked", about="a body in chunks, whose length nobody tells"),
    Route("/cut", "cut", about="half of what Content-Length promised"),
    Route("/drop", "drop", about="the connection closes without an answer"),
    Route("/silent", "silent", about="no answer for two minutes"),
)


class Website:
    """One client's connection `conn` to the pages of `store`, a Site."""

    name = "http"
    tls = None
    most_requests = MOST_REQUESTS

    def __init__(self, conn, store):
        self.conn = conn
        self.store = store
        self.commands = []      # nothing is said in lines here
        self.requests = []      # Asked, in order
        self.finished = False   # the client left when everything had been answered

    @property
    def silent(self):
        """Whether all has been said, and it is the client's turn."""
        return self.finished and self.conn.consumed == self.conn.received

    # The conversation

    def serve(self):
        """Answer requests until the client leaves. Never raises for what it does."""
        self.conn.idle = min(self.conn.idle, NEXT_REQUEST)
        try:
            while self._one_request():
                pass
        except (Quiet, ConnectionError):
            pass    # it left, or says nothing more
        finally:
            self.conn.close()

    def refuse(self):
        """Send this client away: there are too many."""
        try:
            self._send(refusal(503, "Too many clients at once.", [("Retry-After", 1)]),
                       Reply(self.conn, None))
        except (Quiet, ConnectionError):
            pass
        self.conn.close()

    def _one_request(self):
        """Read a request and answer it; returns whether another may follow on this connection."""
        offset, request = self.conn.consumed, None
        try:
            request = read_request(self.conn)
            if request is None:
                return False
            body = read_body(self.conn, request, MOST_BODY)
        except Quiet:
            if request is None:
                raise
            return self._refused(request, offset, Refused(408, "The body did not come."))
        except Refused as refused:
            # What follows is not trusted: where this request ended is not certain.
            return self._refused(request, offset, refused)
        self.finished = False
        asked = Asked(request, request.offset, body)
        self.requests.append(asked)
        reply = Reply(self.conn, request, may_keep=len(self.requests) < self.most_requests)
        self._send(self.answer(asked), reply, asked)
        self.finished = True
        return reply.keep_alive

    def _refused(self, request, offset, refused):
        asked = Asked(request, offset)
        asked.why = refused.why
        self.requests.append(asked)
        self._send(refusal(refused.status, refused.why, refused.headers),
                   Reply(self.conn, request, may_keep=False), asked)
        return False

    def _send(self, answer, reply, asked=None):
        if asked:
            asked.status, asked.headers = answer.status, answer.headers
            asked.page = answer.body if isinstance(answer.body, bytes) else b""
        if isinstance(answer.body, bytes):
            reply.whole(answer.status, answer.headers, answer.body)
            return
        reply.begin(answer.status, answer.headers, answer.length)
        for piece in answer.body:
            reply.write(piece)
        reply.end()

    # Who answers

    def answer(self, asked):
        """The Answer to what was asked: a route's, or a file's, or a refusal."""
        try:
            if asked.target == "*":
                return Answer(204, [("Allow", ", ".join(METHODS))])
            route = find_route(asked.path)
            allowed = route.allowed if route else ["GET", "HEAD"]
            if asked.method == "OPTIONS":
                return Answer(204, [("Allow", ", ".join(allowed + ["OPTIONS"]))])
            if asked.method not in METHODS:
                raise Refused(501, "This server does not know the method {}.".format(asked.method))
            if route is None:
                return self.file(asked, allowed)
            self._allow(asked, allowed)
            return getattr(self, route.method)(asked)
        except Refused as refused:
            asked.why = refused.why
            return refusal(refused.status, refused.why, refused.headers)

    def _allow(self, asked, allowed):
        if asked.method not in allowed:
            raise Refused(405, "{} is not done here.".format(asked.method),
                          [("Allow", ", ".join(allowed + ["OPTIONS"]))])

    def file(self, asked, allowed=("GET", "HEAD")):
        """A file, or the list of a folder."""
        under, _, path = asked.path[1:].partition("/")
        if under != "files":
            raise Refused(404, "There is no {} on this server.".format(asked.request.path))
        answer = web_files.answer(self.store.files, "/" + path, asked.request)
        self._allow(asked, allowed)
        return answer

    # Pages

    def home(self, asked):
        return web_pages.home([(route.shown, route.about) for route in ROUTES if route.about])

    def files(self, asked):
        return redirect(301, "/files/")

    # Forms

    def form(self, asked, charset="utf-8", thanks=True):
        asked.read_form()
        if asked.method == "POST" and thanks:
            return redirect(303, "/form/sent/{}".format(self.store.keep_form(asked.fields)))
        if not asked.fields and asked.method != "POST":
            return web_pages.form(asked.path)
        return web_pages.echo(asked.method, asked.fields, charset)

    def sent(self, asked):
        number = last_part(asked)
        fields = self.store.form(number)
        if fields is None:
            raise Refused(404, "Nobody has sent form number {}.".format(number))
        return web_pages.echo("POST", fields)

    def form_in_latin_1(self, asked):
        return self.form(asked, "iso-8859-1", thanks=False)

    def form_moved(self, asked):
        return redirect(307, "latin-1" + ("?" + asked.query if asked.query else ""))   # relative to this page

    # Redirects

    def redirected(self, asked):
        status = last_part(asked)
        if status not in (301, 302, 303, 307, 308):
            raise Refused(404, "{} is no redirect; 301, 302, 303, 307 and 308 are.".format(status))
        return redirect(status, "/form" + ("?" + asked.query if asked.query else ""))

    def chain(self, asked):
        left = last_part(asked)
        if left > 50:
            raise Refused(404, "That would be too many.")
        return redirect(302, "/redirect/chain/{}".format(left - 1) if left > 1 else "/files/notes.txt")

    def loop(self, asked):
        return redirect(302, "/redirect/loop")

    # Cookies, and what they are good for

    def cookies(self, asked):
        lines = ["{} = {}".format(name, value) for name, value in asked.cookies]
        return text(200, "\n".join(lines or ["You sent no cookies."]) + "\n", [("Cache-Control", "no-store")])

    def set_cookies(self, asked):
        asked.read_form()
        cookies = [("Set-Cookie", "{}={}; Path=/".format(name, value)) for name, value in asked.fields
                   if (name + value).isascii() and (name + value).isalnum() and name]
        return redirect(302, "/cookies", cookies)

    def login(self, asked):
        """The session's cookie goes to pages below /members alone, and scripts do not see it (RFC 6265)."""
        asked.read_form()
        if asked.method != "POST":
            return web_pages.login("This is for members.")
        token = self.store.log_in(asked.field("user"), asked.field("password"))
        if token is None:
            return web_pages.login("This name and password do not belong together.")
        return redirect(303, "/members/diary", [
            ("Set-Cookie", "session={}; Path=/members; HttpOnly".format(token)),
            ("Set-Cookie", "theme=plain; Path=/")])

    def diary(self, asked):
        member = self.store.member(asked.cookie("session"))
        if member is None:
            return redirect(302, "/login", [("Cache-Control", "no-store")])
        return text(200, self.store.diary(member).decode("utf-8"), [("Cache-Control", "no-store")])

    def logout(self, asked):
        self.store.log_out(asked.cookie("session"))
        return redirect(303, "/", [("Set-Cookie", "session=; Path=/members; Max-Age=0")])

    def basic(self, asked):
        """RFC 7617."""
        scheme, _, credentials = asked.request.get("Authorization").partition(" ")
        try:
            user, _, password = base64.b64decode(credentials, validate=True).decode("utf-8").partition(":")
        except ValueError:
            user = password = ""
        if scheme.lower() != "basic" or not user or MEMBERS.get(user) != password:
            raise Refused(401, "Who are you?",
                          [("WWW-Authenticate", 'Basic realm="practice", charset="UTF-8"')])
        return text(200, "Good day, {}.\n".format(user))

    # Bad days

    def busy(self, asked):
        if self.store.count("busy") % 3:
            raise Refused(503, "Come back in a second.", [("Retry-After", 1)])
        return web_files.answer(self.store.files, "/notes.txt", asked.request)

    def gone(self, asked):
        raise Refused(410, "This page was taken away, and will not come back.")

    def chunked(self, asked):
        return Answer(200, body=(b"This is piece %d.\n" % number for number in range(1, 6)),
                      kind="text/plain; charset=utf-8")

    def cut(self, asked):
        notes = self.store.files.read("/notes.txt")
        return Answer(200, body=[notes[:len(notes) // 2]], kind="text/plain; charset=utf-8",
                      length=len(notes))

    def drop(self, asked):
        raise ConnectionAbortedError("this page closes the connection")

    def silent(self, asked):
        self.conn.waiting(SILENCE)      # until the client has enough of it
        raise ConnectionAbortedError("this page says nothing")


BY_PATH = {route.path: route for route in ROUTES}


def find_route(path):
    """The Route of this path, or None."""
    return BY_PATH.get(path) or BY_PATH.get(path.rpartition("/")[0] + "/*")


def last_part(asked):
    """The number at the end of the path. Refused if there is none."""
    part = asked.path.rpartition("/")[2]
    if not part.isascii() or not part.isdigit() or len(part) > 9:
        raise Refused(404, "There is no {} on this server.".format(asked.request.path))
    return int(part)
