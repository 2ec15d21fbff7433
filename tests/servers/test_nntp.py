"""NNTP: whole dialogues, every cut of pipelined input, clients that nobody here wrote, crowds and garbage."""
import io
import random
import re
import socket
import threading
import warnings

import pytest

from bundle.servers.nntp import MOST_POSTED, NNTP
from bundle.servers.nntp_arguments import seconds_of
from bundle.servers.service import Service
from bundle.servers.stores import newsgroups
from bundle.servers.stores.letters import head_and_body
from bundle.servers.stores.newsgroups import Group, Newsgroups
from tests.servers.talking import play, replies_to, say

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        import nntplib
    except ImportError:             # left the standard library in 3.13
        nntplib = None

NOON = 1140782400                   # 24 February 2006, 12:00 UTC


def small():
    """Two groups with the numbers 3, 5 (in both) and 8, an empty one, and one for each reason to refuse."""
    store = Newsgroups([
        Group("a.news", "All of it", created=NOON, high=2), Group("a.both", "Some of it", created=NOON),
        Group("a.empty", "None of it", created=NOON + 60, high=7), Group("b.closed", "No more", "n"),
        Group("b.mod", "Ask first", "m"),
    ], clock=lambda: NOON + 3600.25)
    first = b"From: me\r\nSubject: one\r\nMessage-ID: <1@x>\r\nDate: then\r\n\r\nfirst\r\n.\r\n..two\r\n"
    for number, groups in ((3, ["a.news"]), (5, ["a.news", "a.both"]), (8, ["a.news"])):
        store.group("a.news").high = number - 1
        data = first if number == 3 else b"Message-ID: <%d@x>\r\nReferences: <1@x>\r\n <2@x>\r\n\r\n" % number
        store.add(data, [store.group(name) for name in groups], NOON + number)
    return store


GREET = "S: 200 netprog news server ready, posting allowed\n"
SELECT = GREET + "C: GROUP a.news\nS: 211 3 3 8 a.news\n"

