"""The newsgroups: the same content on every Python, gaps, threads, and what may be posted where."""
import email
import email.policy
import hashlib
import re
import threading
from email.header import decode_header, make_header

import pytest

from bundle.servers.stores import newsgroups
from bundle.servers.stores.letters import crlf, head_and_body, header
from bundle.servers.stores.newsgroups import Group, Newsgroups, Refused
from bundle.servers.wildmat import is_wildmat, matches

SEEDS = range(40)
BIG = ("netprog.sockets", "netprog.clients", "netprog.cgi")


def articles_of(store):
    return [(group, number, article) for group in store.groups() for number, article in store.articles(group)]


@pytest.mark.parametrize("seed, digest", [
    (0, "ff8c2fd798fcd82f"),
    (1, "3f46ce7615eba9f6"),
    (90210, "0d1d71ed4cac7144"),
])
def test_a_seed_makes_the_same_bytes_on_every_python(seed, digest):
    everything = b"".join(
        b"%s %d %s\n%s" % (group.name.encode(), article.arrived, article.overview(number), article.data)
        for group, number, article in articles_of(newsgroups.make(seed)))
    assert hashlib.sha256(everything).hexdigest()[:16] == digest


@pytest.mark.parametrize("seed", SEEDS)
def test_every_server_has_each_kind_of_trouble(seed):
    store = newsgroups.make(seed)
    assert [group.status for group in store.groups()].count("m") == 1
    assert [group.status for group in store.groups()].count("n") == 1
    assert [group.name for group in store.groups() if not group.articles] == ["netprog.test"]
    assert any(len(article.numbers) == 3 for _, _, article in articles_of(store))   # cross-posted
    for name in BIG:
        articles = store.articles(store.group(name))
        last_ten = articles[-10:]
        assert len(articles) > 10                                       # more than are shown
        assert last_ten[-1][0] - last_ten[0][0] > 900                   # a gap where it hurts
        assert any(b"=?" in article.field("Subject") for _, article in last_ten)
        assert any(article.field("References") for _, article in last_ten)
    bodies = [head_and_body(article.data)[1] for _, _, article in articles_of(store)]
    assert any(body.startswith(b".") for body in bodies)
    assert any(b"\r\n.\r\n" in body for body in bodies)
    assert any(body.startswith(b"..") for body in bodies)
    assert any(any(byte > 127 for byte in body) for body in bodies)


@pytest.mark.parametrize("seed", SEEDS)
def test_articles_are_whole(seed):
    store = newsgroups.make(seed)
    for group, number, article in articles_of(store):
        assert article.data == crlf(article.data) and head_and_body(article.data)[0].isascii()
        assert not email.message_from_bytes(article.data, policy=email.policy.default).defects
        assert store.find(article.message_id) is article and article.numbers[group.name] == number
        assert "%s:%d" % (group.name, number) in header(article.data, "Xref").decode()
        assert sorted(article.numbers) == sorted(header(article.data, "Newsgroups").decode().split(","))
        old = str(make_header(decode_header(header(article.data, "Subject").decode())))
        assert old == email.message_from_bytes(article.data, policy=email.policy.default)["Subject"]
    assert len({article.message_id for _, _, article in articles_of(store)}) < len(articles_of(store))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_refers_to_an_older_article(seed):
    store = newsgroups.make(seed)
    answers = [article for _, _, article in articles_of(store) if article.field("References")]
    for answer in answers:
        assert answer.field("Subject").startswith(b"Re: ")
        for message_id in answer.field("References").split():
            parent = store.find(message_id.decode())
            assert parent is None or parent.arrived < answer.arrived         # None: it was cancelled
    assert len(answers) > 15


