"""What an IMAP client writes (RFC 3501 section 9): atoms, strings, literals, sets of numbers, flags, dates.

A command is read whole, with its literals, into one piece of bytes; a Scanner then goes through it from
left to right. Each of its methods takes one thing of the formal syntax and moves on, or raises Bad. Nothing
here knows a command, and nothing but `read_command` a connection.
"""
import calendar
import re
from bisect import bisect_right

from bundle.servers.stores.letters import MONTHS
from bundle.wire.connection import LineTooLong

MOST_PIECES = 200           # literals in one command
LITERAL_AT_END = re.compile(rb"\{(\d{1,10})(\+?)\}\r?\n")
ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\\]]+')
ASTRING = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\]+')
LIST_MAILBOX = re.compile(rb'[^\x00-\x20\x7f-\xff(){"\\]+')
TAG = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\+]+')
QUOTED = re.compile(rb'"((?:[^\x00\r\n"\\\x80-\xff]|\\["\\])*)"')
LITERAL = re.compile(rb"\{(\d{1,10})\+?\}\r\n")
NUMBER = re.compile(rb"\d{1,10}(?!\d)")
RANGE = re.compile(rb"([1-9]\d{0,9}|\*)(?::([1-9]\d{0,9}|\*))?")
FLAG = re.compile(rb'\\?[^\x00-\x20\x7f-\xff(){%*"\\\]]+')
DATE = re.compile(rb'("?)(\d\d?)-([A-Za-z]{3})-(\d{4})\1')
DATE_TIME = re.compile(rb'"([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"')
STORE = re.compile(rb"([+-]?)FLAGS(\.SILENT)?(?= )", re.IGNORECASE)
STATUS_ITEMS = ("MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN")
LARGEST = 2 ** 32 - 1
SYSTEM_FLAGS = ("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")     # those that a client may set


class Bad(Exception):
    """The client wrote what no client may write; the text says what was expected."""


class TooBig(Bad):
    """A literal was announced that is longer than anybody needs."""


def read_command(conn, line, most, limit):
    """The whole of the command that begins with `line`, without its line end: bytes.

    A line that ends with {5} announces a literal: the client waits for our word, then sends five bytes, and
    the line goes on. With {5+} it does not wait (LITERAL+, RFC 7888). `most` bytes in all, `limit` bytes in
    a line. Bad, TooBig; ConnectionAbortedError when the client leaves in the middle.
    """
    command, pieces = b"", 0
    while True:
        announced = LITERAL_AT_END.search(line[-16:])
        if not announced:
            return command + line.rstrip(b"\r\n")
        size, pieces = int(announced.group(1)), pieces + 1
        is_too_big = len(command) + size > most or pieces > MOST_PIECES
        if is_too_big and not announced.group(2):
            raise TooBig("a literal of %d bytes is too long here" % size)
        if not announced.group(2):
            conn.send(b"+ send the literal\r\n")
        command += line.rstrip(b"\r\n") + b"\r\n"
        literal = b"" if is_too_big else _exactly(conn, size)
        if is_too_big:
            _skip(conn, size)       # it is on its way already, and so is the rest of the command
        line = next_line(conn, limit)
        if is_too_big:
            raise TooBig("a literal of %d bytes is too long here" % size)
        command += literal


def _exactly(conn, size):
    try:
        return conn.recv_exact(size)
    except EOFError as problem:
        raise ConnectionAbortedError("the client left in the middle of a literal") from problem


def _skip(conn, size):
    while size:
        chunk = conn.recv(min(size, 65536))
        if not chunk:
            raise ConnectionAbortedError("the client left in the middle of a literal")
        size -= len(chunk)


def next_line(conn, limit):
    """The next line, where there has to be one. Bad, ConnectionAbortedError."""
    try:
        line = conn.read_line(limit)
    except LineTooLong:
        raise Bad("that line is too long") from None
    if not line:
        raise ConnectionAbortedError("the client left in the middle of a command")
    return line


