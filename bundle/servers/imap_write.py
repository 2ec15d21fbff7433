"""What an IMAP server writes (RFC 3501 section 9): strings, quoted or as literals, lists, dates. All of it
bytes.
"""
import re
import time

from bundle.servers.stores.letters import MONTHS

ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\]+')
QUOTABLE = re.compile(rb"[\x20-\x7e]{0,900}")


def quoted(text):
    """The text in quotes, with a backslash before each quote and backslash."""
    return b'"%s"' % re.sub(rb'(["\\])', rb"\\\1", text)


def literal(text):
    """{5}, a line end, five bytes. Whatever they are: nobody looks for an end in them (section 4.3)."""
    return b"{%d}\r\n%s" % (len(text), text)


def string(text):
    """Quoted where that is allowed, else a literal."""
    return quoted(text) if QUOTABLE.fullmatch(text) else literal(text)


def nstring(text):
    """A string, or NIL for None."""
    return b"NIL" if text is None else string(text)


def astring(text):
    """A name: as it is, if it is an atom and could not be taken for NIL."""
    return text if ATOM.fullmatch(text) and text.upper() != b"NIL" else string(text)


def name(text):
    """A mailbox name, str."""
    return astring(text.encode("utf-8", "surrogateescape"))


def words(texts):
    """(A B C) of bytes or str."""
    return b"(%s)" % b" ".join(text if isinstance(text, bytes) else text.encode("ascii") for text in texts)


def uid_set(uids):
    """UIDs in rising order as a set, str: 1:3,7."""
    spans = []
    for uid in uids:
        if spans and uid == spans[-1][1] + 1:
            spans[-1][1] = uid
        else:
            spans.append([uid, uid])
    return ",".join("%d" % low if low == high else "%d:%d" % (low, high) for low, high in spans)


def date_time(seconds):
    """Seconds since 1970 as INTERNALDATE writes them, in UTC."""
    t = time.gmtime(seconds)
    return b'"%02d-%s-%04d %02d:%02d:%02d +0000"' % (
        t.tm_mday, MONTHS[t.tm_mon - 1].encode("ascii"), t.tm_year, t.tm_hour, t.tm_min, t.tm_sec)