def test_the_overview_is_one_line_without_tabs_in_its_fields():
    data = b"Subject: a\r\n\tb\r\nFrom: c\r\nXref: here x:1\r\nLines: 77\r\n\r\n1\r\n2\r\n"
    article = newsgroups.Article("<a@b>", data, 0, {})
    assert article.overview(5) == b"5\ta b\tc\t\t\t\t60\t2\tXref: here x:1"
    assert [article.field(name) for name in ("lines", ":lines", "nothing")] == [b"77", b"2", None]


def fresh():
    groups = [Group("a.b", "", high=4), Group("a.c", ""), Group("a.closed", "", "n"), Group("a.mod", "", "m")]
    return Newsgroups(groups, clock=lambda: 1140771600.5)


GOOD = b"From: me@here.example\r\nNewsgroups: a.b\r\nSubject: hello\r\n\r\nbody\r\n"


def test_posting_adds_what_is_missing_and_nothing_else():
    store = fresh()
    article = store.post(GOOD)
    expected = (r"Path: news\.netprog\.example!not-for-mail\r\nMessage-ID: (<\S+>)\r\n"
                r"Date: Fri, 24 Feb 2006 09:00:00 \+0000\r\n"
                r"From: me@here\.example\r\nNewsgroups: a\.b\r\nSubject: hello\r\n"
                r"Xref: news\.netprog\.example a\.b:5\r\n\r\nbody\r\n")
    found = re.fullmatch(expected.encode(), article.data)
    assert found and found[1].decode() == article.message_id
    assert store.articles(store.group("a.b")) == [(5, article)] and store.find(article.message_id) is article
    assert store.size(store.group("a.b")) == (1, 5, 5)
    assert store.arrived_since(1140771600) == [article] and store.arrived_since(1140771602) == []


def test_what_the_author_wrote_is_kept():
    store = fresh()
    article = store.post(b"Message-ID: <mine@here>\r\nDate: today\r\nX-Folded: a\r\n b\r\n"
                         b"Path: elsewhere\r\nXref: lie\r\n more\r\n" + GOOD)
    assert article.message_id == "<mine@here>"
    assert header(article.data, "X-Folded") == b"a b" and header(article.data, "Date") == b"today"
    assert b"elsewhere" not in article.data and b"lie" not in article.data and b" more" not in article.data


def test_a_crosspost_has_a_number_in_each_group_that_is_here():
    store = fresh()
    article = store.post(GOOD.replace(b"a.b", b"a.b, a.c,not.here,a.b"))
    assert article.numbers == {"a.b": 5, "a.c": 1}
    assert header(article.data, "Xref") == b"news.netprog.example a.b:5 a.c:1"


@pytest.mark.parametrize("old, new, why", [
    (b"From: me@here.example\r\n", b"", "your article has no From"),
    (b"Newsgroups: a.b\r\n", b"", "your article has no Newsgroups"),
    (b"Subject: hello\r\n", b"", "your article has no Subject"),
    (b"hello", b"  ", "your article has no Subject"),
    (b"\r\n\r\n", b"\r\n", "an empty line must stand between the headers and the body"),
    (b"From: ", b"From ", "line 1 is not NAME: CONTENT, and no empty line stands before it"),
    (b"Subject: hello", b"Subject:hello", "line 3 is not NAME: CONTENT, and no empty line stands before it"),
    (b"From: ", b" From: ", "line 1 is not NAME: CONTENT, and no empty line stands before it"),
    (b"Subject: hello", b"Subject: hello\r\nSubject: again", "your article has more than one Subject"),
    (b"a.b", b"x.y", "none of your Newsgroups is here"),
    (b"a.b", b"a.closed", "a.closed takes no new articles"),
    (b"a.b", b"a.b,a.closed", "a.closed takes no new articles"),
    (b"a.b", b"a.mod", "a.mod is moderated; send your article to its moderator by mail"),
    (b"body", b"bo\0dy", "there is a NUL, or half a line end, in your article"),
    (b"body", b"bo\rdy", "there is a NUL, or half a line end, in your article"),
    (b"From: ", b"Message-ID: no\r\nFrom: ", "that is no Message-ID"),
    (b"From: ", b"Message-ID: <a>b>\r\nFrom: ", "that is no Message-ID"),
    (GOOD, b"", "an empty line must stand between the headers and the body"),
    (GOOD, b"\r\n\r\n", "your article has no From"),
])
def test_an_article_that_is_refused(old, new, why):
    store = fresh()
    with pytest.raises(Refused) as refused:
        store.post(GOOD.replace(old, new))
    assert str(refused.value) == why
    assert articles_of(store) == []