class Scanner:
    """A place in a command, and what can be taken from there."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, pattern, what):
        """The match of `pattern` here; Bad: expected `what`."""
        found = pattern.match(self.data, self.at)
        if not found:
            raise Bad("expected %s at byte %d" % (what, self.at + 1))
        self.at = found.end()
        return found

    def is_next(self, text):
        """Whether `text` (bytes) stands here."""
        return self.data.startswith(text, self.at)

    def skip(self, text):
        """Move behind `text`, if it stands here; returns whether it did."""
        found = self.is_next(text)
        self.at += len(text) * found
        return found

    def expect(self, text):
        if not self.skip(text):
            raise Bad("expected %r at byte %d" % (text.decode("ascii"), self.at + 1))

    def space(self):
        """SP is exactly one space (section 9)."""
        self.expect(b" ")

    def at_end(self):
        return self.at >= len(self.data)

    def end(self):
        if not self.at_end():
            raise Bad("expected nothing more at byte %d" % (self.at + 1))

    # Words

    def tag(self):
        return self.take(TAG, "a tag").group().decode("ascii")

    def atom(self):
        """An atom, in capitals: the names in this protocol are the same in any case."""
        return self.take(ATOM, "a word").group().decode("ascii").upper()

    def string(self):
        """What a quoted string or a literal holds: bytes."""
        if self.is_next(b'"'):
            quoted = self.take(QUOTED, "a quoted string of ASCII, with \\\" for a quote in it").group(1)
            return re.sub(rb"\\(.)", rb"\1", quoted)
        size = int(self.take(LITERAL, "a quoted string or a literal").group(1))
        text = self.data[self.at:self.at + size]
        self.at += size
        if b"\0" in text:
            raise Bad("a literal holds no NUL")
        return text

    def literal(self):
        if not self.is_next(b"{"):
            raise Bad("expected a literal at byte %d" % (self.at + 1))
        return self.string()

    def astring(self):
        """An atom (in which "]" may stand) or a string: bytes."""
        if self.is_next(b'"') or self.is_next(b"{"):
            return self.string()
        return self.take(ASTRING, "a word or a string").group()

    def text(self):
        """An astring as str; bytes that are no UTF-8 survive in it."""
        return self.astring().decode("utf-8", "surrogateescape")

    def list_mailbox(self):
        """A mailbox name that may hold the wildcards * and %."""
        if self.is_next(b'"') or self.is_next(b"{"):
            return self.text()
        return self.take(LIST_MAILBOX, "a mailbox name, perhaps with * or %").group().decode("ascii")

    def base64(self):
        return self.take(re.compile(rb"[A-Za-z0-9+/]+={0,2}|="), "base64").group().decode("ascii")

    # Numbers

    def number(self):
        number = int(self.take(NUMBER, "a number").group())
        if number > LARGEST:
            raise Bad("a number has 32 bits")
        return number

    def positive(self):
        number = self.number()
        if not number:
            raise Bad("0 is no number here")
        return number

    def sequence_set(self):
        """2,4:7,12:* as a NumberSet."""
        ranges = []
        while True:
            ends = self.take(RANGE, "message numbers such as 1:3,5 or 7:*").groups()
            first, last = (None if end == b"*" else int(end) if end else 0 for end in ends)
            ranges.append((first, first if last == 0 else last))
            if not self.skip(b","):
                return NumberSet(ranges)

    # Flags

    def flag(self):
        """A flag as it is kept: \\Seen in one way of writing, keywords as they came."""
        flag = self.take(FLAG, "a flag").group().decode("ascii")
        if not flag.startswith("\\"):
            return flag
        known = "\\" + flag[1:].capitalize()
        if known not in SYSTEM_FLAGS:
            raise Bad("there is no flag %s that a client may set" % flag)
        return known

    def flag_list(self):
        self.expect(b"(")
        flags = []
        while not self.skip(b")"):
            if flags:
                self.space()
            flags.append(self.flag())
        return flags

    def flags(self):
        """A list of flags, or flags without the brackets (STORE takes both)."""
        if self.is_next(b"("):
            return self.flag_list()
        flags = [self.flag()]
        while self.skip(b" "):
            flags.append(self.flag())
        return flags

    # What STATUS and STORE take (sections 6.3.10 and 6.4.6)

    def status_atts(self):
        self.expect(b"(")
        items = [self.atom()]
        while not self.skip(b")"):
            self.space()
            items.append(self.atom())
        for item in items:
            if item not in STATUS_ITEMS:
                raise Bad("there is no item %s" % item)
        return items

    def store_att_flags(self):
        """(sign, silent, flags): "+", "-" or "" for replacing them all."""
        sign, silent = self.take(STORE, "FLAGS, +FLAGS or -FLAGS, perhaps with .SILENT").groups()
        self.space()
        return sign.decode("ascii"), bool(silent), self.flags()

    # Dates

    def date(self):
        """1-Feb-1994 as (year, month, day)."""
        _, day, month, year = self.take(DATE, "a date such as 1-Feb-1994").groups()
        return _day(year, month, day)

    def date_time(self):
        """" 1-Feb-1994 21:52:25 -0800", with its quotes, as seconds since 1970."""
        found = self.take(DATE_TIME, 'a date such as "01-Feb-1994 21:52:25 -0800"').groups()
        day, month, year, hour, minute, second, sign, east_hours, east_minutes = found
        clock = int(hour), int(minute), int(second)
        if clock > (23, 59, 60) or clock[1] > 59 or clock[2] > 60:
            raise Bad("there is no such time")
        east = 60 * (60 * int(east_hours) + int(east_minutes))
        seconds = calendar.timegm(_day(year, month, day) + clock)
        return max(0, seconds - (east if sign == b"+" else -east))


def _day(year, month, day):
    """The three as numbers; Bad where the calendar has no such day."""
    name = month.decode("ascii").capitalize()
    number = MONTHS.index(name) + 1 if name in MONTHS else 0
    if not number or int(year) < 1 or not 1 <= int(day) <= calendar.monthrange(int(year), number)[1]:
        raise Bad("there is no such date")
    return int(year), number, int(day)


class NumberSet:
    """A set of message numbers or UIDs as the client wrote it: (first, last) in any order, None for *."""

    def __init__(self, ranges):
        self._ranges = ranges

    def spans(self, largest):
        """The set in order, without overlaps: [(low, high)], * being the largest number in use."""
        known = [sorted(largest if end is None else end for end in ends) for ends in self._ranges]
        merged = []
        for low, high in sorted(known):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = merged[-1][0], max(high, merged[-1][1])
            else:
                merged.append((low, high))
        return merged


def is_within(number, spans):
    """Whether the number is in one of the spans, which are in order."""
    place = bisect_right(spans, (number, LARGEST))
    return place > 0 and number <= spans[place - 1][1]
