"""SEARCH: which messages a client wants to know about (RFC 3501 section 6.4.4).

`program_of` reads the search keys from a command and makes one function of them: it is called with the
number and the Entry of a message, and says whether it matches. Strings match in any case of their letters,
and match what a person reads: encoded words, transfer encodings and charsets are undone first.
"""
import calendar
import time

from bundle.servers.imap_parse import Bad, is_within
from bundle.servers.mime import Part, decoded, halves
from bundle.servers.stores.letters import header

CHARSETS = ("US-ASCII", "UTF-8")
MOST_DEPTH = 50             # of NOT, OR and brackets in each other
MOST_KEYS = 1000


class UnknownCharset(Exception):
    """Strings in a charset that we do not know."""


def program_of(scanner, view):
    """["CHARSET" charset] search-key …, as match(number, entry) -> bool. Bad, UnknownCharset."""
    start = scanner.at
    if scanner.data[start:start + 8].upper() == b"CHARSET ":
        scanner.at += 8
        if scanner.text().upper() not in CHARSETS:
            raise UnknownCharset()
        scanner.space()
    return Reader(scanner, view).all_of()


class Reader:
    """Makes a function of each search key."""

    def __init__(self, scanner, view):
        self.scanner = scanner
        self.last_number = len(view.entries)
        self.last_uid = view.last_uid()
        self.depth = self.count = 0

    def all_of(self, end=None):
        """One key or more, up to the end of the command or to `end`: a message must match them all."""
        keys = [self.key()]
        while not (self.scanner.skip(end) if end else self.scanner.at_end()):
            self.scanner.space()
            keys.append(self.key())
        return keys[0] if len(keys) == 1 else lambda number, entry: all(key(number, entry) for key in keys)

    def key(self):
        self.count += 1
        self.depth += 1
        if self.depth > MOST_DEPTH or self.count > MOST_KEYS:
            raise Bad("those are too many search keys")
        key = self.one_key()
        self.depth -= 1
        return key

    def one_key(self):
        scanner = self.scanner
        if scanner.skip(b"("):
            return self.all_of(b")")
        if scanner.data[scanner.at:scanner.at + 1] in b"0123456789*" and not scanner.at_end():
            return self.numbers()
        name = scanner.atom()
        if name in FLAG_KEYS:
            return has_flag(*FLAG_KEYS[name])
        method = KEYS.get(name)
        if not method:
            raise Bad("there is no search key %s; a string that holds a space stands in quotes" % name)
        return method(self)

    def argument(self, read):
        self.scanner.space()
        return read(self.scanner)

    # Numbers and sizes

    def numbers(self):
        spans = self.scanner.sequence_set().spans(self.last_number)
        if not spans[0][0] or spans[-1][1] > self.last_number:
            raise Bad("there is no such message number, only %d messages" % self.last_number)
        return lambda number, entry: is_within(number, spans)

    def uids(self):
        spans = self.argument(type(self.scanner).sequence_set).spans(self.last_uid)
        return lambda number, entry: is_within(entry.message.uid, spans)

    def larger(self):
        size = self.argument(type(self.scanner).number)
        return lambda number, entry: len(entry.message.data) > size

    def smaller(self):
        size = self.argument(type(self.scanner).number)
        return lambda number, entry: len(entry.message.data) < size

    # Keys about keys

    def not_(self):
        self.scanner.space()
        key = self.key()
        return lambda number, entry: not key(number, entry)

    def or_(self):
        self.scanner.space()
        first = self.key()
        self.scanner.space()
        second = self.key()
        return lambda number, entry: first(number, entry) or second(number, entry)

    # Flags

    def keyword(self, there=True):
        flag = self.argument(type(self.scanner).flag).lower()
        return lambda number, entry: there == (flag in [each.lower() for each in entry.message.flags])

    # Dates: days, whatever the time and the zone

    def arrived(self, compare):
        day = self.argument(type(self.scanner).date)
        return lambda number, entry: compare(time.gmtime(entry.message.arrived)[:3], day)

    def sent(self, compare):
        day = self.argument(type(self.scanner).date)

        def match(number, entry):
            from email.utils import parsedate
            try:
                written = parsedate((header(entry.message.data, "Date") or b"").decode("ascii", "replace"))
            except (ValueError, IndexError, TypeError):
                written = None
            return written is not None and compare(written[:3], day)
        return match

    # Strings

    def string(self):
        text = self.argument(type(self.scanner).astring)
        try:
            return text.decode("utf-8").lower()
        except UnicodeDecodeError:
            raise Bad("that string is not UTF-8") from None

    def field(self, name=None):
        """HEADER, and the keys of those headers that have one of their own."""
        name = name or self.argument(type(self.scanner).astring)
        text = self.string()

        def match(number, entry):
            found = header(entry.message.data, name)
            return found is not None and text in readable(found).lower()
        return match

    def body(self):
        text = self.string()
        return lambda number, entry: any(text in each.lower() for each in texts(entry.message.data))

    def text(self):
        text = self.string()

        def match(number, entry):
            head = halves(entry.message.data)[0]
            return text in readable(head.replace(b"\r\n ", b" ").replace(b"\r\n\t", b"\t")).lower() or any(
                text in each.lower() for each in texts(entry.message.data))
        return match