DIALOGUES = {
    "a group, and the way through it": SELECT + """
        C: STAT
        S: 223 3 <1@x>
        C: LAST
        S: 422 no article before this one
        C: NEXT
        S: 223 5 <5@x>
        C: NEXT
        S: 223 8 <8@x>
        C: NEXT
        S: 421 no article after this one
        C: STAT
        S: 223 8 <8@x>
        C: LAST
        S: 223 5 <5@x>
        C: GROUP a.news
        S: 211 3 3 8 a.news
        C: STAT
        S: 223 3 <1@x>
        C: QUIT
        S: 205 goodbye""",
    "nothing is selected": GREET + """
        C: STAT
        S: 412 no newsgroup selected; say GROUP first
        C: ARTICLE 3
        S: 412 no newsgroup selected; say GROUP first
        C: HEAD
        S: 412 no newsgroup selected; say GROUP first
        C: BODY 1
        S: 412 no newsgroup selected; say GROUP first
        C: NEXT
        S: 412 no newsgroup selected; say GROUP first
        C: LAST
        S: 412 no newsgroup selected; say GROUP first
        C: LISTGROUP
        S: 412 no newsgroup selected; say GROUP first
        C: OVER
        S: 412 no newsgroup selected; say GROUP first
        C: OVER 3-5
        S: 412 no newsgroup selected; say GROUP first
        C: HDR subject
        S: 412 no newsgroup selected; say GROUP first
        C: HDR subject 3-
        S: 412 no newsgroup selected; say GROUP first
        C: GROUP no.such
        S: 411 no such newsgroup
        C: LISTGROUP no.such
        S: 411 no such newsgroup
        C: STAT <1@x>
        S: 223 0 <1@x>""",
    "an empty group has no current article": GREET + """
        C: GROUP a.empty
        S: 211 0 8 7 a.empty
        C: STAT
        S: 420 the current article number is invalid
        C: NEXT
        S: 420 the current article number is invalid
        C: LAST
        S: 420 the current article number is invalid
        C: OVER
        S: 420 the current article number is invalid
        C: HDR subject
        S: 420 the current article number is invalid
        C: OVER 1-
        S: 423 no articles in that range
        C: HDR subject 1-
        S: 423 no articles in that range
        C: ARTICLE 7
        S: 423 no article with that number
        C: LISTGROUP
        S: 211 0 8 7 a.empty list follows
        S: .""",
    "only a number that exists changes the current article; a failed GROUP changes nothing": SELECT + """
        C: STAT 8
        S: 223 8 <8@x>
        C: STAT 4
        S: 423 no article with that number
        C: STAT <1@x>
        S: 223 0 <1@x>
        C: GROUP no.such
        S: 411 no such newsgroup
        C: OVER 3-5
        S: 224 overview follows
        S: 3\tone\tme\tthen\t<1@x>\t\t111\t3\tXref: news.netprog.example a.news:3
        S: 5\t\t\t\t<5@x>\t<1@x> <2@x>\t94\t0\tXref: news.netprog.example a.news:5 a.both:1
        S: .
        C: STAT
        S: 223 8 <8@x>
        C: LISTGROUP a.news 4-
        S: 211 3 3 8 a.news list follows
        S: 5
        S: 8
        S: .
        C: STAT
        S: 223 3 <1@x>""",
    "an article and its parts, stuffed": SELECT + """
        C: ARTICLE
        S: 220 3 <1@x>
        S: From: me
        S: Subject: one
        S: Message-ID: <1@x>
        S: Date: then
        S: Xref: news.netprog.example a.news:3
        S:
        S: first
        S: ..
        S: ...two
        S: .
        C: HEAD 5
        S: 221 5 <5@x>
        S: Message-ID: <5@x>
        S: References: <1@x>
        S:  <2@x>
        S: Xref: news.netprog.example a.news:5 a.both:1
        S: .
        C: BODY <1@x>
        S: 222 0 <1@x>
        S: first
        S: ..
        S: ...two
        S: .
        C: BODY
        S: 222 5 <5@x>
        S: .
        C: ARTICLE <no@x>
        S: 430 no article with that message-id
        C: ARTICLE 99
        S: 423 no article with that number
        C: ARTICLE 0
        S: 423 no article with that number
        C: ARTICLE 3 5
        S: 501 I do not understand the arguments
        C: ARTICLE 3-5
        S: 501 I do not understand the arguments
        C: ARTICLE a.message.id@no.angle.brackets
        S: 501 I do not understand the arguments
        C: ARTICLE -3
        S: 501 I do not understand the arguments
        C: ARTICLE 33333333333333333
        S: 501 I do not understand the arguments
        C: HEAD <>
        S: 501 I do not understand the arguments""",
    "ranges of LISTGROUP": SELECT + """
        C: LISTGROUP
        S: 211 3 3 8 a.news list follows
        S: 3
        S: 5
        S: 8
        S: .
        C: LISTGROUP a.news 5-5
        S: 211 3 3 8 a.news list follows
        S: 5
        S: .
        C: LISTGROUP a.both
        S: 211 1 1 1 a.both list follows
        S: 1
        S: .
        C: LISTGROUP a.both 9-3
        S: 211 1 1 1 a.both list follows
        S: .
        C: LISTGROUP a.both x
        S: 501 I do not understand the arguments
        C: LISTGROUP a.both 1-2-3
        S: 501 I do not understand the arguments
        C: LISTGROUP a.both -3
        S: 501 I do not understand the arguments""",
    "OVER in all its forms": SELECT + """
        C: OVER
        S: 224 overview follows
        S: 3\tone\tme\tthen\t<1@x>\t\t111\t3\tXref: news.netprog.example a.news:3
        S: .
        C: OVER 8
        S: 224 overview follows
        S: 8\t\t\t\t<8@x>\t<1@x> <2@x>\t85\t0\tXref: news.netprog.example a.news:8
        S: .
        C: XOVER 6-
        S: 224 overview follows
        S: 8\t\t\t\t<8@x>\t<1@x> <2@x>\t85\t0\tXref: news.netprog.example a.news:8
        S: .
        C: OVER <1@x>
        S: 224 overview follows
        S: 0\tone\tme\tthen\t<1@x>\t\t111\t3\tXref: news.netprog.example a.news:3
        S: .
        C: OVER <no@x>
        S: 430 no article with that message-id
        C: OVER 4
        S: 423 no article with that number
        C: OVER 6-7
        S: 423 no articles in that range
        C: OVER 8-3
        S: 423 no articles in that range
        C: OVER 3-5-8
        S: 501 I do not understand the arguments
        C: OVER 3 5
        S: 501 I do not understand the arguments""",
    "HDR in all its forms": SELECT + """
        C: HDR subject
        S: 225 headers follow
        S: 3 one
        S: .
        C: HDR references 3-
        S: 225 headers follow
        S: 3
        S: 5 <1@x> <2@x>
        S: 8 <1@x> <2@x>
        S: .
        C: HDR :LINES <1@x>
        S: 225 headers follow
        S: 0 3
        S: .
        C: HDR :bytes 3
        S: 225 headers follow
        S: 3 111
        S: .
        C: XHDR Subject 3
        S: 221 headers follow
        S: 3 one
        S: .
        C: HDR :unknown 3
        S: 503 I do not count that
        C: HDR subject <no@x>
        S: 430 no article with that message-id
        C: HDR subject 4
        S: 423 no article with that number
        C: HDR subject 8-3
        S: 423 no articles in that range
        C: HDR subject: 3
        S: 501 I do not understand the arguments
        C: HDR : 3
        S: 501 I do not understand the arguments
        C: HDR
        S: 501 I do not understand the arguments""",
    "LIST in all its forms": GREET + """
        C: LIST
        S: 215 information follows
        S: a.news 8 3 y
        S: a.both 1 1 y
        S: a.empty 7 8 y
        S: b.closed 0 1 n
        S: b.mod 0 1 m
        S: .
        C: list active b.*
        S: 215 information follows
        S: b.closed 0 1 n
        S: b.mod 0 1 m
        S: .
        C: LIST ACTIVE.TIMES a.*,!a.n*,!*both
        S: 215 information follows
        S: a.empty 1140782460 <usenet@news.netprog.example>
        S: .
        C: LIST NEWSGROUPS x
        S: 215 information follows
        S: .
        C: LIST NEWSGROUPS a.new?
        S: 215 information follows
        S: a.news\tAll of it
        S: .
        C: LIST OVERVIEW.FMT
        S: 215 information follows
        S: Subject:
        S: From:
        S: Date:
        S: Message-ID:
        S: References:
        S: :bytes
        S: :lines
        S: Xref:full
        S: .
        C: LIST HEADERS RANGE
        S: 215 information follows
        S: :
        S: :bytes
        S: :lines
        S: .
        C: LIST HEADERS x
        S: 501 I do not understand the arguments
        C: LIST OVERVIEW.FMT x
        S: 501 I do not understand the arguments
        C: LIST ACTIVE [a-z]*
        S: 501 I do not understand the arguments
        C: LIST DISTRIB.PATS
        S: 501 I do not understand the arguments
        C: LIST ACTIVE a b
        S: 501 I do not understand the arguments""",
    "capabilities, modes, and what is no command": GREET + """
        C: CAPABILITIES
        S: 101 this server can do
        S: VERSION 2
        S: IMPLEMENTATION netprog
        S: READER
        S: POST
        S: NEWNEWS
        S: HDR
        S: OVER MSGID
        S: LIST ACTIVE ACTIVE.TIMES NEWSGROUPS OVERVIEW.FMT HEADERS
        S: .
        C: CAPABILITIES 1x
        S: 501 I do not understand the arguments
        C: MODE READER
        S: 200 reader mode, posting allowed
        C: mode reader
        S: 200 reader mode, posting allowed
        C: MODE POSTER
        S: 501 I do not understand the arguments
        C: MODE
        S: 501 I do not understand the arguments
        C: IHAVE <1@x>
        S: 500 this server takes articles from their authors only: POST
        C: AUTHINFO USER x
        S: 500 I do not know that command
        C: STARTTLS
        S: 500 I do not know that command
        C: MAIL
        S: 500 I do not know that command
        C:
        S: 500 I do not know that command
        C: QUIT now
        S: 501 I do not understand the arguments
        C: DATE
        S: 111 20060224130000
        C: QUIT
        S: 205 goodbye""",
    "tabs and blanks separate words": GREET + """
        C: GROUP   \ta.news
        S: 211 3 3 8 a.news
        C: STAT\t5
        S: 223 5 <5@x>
        C: STAT  3
        S: 223 3 <1@x>""",
    "what is new": GREET + """
        C: NEWGROUPS 20060224 120000 GMT
        S: 231 new newsgroups
        S: a.news 8 3 y
        S: a.both 1 1 y
        S: a.empty 7 8 y
        S: .
        C: NEWGROUPS 060224 120001
        S: 231 new newsgroups
        S: a.empty 7 8 y
        S: .
        C: NEWGROUPS 20060224 120101 gmt
        S: 231 new newsgroups
        S: .
        C: NEWNEWS * 20060224 120005 GMT
        S: 230 new articles
        S: <5@x>
        S: <8@x>
        S: .
        C: NEWNEWS a.both 20060101 000000 GMT
        S: 230 new articles
        S: <5@x>
        S: .
        C: NEWNEWS *,!a.* 20060101 000000 GMT
        S: 230 new articles
        S: .
        C: NEWNEWS a.both 20060101 000000 UTC
        S: 501 I do not understand the arguments
        C: NEWNEWS a.both 20060101
        S: 501 I do not understand the arguments
        C: NEWNEWS a[b] 20060101 000000
        S: 501 I do not understand the arguments
        C: NEWGROUPS 20061301 000000
        S: 501 I do not understand the arguments
        C: NEWGROUPS 2006011 000000
        S: 501 I do not understand the arguments
        C: NEWGROUPS 20060101 240000
        S: 501 I do not understand the arguments""",
    "a post that is refused, and the session goes on": GREET + """
        C: POST
        S: 340 send it; a line with nothing but a dot ends it
        C: From: me
        C: Newsgroups: b.mod
        C: Subject: hello
        C:
        C: GROUP a.news is text here
        C: .
        S: 441 b.mod is moderated; send your article to its moderator by mail
        C: POST
        S: 340 send it; a line with nothing but a dot ends it
        C: .
        S: 441 an empty line must stand between the headers and the body
        C: STAT
        S: 412 no newsgroup selected; say GROUP first""",
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(name):
    said, wanted, _ = play(NNTP, small(), DIALOGUES[name])
    assert said == wanted


SEND_IT = "340 send it; a line with nothing but a dot ends it"
HEADERS = ("From: me", "Newsgroups: a.empty", "Subject: x")


def test_a_post_arrives_unstuffed_and_goes_out_stuffed():
    store = small()
    replies = say(NNTP, store, "POST", *HEADERS, "Message-ID: <mine@x>", "",
                  "..", "...", "..profile", "a.b", "", ".", "GROUP a.empty", "BODY", "QUIT")
    assert replies[1:] == [
        SEND_IT, "240 thank you; it is <mine@x>", "211 1 8 8 a.empty",
        "222 8 <mine@x>", "..", "...", "..profile", "a.b", "", ".", "205 goodbye"]
    assert head_and_body(store.find("<mine@x>").data)[1] == b".\r\n..\r\n.profile\r\na.b\r\n\r\n"


@pytest.mark.parametrize("filler", [
    ["x" * 70] * (MOST_POSTED // 70), ["x" * (MOST_POSTED + 10)],
], ids=["lines", "one line"])
def test_a_post_that_is_too_long_is_refused_once_it_has_ended(filler):
    replies = say(NNTP, small(), "POST", *HEADERS, "", *filler, ".", "DATE")
    assert replies[1:] == [SEND_IT, "441 that is more than %d bytes" % MOST_POSTED, "111 20060224130000"]


def test_an_author_who_leaves_before_the_end_has_posted_nothing():
    store = small()
    say(NNTP, store, "POST", *HEADERS, "", "half of it")
    assert store.size(store.group("a.empty")) == (0, 8, 7)


def test_help_names_every_command():
    replies = say(NNTP, small(), "HELP")
    assert replies[1] == "100 what you can say" and replies[-1] == "."
    assert [line.split()[0] for line in replies[2:-1]] == list(NNTP.COMMANDS)


def test_what_list_overview_fmt_says_is_what_over_sends():
    fields = say(NNTP, small(), "LIST OVERVIEW.FMT")[2:-1]
    assert [re.sub(r"(?<=.):(full)?$", "", field) for field in fields] == list(newsgroups.OVERVIEW)


@pytest.mark.parametrize("length, reply", [
    (510, "500 I do not know that command"), (511, "501 that line is longer than 512 bytes"),
    (100000, "501 that line is longer than 512 bytes"),
])
def test_a_line_may_have_512_bytes_with_its_end(length, reply):
    assert say(NNTP, small(), b"x" * length, "QUIT")[1:] == [reply, "205 goodbye"]


def test_a_client_that_says_nothing_but_nonsense_is_sent_away():
    replies = say(NNTP, small(), *["nonsense"] * 1000)
    assert 10 < len(replies) < 100
    assert replies[-1].startswith("400 ")


@pytest.mark.parametrize("day, clock, seconds", [
    ("20060224", "120000", NOON),
    ("060224", "120000", NOON),
    ("700101", "000000", 0),                        # with 2006 as the year now, 70 is of the century before
    ("19700101", "000060", 59),                     # a leap second
    ("060230", "120000", None),
    ("20060224", "12000", None),
    ("20060224", "1200000", None),
    ("2006022", "120000", None),
    ("00000000", "000000", None),
    ("-6022400", "120000", None),
    ("\u0662\u0660060224", "120000", None),
])
def test_times(day, clock, seconds):
    assert seconds_of(day, clock, "GMT", NOON) == seconds


PIPELINED = (
    b"MODE READER\r\nGROUP a.news\r\nSTAT\r\nNEXT\r\nOVER 3-8\r\nbad\r\nHEAD 5\r\nPOST\r\n"
    b"From: me\r\nNewsgroups: a.empty\r\nSubject: x\r\nMessage-ID: <p@x>\r\n\r\n..\r\n.x\r\n.\r\n"
    b"BODY <p@x>\r\nQUIT\r\n")


def test_pipelined_commands_get_the_same_replies_wherever_the_input_is_cut():
    whole = replies_to(NNTP, small(), [PIPELINED])
    assert whole.endswith(b"222 0 <p@x>\r\n..\r\nx\r\n.\r\n205 goodbye\r\n")
    for cut in range(1, len(PIPELINED)):
        assert replies_to(NNTP, small(), [PIPELINED[:cut], PIPELINED[cut:]]) == whole, cut
    assert replies_to(NNTP, small(), [PIPELINED[i:i + 1] for i in range(len(PIPELINED))]) == whole


@pytest.mark.skipif(nntplib is None, reason="nntplib is not in the standard library any more")
def test_nntplib_reads_and_posts():
    store = newsgroups.make(3)
    with Service(NNTP, store) as service:
        with nntplib.NNTP(service.host, service.port, readermode=True, timeout=10) as news:
            assert news.nntp_version == 2 and "OVER" in news.getcapabilities()
            assert [info.group for info in news.list()[1]] == [group.name for group in store.groups()]
            for group in store.groups():
                articles = store.articles(group)
                _, count, first, last, name = news.group(group.name)
                assert (count, name) == (len(articles), group.name)
                if not articles:
                    continue
                overview = news.over((first, last))[1]
                assert [number for number, _ in overview] == [number for number, _ in articles]
                assert len(news.xhdr("subject", "%d-%d" % (first, last))[1]) == count
                for number, article in articles:
                    assert b"".join(line + b"\r\n" for line in news.article(number)[1].lines) == article.data
                    assert news.stat(article.message_id)[1:] == (0, article.message_id)
            news.post(io.BytesIO(b"From: me\nNewsgroups: netprog.test\nSubject: x\n\n.\n..\n.a\n"))
            news.group("netprog.test")
            assert news.body()[1].lines == [b".", b"..", b".a"]
            with pytest.raises(nntplib.NNTPTemporaryError, match="441 netprog.announce is moderated"):
                news.post(io.BytesIO(b"From: me\nNewsgroups: netprog.announce\nSubject: x\n\nx\n"))
            with pytest.raises(nntplib.NNTPTemporaryError, match="423"):
                news.article(1)


def test_fifty_authors_at_once():
    store = newsgroups.make(3)
    before = len(store.articles(store.group("netprog.test")))
    failures, together = [], threading.Barrier(50)

    def write(number):
        try:
            with socket.create_connection(address, 30) as conn, conn.makefile("rwb") as news:
                assert news.readline().startswith(b"200")
                together.wait(30)
                for turn in range(4):
                    news.write(b"POST\r\n")
                    news.flush()
                    assert news.readline().startswith(b"340")
                    news.write(b"From: me\r\nNewsgroups: netprog.test\r\nSubject: x\r\n"
                               b"Message-ID: <%d.%d@x>\r\n\r\n..%d\r\n.\r\n" % (number, turn, number))
                    news.flush()
                    assert news.readline() == b"240 thank you; it is <%d.%d@x>\r\n" % (number, turn)
                news.write(b"BODY <%d.0@x>\r\nQUIT\r\n" % number)
                news.flush()
                assert news.read() == b"222 0 <%d.0@x>\r\n..%d\r\n.\r\n205 goodbye\r\n" % (number, number)
        except Exception as problem:
            failures.append((number, problem))

    with Service(NNTP, store) as service:
        address = service.host, service.port
        threads = [threading.Thread(target=write, args=(number,)) for number in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    after = store.articles(store.group("netprog.test"))
    assert len(after) == before + 200
    arrived = {article.message_id for _, article in after}
    assert arrived >= {"<%d.%d@x>" % (number, turn) for number in range(50) for turn in range(4)}


WRONG_ARGUMENTS = (
    "", "0", "-1", "-", "--", "1-", "9-1", "1 1 1 1", "x", "1" * 400, "9" * 16, "\t", "é", ".", "..", "%s%n",
    "<", "<>", "<a>b>", "<" + "a" * 300 + ">", ":", "a:b", "*", "!*", "[", "\\",
    "* 20060230 999999", "* 99999999 999999 GMT", "20060101 000000 GMT", "ACTIVE é", "HEADERS *",
    b"\xff\xfe", b"\0", b"\0 \0 \0", b"\xff 1", b"\xff \xff \xff GMT", b"ACTIVE \xff",
)


@pytest.mark.parametrize("verb", sorted(set(NNTP.COMMANDS) - {"QUIT", "POST"}))
def test_every_command_with_every_wrong_argument_gets_a_code(verb):
    for argument in WRONG_ARGUMENTS:
        argument = argument if isinstance(argument, bytes) else argument.encode()
        for before in ((), ("GROUP a.news",), ("GROUP a.empty",)):
            replies = say(NNTP, small(), *before, verb.encode() + b" " + argument, "QUIT")
            assert re.match(r"\d\d\d ", replies[1 + len(before)]), argument
            assert replies[-1] == "205 goodbye"


def test_random_bytes_never_end_in_a_traceback(monkeypatch):
    died = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    seed = random.randrange(10 ** 6)
    print("seed", seed)
    rng = random.Random(seed)
    store = newsgroups.make(5)
    words = [verb.encode() for verb in NNTP.COMMANDS]
    words += [b"\r\n", b"\n", b"\r", b" ", b"1-", b"netprog.cgi", b"\0", b"\xff", b".\r\n"]
    with Service(NNTP, store) as service:
        for _ in range(40):
            with socket.create_connection((service.host, service.port)) as client:
                if rng.randrange(2):
                    client.sendall(b"GROUP netprog.cgi\r\n")
                for _ in range(rng.randrange(1, 60)):
                    word = words[rng.randrange(len(words))]
                    client.sendall(word if rng.randrange(3) else rng.randbytes(40))
        assert service.settle(20)
    assert died == []
