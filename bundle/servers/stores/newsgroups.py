"""Newsgroups: articles in threads, each with a number of its own in every group it was posted to.

An article is known by its message-id everywhere; its number holds in one group of one server. Numbers rise,
and those of articles that are gone are never used again, so there are gaps. Nothing here knows a command or a
connection.
"""
import threading
import time

from bundle.servers.stores.letters import as_bytes, date, head_and_body, header

HOST = "news.netprog.example"
OVERVIEW = ("Subject", "From", "Date", "Message-ID", "References", ":bytes", ":lines", "Xref")
MOST_BYTES = 64 * 1024 * 1024                   # of all articles together; nothing is posted to a full server
OPEN, CLOSED, MODERATED = "y", "n", "m"         # a group's status (RFC 3977 section 7.6.3)


class Refused(Exception):
    """An article cannot be posted; the text says why."""


class Article:
    """One article; it never changes."""

    __slots__ = ("message_id", "data", "arrived", "numbers")

    def __init__(self, message_id, data, arrived, numbers):
        self.message_id = message_id    # str, with its angle brackets
        self.data = data                # bytes, every line ending with CRLF
        self.arrived = arrived          # seconds since 1970
        self.numbers = numbers          # name of a group -> number there

    def field(self, name):
        """What the overview knows under that name, one line of bytes; None where there is no such header.

        ":bytes" and ":lines" are counted, all else is a header's content (RFC 3977 section 8.1).
        """
        if name.lower() == ":bytes":
            return b"%d" % len(self.data)
        if name.lower() == ":lines":
            return b"%d" % head_and_body(self.data)[1].count(b"\r\n")
        content = header(self.data, name)
        return None if content is None else content.replace(b"\t", b" ").replace(b"\0", b" ")

    def overview(self, number):
        """One line for OVER: the number, then each field of OVERVIEW, with tabs between (section 8.3.2)."""
        fields = [self.field(name) or b"" for name in OVERVIEW]
        if fields[-1]:
            fields[-1] = b"Xref: " + fields[-1]         # only the first seven stand without their names
        return b"\t".join([b"%d" % number] + fields)


class Group:
    """One newsgroup. `low` and `high` are its water marks; in an empty one, low is high + 1."""

    def __init__(self, name, description, status=OPEN, created=0, high=0, creator="usenet@" + HOST):
        self.name = name
        self.description = description
        self.status = status
        self.created = created
        self.creator = creator
        self.high = high
        self.articles = {}              # number -> Article

    @property
    def low(self):
        return min(self.articles, default=self.high + 1)


class Newsgroups:
    """A news server's groups and articles. Every method may be called from any thread."""

    def __init__(self, groups, clock=time.time):
        self.clock = clock              # the one for arrivals and for DATE (RFC 3977 section 7.1)
        self._groups = {group.name: group for group in groups}
        self._by_id = {}                # message-id -> Article
        self._bytes = 0                 # of all articles
        self._guard = threading.Lock()  # guards both, and the groups' contents

    def groups(self):
        """All groups, in the order they were made."""
        return list(self._groups.values())

    def group(self, name):
        return self._groups.get(name)

    def size(self, group):
        """(how many articles, low, high) at this moment."""
        with self._guard:
            return len(group.articles), group.low, group.high

    def articles(self, group, first=1, last=None):
        """[(number, article)] of the group, in order, from `first` to `last` (to the end, if None)."""
        with self._guard:
            return sorted((number, article) for number, article in group.articles.items()
                          if first <= number and (last is None or number <= last))

    def find(self, message_id):
        with self._guard:
            return self._by_id.get(message_id)

    def arrived_since(self, seconds):
        """The articles that have come since then, the oldest first."""
        with self._guard:
            return sorted((a for a in self._by_id.values() if a.arrived >= seconds), key=lambda a: a.arrived)

    def cancel(self, message_id):
        """Take an article away, from all its groups. Its numbers stay empty for ever."""
        with self._guard:
            article = self._by_id.pop(message_id)
            self._bytes -= len(article.data)
            for name, number in article.numbers.items():
                del self._groups[name].articles[number]

    def post(self, data):
        """Take an article from an author (bytes with CRLF line ends): a new Article, or Refused."""
        now = self.clock()
        check(data)
        names = [name.strip() for name in text_of(data, "Newsgroups").split(",")]
        here = [self._groups[name] for name in dict.fromkeys(names) if name in self._groups]
        if not here:
            raise Refused("none of your Newsgroups is here")
        for group in here:
            if group.status == CLOSED:
                raise Refused("%s takes no new articles" % group.name)
            if group.status == MODERATED and header(data, "Approved") is None:
                raise Refused("%s is moderated; send your article to its moderator by mail" % group.name)
        return self.add(complete(data, now), here, now)

    def add(self, data, groups, arrived):
        """Give a complete article its numbers and its Xref; Refused where its message-id is known already."""
        message_id = text_of(data, "Message-ID")
        with self._guard:
            if message_id in self._by_id:
                raise Refused("an article with this Message-ID is here already")
            if self._bytes + len(data) > MOST_BYTES:
                raise Refused("this server is full")
            numbers = {}
            for group in groups:
                group.high += 1
                numbers[group.name] = group.high
            head, body = head_and_body(data)
            xref = " ".join([HOST] + ["%s:%d" % pair for pair in numbers.items()])
            data = head + b"Xref: " + as_bytes(xref) + b"\r\n\r\n" + body
            article = Article(message_id, data, arrived, numbers)
            self._bytes += len(data)
            for group in groups:
                group.articles[group.high] = article
            self._by_id[message_id] = article
            return article


