"""NNTP, the Network News Transfer Protocol, as a news reader speaks it (RFC 3977).

A client selects a group and has a current article there; both may be "invalid", that is, not yet chosen. An
article is asked for by message-id, by its number in the selected group, or, with no argument, as the current
one. Only a number changes which article is the current one.

Nothing here knows a socket. There is no login: everybody may read, and post where the group allows it.
"""
import time

from bundle.servers.blocks import BlockCut, BlockTooLong, block, block_of, read_block
from bundle.servers.nntp_arguments import is_field, is_keyword, is_number, range_of, seconds_of
from bundle.servers.session import Command, Session
from bundle.servers.stores.letters import crlf, head_and_body
from bundle.servers.stores.newsgroups import Refused, is_message_id
from bundle.servers.wildmat import is_wildmat, matches

MOST_POSTED = 1024 * 1024       # bytes of one article

# Said more often than once. The code is what counts; a client makes nothing of the words (section 3.2).
BAD_SYNTAX = "501 I do not understand the arguments"
NO_GROUP = "412 no newsgroup selected; say GROUP first"
NO_CURRENT = "420 the current article number is invalid"
NO_NUMBER = "423 no article with that number"
NO_ARTICLES = "423 no articles in that range"
NO_SUCH_ID = "430 no article with that message-id"


