"""The arguments of NNTP's commands as RFC 3977 writes them: numbers, ranges, names of fields, times."""
import time


def is_number(text):
    """An article number: 1 to 16 digits (section 9.8)."""
    return text.isascii() and text.isdigit() and len(text) <= 16


def is_keyword(text):
    """A letter, then letters, digits, dots and dashes; 3 characters or more (section 9.8)."""
    plain = text.replace(".", "").replace("-", "")
    return len(text) >= 3 and text.isascii() and text[0].isalpha() and plain.isalnum()


def range_of(text):
    """(first, last) of "7", "7-" (last is None) or "7-9"; None if it is no range (section 8.3.2)."""
    first, dash, last = text.partition("-")
    if not is_number(first) or (last and not is_number(last)):
        return None
    if not dash:
        return int(first), int(first)
    return int(first), (int(last) if last else None)


def is_field(text):
    """The name of a header, or of what the server counts: that begins with a colon (section 8.1)."""
    return text != ":" and ":" not in text[1:] and all(33 <= ord(c) <= 126 for c in text)


def seconds_of(day, clock, gmt, now):
    """The time in NEWNEWS and NEWGROUPS as seconds since 1970; None where it is none (section 7.3.2).

    This server lives in UTC, so that GMT changes nothing.
    """
    import datetime
    if gmt.upper() != "GMT" or not is_number(day + clock) or len(day) not in (6, 8) or len(clock) != 6:
        return None
    if len(day) == 6:                   # of this century, unless that would be a year to come
        this_year = time.gmtime(now).tm_year
        day = "%02d%s" % (this_year // 100 - (int(day[:2]) > this_year % 100), day)
    hour, minute, second = int(clock[:2]), int(clock[2:4]), int(clock[4:])
    second -= second == 60              # a leap second
    try:
        moment = datetime.datetime(int(day[:4]), int(day[4:6]), int(day[6:]), hour, minute, second,
                                   tzinfo=datetime.timezone.utc)
    except ValueError:
        return None
    return moment.timestamp()
