"""What checks of HTTP clients share: what the program asked the practice web site, and where that led it."""

import re
from urllib.parse import urljoin

from bundle.checking.general import BAD_REQUEST
from bundle.servers.http_message import Refused
from bundle.servers.website import Website

REDIRECTS = (301, 302, 303, 307, 308)


class Visit:
    """A request in its session: `conn`, `asked` (a web_asked.Asked), `method`, `path`, `status`, `fields`."""

    def __init__(self, session, asked):
        self.conn = session.conn
        self.asked = asked
        self.path, self.method, self.status = asked.path, asked.method, asked.status

    @property
    def fields(self):
        """The fields of the form that came with it, whatever page it was sent to."""
        if not self.asked.fields and self.asked.request:
            try:
                self.asked.read_form()
            except Refused:
                pass    # no form came with it
        return self.asked.fields

    @property
    def is_urllib(self):
        """Whether it comes from urllib.request."""
        request = self.asked.request
        return request is not None and request.get("User-Agent").startswith("Python-urllib")

    def charset(self):
        """The charset of the answer, as its header says."""
        return self.asked.get("Content-Type").partition("charset=")[2]

    def page(self, charset=None, errors="strict"):
        """The text of the answer; in the charset that its header says, if no other is asked for."""
        return self.asked.page.decode(charset or self.charset() or "utf-8", errors if charset else "strict")

    def proves(self, mistake, **fields):
        """Raise Proved: this request shows the mistake."""
        mistake.proved(at=self.conn, direction="sent", offset=self.asked.offset, **fields)

    def led_to_it(self, mistake, **fields):
        """Raise Proved: what the program made of the answer shows the mistake."""
        mistake.proved(at=self.conn, direction="received", **fields)


class BreaksOff(Website):
    """Leaves in the middle of every page. (The profile `cut` may strike the head, which http.client takes for
    whole.)"""

    def answer(self, asked):
        answer = super().answer(asked)
        if answer.status == 200 and isinstance(answer.body, bytes):
            answer.length = len(answer.body)
            answer.body = [answer.body[:answer.length // 2]]
        return answer


def url_of(service, path=""):
    """The address of a page of a practice server."""
    return "http://{}:{}{}".format(service.host, service.port, path)


def visits(service):
    """Every request that `service` has read, in the order in which they came."""
    found = [Visit(session, asked) for session in list(service.sessions) for asked in list(session.requests)]
    return sorted(found, key=lambda visit: visit.asked.moment)


def judge_requests(found, named=None):
    """Raise Proved where the server could not read a request.

    named  called with the Visit; returns the named mistake that it shows, or nothing
    """
    for visit in found:
        if visit.asked.request is None or visit.status in (400, 411, 413, 417, 421, 501):
            visit.proves(named and named(visit) or BAD_REQUEST, why=visit.asked.why)


def journey(found, first):
    """The request `first`, and those of `found` that followed the redirects from there."""
    way = [first]
    for visit in found[found.index(first) + 1:]:
        here = way[-1].asked
        if here.status in REDIRECTS and _target(visit) == _path(urljoin(here.target, here.get("Location"))):
            way.append(visit)
    return way


def _target(visit):
    return _path(visit.asked.target)


def _path(address):
    """An address without scheme and host."""
    return re.sub(r"^https?://[^/]*", "", address)


def text_of(program):
    """What the program printed: the lines in which something stands."""
    return _without_blank_lines(program.stdout.decode("utf-8", "backslashreplace"))


def same_text(client, expected):
    """The program must have printed `expected`; blank lines do not count."""
    got = text_of(client.program).encode("utf-8", "surrogatepass")
    client.printed(_without_blank_lines(expected), got=got)


def _without_blank_lines(text):
    return "\n".join(line for line in text.splitlines() if line.strip())