def test_a_moderator_may_post():
    approved = GOOD.replace(b"a.b\r\n", b"a.mod\r\nApproved: me@here.example\r\n")
    assert fresh().post(approved).numbers == {"a.mod": 1}


def test_a_message_id_is_posted_once():
    store = fresh()
    mine = b"Message-ID: <mine@here>\r\n" + GOOD
    store.post(mine)
    with pytest.raises(Refused, match="here already"):
        store.post(mine)
    assert store.size(store.group("a.b")) == (1, 5, 5)


def test_a_full_server_takes_articles_again_when_one_has_gone(monkeypatch):
    store = fresh()
    monkeypatch.setattr(newsgroups, "MOST_BYTES", len(store.post(GOOD).data) + 100)
    (_, article), = store.articles(store.group("a.b"))
    with pytest.raises(Refused, match="full"):
        store.post(GOOD)
    store.cancel(article.message_id)
    store.post(GOOD)


def test_a_cancelled_article_leaves_a_gap_that_is_never_filled():
    store = fresh()
    articles = [store.post(GOOD) for _ in range(3)]
    store.cancel(articles[0].message_id)
    assert store.size(store.group("a.b")) == (2, 6, 7)
    store.cancel(articles[2].message_id)
    store.cancel(articles[1].message_id)
    assert store.size(store.group("a.b")) == (0, 8, 7)           # empty: low is high + 1
    assert store.post(GOOD).numbers == {"a.b": 8}


def test_many_post_at_once_and_nothing_is_lost():
    store = fresh()
    threads = [threading.Thread(target=lambda: [store.post(GOOD) for _ in range(50)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [number for number, _ in store.articles(store.group("a.b"))] == list(range(5, 405))


# The examples of RFC 3977 sections 4.2 and 4.4, and what is not allowed

@pytest.mark.parametrize("wildmat, yes, no", [
    ("abc", ["abc"], ["ab", "abcd", ""]),
    ("abc,def", ["abc", "def"], ["abcdef"]),
    ("a*", ["a", "abc"], ["ba"]),
    ("a*b", ["ab", "axb", "abb"], ["abc"]),
    ("a*,*b", ["a", "b", "xb"], ["x"]),
    ("a*,!*b", ["a", "ax"], ["ab"]),
    ("a*,!*b,c*", ["ax", "cb"], ["ab", "xb"]),
    ("a*,c*,!*b", ["ax", "cx"], ["ab", "cb"]),
    ("?a*", ["xa", "xax"], ["a", "xxa"]),
    ("??a*", ["xxa"], ["xa"]),
    ("*a?", ["ax", "xax"], ["a", "xa"]),
    ("*a??", ["axx"], ["ax"]),
    ("a*,!*b,*c*", ["aaa", "ccb"], ["abb", "xxx"]),
    ("*", ["", "x"], []),
    ("\u00a3?", ["\u00a3\u00e9"], ["\u00a3"]),
    ("*a*b*c*d*e*f*g*h*i*j*" * 10, [], ["a" * 200 + "b" * 200]),
])
def test_wildmat(wildmat, yes, no):
    assert is_wildmat(wildmat)
    assert [name for name in yes + no if matches(wildmat, name)] == yes


@pytest.mark.parametrize("text", ["", ",", "a,", ",a", "!a", "a,!", "a[b]", "a\\b", "a,,b"])
def test_no_wildmat(text):
    assert not is_wildmat(text)
