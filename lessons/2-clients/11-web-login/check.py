"""2.11 web-login: a client that keeps a cookie, sends it where it belongs, and knows a login form when it
sees one."""

from bundle.checking import mistake, rounds
from bundle.checking.general import BAD_REQUEST, WAITED_FOR_EOF
from bundle.checking.web_client import REDIRECTS, BreaksOff, judge_requests, url_of, visits
from bundle.servers import store_for
from bundle.servers.stores import files
from bundle.servers.stores.site import LATE, MEMBERS, Site

NO_COOKIE = mistake("no-cookie", "You sent no cookie; {why}.")
WRONG_COOKIE = mistake("wrong-cookie", "You sent session={got}; the server had set session={wanted}.")
ATTRIBUTES = mistake(
    "attributes", "You sent {name} back, as if it were a cookie; only the cookie's own name=value returns.")
PATH = mistake("path", "You sent the cookie outside its Path.")
LOGIN_PAGE = mistake("login-page", "You printed the login page as success.")
FIELDS = mistake("fields", "The login form has the fields user and password; the server found {got}.")
IN_ADDRESS = mistake(
    "in-address", "You sent the password in the address, which is logged and remembered; POST the form.")
NO_TYPE = mistake(
    "no-type", "Your POST does not say what its body is; the header is "
    "Content-Type: application/x-www-form-urlencoded.")
NO_LOGIN = mistake("no-login", "You asked for {path}, and never sent the login form: POST /login.")
NO_DIARY = mistake(
    "no-diary", "You are logged in, and never asked for /members/diary; the answer to the login leads there.")
GAVE_UP = mistake("gave-up", "The session was over; log in once more, and ask again.")
TOO_OFTEN = mistake(
    "too-often", "You logged in {n} times; when the second session is over as well, it is a failure.")

NEVER_OVER = 5      # the sessions that are over when a program goes on logging in


@rounds("clean", "hold-1", "drib", "coal", early=False)     # the head of a redirect is enough to follow it
def fetches_the_diary(client):
    log_in(client, client.server("http"), "alice")


@rounds("clean", "drib")
def a_session_is_over(client):
    log_in(client, client.server("http"), LATE)


@rounds("clean")
def a_wrong_password(client):
    http = client.server("http")
    fail(client, http, "alice", "looking-glass", "The password was wrong")


class Forgetful(Site):
    """Sessions are over as soon as they begin; after NEVER_OVER of them, not any more, so that a loop has an
    end."""

    def member(self, token):
        if self.count("visits with a session" if token else "visits without") <= NEVER_OVER:
            return None
        return super().member(token)


@rounds("clean")
def sessions_are_over_twice(client):
    http = client.server("http", store=Forgetful(files.make(client.seed), client.seed))

    def judge(program):
        judge_visits(http, program)
        logins = [visit for visit in visits(http) if is_login(visit)]
        if len(logins) > 2:
            logins[2].proves(TOO_OFTEN, n=len(logins))

    fail(client, http, "alice", MEMBERS["alice"], "The session was over twice", judge)


@rounds("clean")
def server_leaves_in_the_middle(client):
    http = client.server(BreaksOff, store=store_for("http", client.seed))
    client.run_into_failure(url_of(http), "alice", MEMBERS["alice"])


def log_in(client, http, member):
    """One run that must end with the diary of `member`."""
    def judge(program):
        judge_visits(http, program)
        if program.code and not program.crash:
            judge_gave_up(visits(http))

    client.run(url_of(http), member, MEMBERS[member], hangs=WAITED_FOR_EOF, named=judge)
    client.printed(store_for("http", client.seed).diary(member))


def fail(client, http, user, password, what, judge=None):
    """One run that must end without it."""
    client.run_into_failure(url_of(http), user, password, success=LOGIN_PAGE, what=what,
                            named=judge or (lambda program: judge_visits(http, program)))


def is_login(visit):
    return visit.method == "POST" and visit.path == "/login"


def judge_visits(http, program):
    """What the program asked, in the order in which it did, and what it took for the diary."""
    found = visits(http)
    judge_requests(found)
    token = None
    for visit in found:
        judge_cookies(visit, token)
        if visit.status in (404, 405):
            visit.proves(BAD_REQUEST, why=visit.asked.why)
        if visit.path == "/login" and "password" in visit.asked.query:
            visit.proves(IN_ADDRESS)
        if is_login(visit):
            judge_form(visit)
            token = token_set_by(visit) or token
    if b'name="password"' in program.stdout and found:
        found[-1].led_to_it(LOGIN_PAGE)
    if program.code == 0 and found:
        judge_missing(found, token)


def judge_cookies(visit, token):
    """The cookies of one request. token: what the server has set last; None if nothing."""
    for name, value in visit.asked.cookies:
        if name.lower() in ("path", "httponly", "set-cookie"):
            visit.proves(ATTRIBUTES, name="{}={}".format(name, value))
    got = visit.asked.cookie("session")
    if not visit.path.startswith("/members"):
        if got:
            visit.proves(PATH)
    elif token and not got:
        visit.proves(NO_COOKIE, why="the default opener keeps none" if visit.is_urllib else
                     "send back what Set-Cookie gave you")
    elif token and got != token:
        visit.proves(WRONG_COOKIE, got=got, wanted=token)


def judge_form(visit):
    if visit.status == 415:
        visit.proves(NO_TYPE)
    names = [name for name, _ in visit.fields]
    if sorted(names) != ["password", "user"]:
        visit.proves(FIELDS, got=", ".join(names) or "none")


def token_set_by(visit):
    """The session that the answer to this login began; None if it was refused."""
    for name, value in visit.asked.headers:
        if name == "Set-Cookie" and value.startswith("session="):
            return value[len("session="):].partition(";")[0]
    return None


def judge_missing(found, token):
    """The program says it has succeeded."""
    if not any(is_login(visit) for visit in found):
        found[0].proves(NO_LOGIN, path=found[0].path)
    if token and not any(visit.path == "/members/diary" for visit in found):
        found[-1].led_to_it(NO_DIARY)


def judge_gave_up(found):
    """The last thing that it saw was that its session was over."""
    refused = [visit for visit in found if visit.path == "/members/diary" and visit.status in REDIRECTS]
    if refused and not any(is_login(visit) for visit in found[found.index(refused[-1]):]):
        refused[-1].led_to_it(GAVE_UP)