class NNTP(Session):
    """One news reader; `store` is a Newsgroups."""

    name = "nntp"
    LINE_LIMIT = 512                                            # section 3.1, the CRLF counted
    GREETING = "200 netprog news server ready, posting allowed"
    UNKNOWN = "500 I do not know that command"
    TOO_LONG = "501 that line is longer than 512 bytes"
    BAD_ARGUMENTS = BAD_SYNTAX
    TOO_MANY_BAD = "400 too many commands that I could not carry out; goodbye"
    TOO_MANY_CLIENTS = "400 too many clients; come back later"
    IDLE = None                                                 # section 3.1: close without a word

    COMMANDS = {
        # Section 5: the session
        "CAPABILITIES": Command("capabilities", "[keyword]", help="what this server can do"),
        "MODE": Command("mode", "READER", help="be a reader; it is one already"),
        "QUIT": Command("quit", help="leave"),
        # Section 6.1: groups, and the way through one
        "GROUP": Command("group", "group", help="select a group and its first article"),
        "LISTGROUP": Command("listgroup", "[group] [range]", help="the same, and list its numbers"),
        "LAST": Command("last", help="the article before the current one becomes the current one"),
        "NEXT": Command("next", help="the one after it"),
        # Section 6.2: articles
        "ARTICLE": Command("article", "[message-id|number]", help="an article"),
        "HEAD": Command("head", "[message-id|number]", help="its headers"),
        "BODY": Command("body", "[message-id|number]", help="its body"),
        "STAT": Command("stat", "[message-id|number]", help="whether it is there"),
        # Section 6.3: posting
        "POST": Command("post", help="send an article"),
        "IHAVE": Command("ihave", "message-id", help="for servers among themselves; refused here"),
        # Section 7: information
        "DATE": Command("date", help="what time it is here, in UTC"),
        "HELP": Command("help", help="this"),
        "NEWGROUPS": Command("newgroups", "date time [GMT]", help="groups made since then"),
        "NEWNEWS": Command("newnews", "wildmat date time [GMT]", help="message-ids that came since then"),
        "LIST": Command("list", "[keyword] [argument]", help="ACTIVE, ACTIVE.TIMES, NEWSGROUPS and others"),
        # Section 8: fields of articles; the X names are older (RFC 2980) and still in use
        "OVER": Command("over", "[message-id|range]", help="subject, author, date and more of articles"),
        "XOVER": Command("over", "[range]", help="the same"),
        "HDR": Command("hdr", "field [message-id|range]", help="one header of articles"),
        "XHDR": Command("xhdr", "field [message-id|range]", help="the same"),
    }

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.selected = None            # the Group
        self.current = None             # a number in it; None: invalid

    def answer(self, line, offset=0):
        super().answer(line.replace(b"\t", b" "), offset)      # a tab separates words too (section 3.1)

    # The session (section 5)

    def capabilities(self, keyword=None):
        if keyword is not None and not is_keyword(keyword):
            return BAD_SYNTAX
        return several("101 this server can do", block_of([
            "VERSION 2", "IMPLEMENTATION netprog", "READER", "POST", "NEWNEWS", "HDR", "OVER MSGID",
            "LIST " + " ".join(list(self.LISTS_OF_GROUPS) + list(self.LISTS_OF_FIELDS))]))

    def mode(self, variant):
        return "200 reader mode, posting allowed" if variant.upper() == "READER" else BAD_SYNTAX

    def quit(self):
        self.finished = True
        return "205 goodbye"

    # Groups (section 6.1)

    def group(self, name):
        group = self.store.group(name)
        if group is None:
            return "411 no such newsgroup"
        return self.select(group)

    def select(self, group):
        size, low, high = self.store.size(group)
        self.selected = group
        self.current = low if size else None
        return "211 %d %d %d %s" % (size, low, high, group.name)

    def listgroup(self, name=None, span="1-"):
        group = self.selected if name is None else self.store.group(name)
        if group is None:
            return NO_GROUP if name is None else "411 no such newsgroup"
        span = range_of(span)
        if span is None:
            return BAD_SYNTAX
        numbers = [str(number) for number, _ in self.store.articles(group, *span)]
        return several(self.select(group) + " list follows", block_of(numbers))

    def last(self):
        return self.step("422 no article before this one", lambda numbers: max(
            (n for n in numbers if n < self.current), default=None))

    def next(self):
        return self.step("421 no article after this one", lambda numbers: min(
            (n for n in numbers if n > self.current), default=None))

    def step(self, no_more, choose):
        """LAST and NEXT: make the number that `choose` finds the current one."""
        if self.selected is None:
            return NO_GROUP
        if self.current is None:
            return NO_CURRENT
        articles = dict(self.store.articles(self.selected))
        number = choose(articles)
        if number is None:
            return no_more
        self.current = number
        return "223 %d %s" % (number, articles[number].message_id)

    # Articles (section 6.2)

    def article(self, which=None):
        return self.part(which, "220", lambda data: data)

    def head(self, which=None):
        return self.part(which, "221", lambda data: head_and_body(data)[0])

    def body(self, which=None):
        return self.part(which, "222", lambda data: head_and_body(data)[1])

    def stat(self, which=None):
        return self.part(which, "223", None)

    def part(self, which, code, cut):
        """ARTICLE, HEAD, BODY and STAT: the number, the message-id, and what `cut` leaves of the article."""
        refusal, found = self.find(which, is_number)
        if refusal:
            return refusal
        number, article = found[0]
        if which is not None and is_number(which):
            self.current = number
        first = "%s %d %s" % (code, number, article.message_id)
        return several(first, block(cut(article.data))) if cut else first

    def find(self, which, is_numbers):
        """What an argument stands for: (a refusal, None) or (None, [(number, article)] with one at least).

        By message-id the number is 0, as it may be even in the selected group (section 6.2.1.2).
        """
        if which is not None and is_message_id(which):
            article = self.store.find(which)
            return (None, [(0, article)]) if article else (NO_SUCH_ID, None)
        if which is not None and not is_numbers(which):
            return BAD_SYNTAX, None
        if self.selected is None:
            return NO_GROUP, None
        if which is None and self.current is None:
            return NO_CURRENT, None
        first, last = range_of(str(self.current) if which is None else which)
        found = self.store.articles(self.selected, first, last)
        if found:
            return None, found
        if which is None:
            return NO_CURRENT, None     # it was cancelled while we looked at it
        return (NO_NUMBER if is_number(which) else NO_ARTICLES), None

    # Posting (section 6.3)

    def post(self):
        self.reply("340 send it; a line with nothing but a dot ends it")
        try:
            article = self.store.post(crlf(read_block(self.conn, MOST_POSTED)))
        except BlockTooLong:
            return "441 that is more than %d bytes" % MOST_POSTED
        except BlockCut:
            self.finished = True        # the author has left; there is nobody to tell
            return None
        except Refused as refusal:
            return "441 %s" % refusal
        return "240 thank you; it is %s" % article.message_id

    def ihave(self, message_id):
        return "500 this server takes articles from their authors only: POST"

    # Information (section 7)

    def date(self):
        return time.strftime("111 %Y%m%d%H%M%S", time.gmtime(self.store.clock()))

    def help(self):
        lines = ["%-13s %-24s %s" % (verb, command.arguments, command.help)
                 for verb, command in self.COMMANDS.items()]
        return several("100 what you can say", block_of(lines))

    def newgroups(self, date, clock, gmt="GMT"):
        since = seconds_of(date, clock, gmt, self.store.clock())
        if since is None:
            return BAD_SYNTAX
        groups = [group for group in self.store.groups() if group.created >= since]
        return several("231 new newsgroups", block_of(self.active(group) for group in groups))

    def newnews(self, wildmat, date, clock, gmt="GMT"):
        since = seconds_of(date, clock, gmt, self.store.clock())
        if since is None or not is_wildmat(wildmat):
            return BAD_SYNTAX
        articles = [article.message_id for article in self.store.arrived_since(since)
                    if any(matches(wildmat, name) for name in article.numbers)]
        return several("230 new articles", block_of(articles))

    def list(self, keyword="ACTIVE", argument=None):
        """Section 7.6: a line for every group, or for those that match a wildmat; or the names of fields."""
        keyword = keyword.upper()
        if keyword in self.LISTS_OF_GROUPS:
            if argument is not None and not is_wildmat(argument):
                return BAD_SYNTAX
            line = getattr(self, self.LISTS_OF_GROUPS[keyword])
            return several("215 information follows", block_of(
                line(group) for group in self.store.groups() if matches(argument or "*", group.name)))
        if keyword == "HEADERS" and (argument or "").upper() in ("MSGID", "RANGE"):
            argument = None             # our HDR can do the same for both (section 8.6)
        if keyword not in self.LISTS_OF_FIELDS or argument is not None:
            return BAD_SYNTAX
        return several("215 information follows", block_of(self.LISTS_OF_FIELDS[keyword]))

    LISTS_OF_GROUPS = {"ACTIVE": "active", "ACTIVE.TIMES": "active_times", "NEWSGROUPS": "newsgroups"}
    LISTS_OF_FIELDS = {
        "OVERVIEW.FMT": ["Subject:", "From:", "Date:", "Message-ID:", "References:", ":bytes", ":lines",
                         "Xref:full"],
        "HEADERS": [":", ":bytes", ":lines"],           # a lone colon: any header
    }

    def active(self, group):
        _, low, high = self.store.size(group)
        return "%s %d %d %s" % (group.name, high, low, group.status)

    def active_times(self, group):
        return "%s %d <%s>" % (group.name, group.created, group.creator)

    def newsgroups(self, group):
        return "%s\t%s" % (group.name, group.description)

    # Fields of articles (section 8)

    def over(self, which=None):
        refusal, found = self.find(which, range_of)
        return refusal or several("224 overview follows", block_of(a.overview(n) for n, a in found))

    def hdr(self, field, which=None, code="225"):
        if not is_field(field):
            return BAD_SYNTAX
        if field.startswith(":") and field.lower() not in (":bytes", ":lines"):
            return "503 I do not count that"
        refusal, found = self.find(which, range_of)
        return refusal or several(code + " headers follow", block_of(
            b"%d %s" % (number, article.field(field) or b"") for number, article in found))

    def xhdr(self, field, which=None):
        return self.hdr(field, which, "221")            # the code of RFC 2980 section 2.6


def several(first, data):
    """A reply of several lines: the first one, then a block."""
    return first.encode("utf-8") + b"\r\n" + data