def has_flag(flag, there):
    if flag == "\\Recent":
        return lambda number, entry: entry.is_recent == there
    return lambda number, entry: (flag in entry.message.flags) == there


FLAG_KEYS = {
    "ANSWERED": ("\\Answered", True), "UNANSWERED": ("\\Answered", False),
    "DELETED": ("\\Deleted", True), "UNDELETED": ("\\Deleted", False),
    "DRAFT": ("\\Draft", True), "UNDRAFT": ("\\Draft", False),
    "FLAGGED": ("\\Flagged", True), "UNFLAGGED": ("\\Flagged", False),
    "SEEN": ("\\Seen", True), "UNSEEN": ("\\Seen", False),
    "RECENT": ("\\Recent", True), "OLD": ("\\Recent", False),
}
KEYS = {
    "ALL": lambda reader: lambda number, entry: True,
    "NEW": lambda reader: lambda number, entry: entry.is_recent and "\\Seen" not in entry.message.flags,
    "UID": Reader.uids, "LARGER": Reader.larger, "SMALLER": Reader.smaller,
    "NOT": Reader.not_, "OR": Reader.or_,
    "KEYWORD": Reader.keyword, "UNKEYWORD": lambda reader: reader.keyword(False),
    "BEFORE": lambda reader: reader.arrived(tuple.__lt__),
    "ON": lambda reader: reader.arrived(tuple.__eq__),
    "SINCE": lambda reader: reader.arrived(tuple.__ge__),
    "SENTBEFORE": lambda reader: reader.sent(tuple.__lt__),
    "SENTON": lambda reader: reader.sent(tuple.__eq__),
    "SENTSINCE": lambda reader: reader.sent(tuple.__ge__),
    "HEADER": Reader.field, "BODY": Reader.body, "TEXT": Reader.text,
    "SUBJECT": lambda reader: reader.field("Subject"), "FROM": lambda reader: reader.field("From"),
    "TO": lambda reader: reader.field("To"), "CC": lambda reader: reader.field("Cc"),
    "BCC": lambda reader: reader.field("Bcc"),
}


def readable(text):
    """The content of a header as a person reads it: encoded words decoded (RFC 2047)."""
    plain = decoded(text, "utf-8")
    if "=?" not in plain:
        return plain
    from email.header import HeaderParseError, decode_header
    try:
        return "".join(part if isinstance(part, str) else decoded(part, charset or "utf-8")
                       for part, charset in decode_header(plain))
    except (ValueError, HeaderParseError):
        return plain            # wrong base64 in it


def texts(data):
    """Every text in a message: its body, or those of its parts, and the headers of what is inside; str."""
    whole = Part(data)
    for part in whole.walk():
        if part is not whole:
            yield readable(part.head)
        if part.type == b"TEXT":
            yield part.text()