# What an article must look like (RFC 3977 section 3.6; RFC 5536 section 3.1)

def text_of(data, name):
    return (header(data, name) or b"").decode("utf-8", "replace").strip()


def check(data):
    """Refused, if this is no article."""
    if b"\0" in data or b"\r" in data.replace(b"\r\n", b"") or b"\n" in data.replace(b"\r\n", b""):
        raise Refused("there is a NUL, or half a line end, in your article")
    if b"\r\n\r\n" not in data:
        raise Refused("an empty line must stand between the headers and the body")
    lines = head_and_body(data)[0].split(b"\r\n")[:-1]
    names = []
    for place, line in enumerate(lines):
        name, colon, _ = line.partition(b": ")
        if place and line[:1] in (b" ", b"\t") and line.strip():
            continue
        if not colon or not name or not all(33 <= c <= 126 for c in name):
            raise Refused("line %d is not NAME: CONTENT, and no empty line stands before it" % (place + 1))
        names.append(name.lower())
    for name in ("From", "Newsgroups", "Subject"):
        if not text_of(data, name):
            raise Refused("your article has no %s" % name)
    for name in ("From", "Newsgroups", "Subject", "Message-ID", "Date"):
        if names.count(name.lower().encode("ascii")) > 1:
            raise Refused("your article has more than one %s" % name)
    message_id = header(data, "Message-ID")
    if message_id is not None and not is_message_id(message_id.decode("latin-1")):
        raise Refused("that is no Message-ID")


def is_message_id(text):
    """<…>, 3 to 250 printable ASCII characters, > at the end only (RFC 3977 section 3.6)."""
    return (3 <= len(text) <= 250 and text.startswith("<") and text.find(">") == len(text) - 1
            and all(33 <= ord(c) <= 126 for c in text))


def complete(data, now):
    """The article with what the server adds: Path, and the Message-ID and the Date if they are missing."""
    head, body = head_and_body(data)
    kept, skipping = [], False
    for line in head.split(b"\r\n")[:-1]:
        if line[:1] not in (b" ", b"\t"):
            skipping = line.lower().startswith((b"path:", b"xref:"))
        if not skipping:
            kept.append(line)
    added = ["Path: %s!not-for-mail" % HOST]
    if header(data, "Message-ID") is None:
        import os
        added.append("Message-ID: <%d.%s@%s>" % (now, os.urandom(6).hex(), HOST))
    if header(data, "Date") is None:
        added.append("Date: " + date(now))
    return b"\r\n".join([as_bytes(line) for line in added] + kept) + b"\r\n\r\n" + body


def make(seed=0):
    """A news server with weeks of articles; the same seed makes the same bytes. Seed 0 is for practice."""
    import random
    from bundle.servers.stores import sample_news
    rng = random.Random(seed)
    store = Newsgroups(sample_news.groups(rng))
    sample_news.fill(store, rng)
    return store
