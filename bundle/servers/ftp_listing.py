"""How FTP writes about files: the lines of LIST, and the facts of MLST and MLSD (RFC 3659 section 7).

Times are UTC. Knows entries of a file tree, and nothing of connections.
"""

import time

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
HALF_A_YEAR = 182 * 86400
FACTS = ("type", "size", "modify", "perm")


def long_line(entry, may_write=True):
    """One line as `ls -l` writes it: RFC 959 leaves the form open, and this is what clients can read."""
    mode = ("drwxr-xr-x" if may_write else "dr-xr-xr-x") if entry.is_folder else (
        "-rw-r--r--" if may_write else "-r--r--r--")
    return "{} {:3} netprog  netprog  {:>10} {} {}".format(
        mode, 2 if entry.is_folder else 1, entry.size, ls_time(entry.modified), entry.name)


def ls_time(seconds, now=None):
    """"Feb 23 09:30" within the last half year, else "Feb 23  2006"."""
    now = time.time() if now is None else now
    t = time.gmtime(seconds)
    recent = now - HALF_A_YEAR < seconds <= now + 60
    last = "{:02}:{:02}".format(t.tm_hour, t.tm_min) if recent else "{:>5}".format(t.tm_year)
    return "{} {:>2} {}".format(MONTHS[t.tm_mon - 1], t.tm_mday, last)


def stamp(seconds):
    """A time as MDTM and the modify fact write it: YYYYMMDDHHMMSS (RFC 3659 section 2.3)."""
    return "{:04}{:02}{:02}{:02}{:02}{:02}".format(*time.gmtime(seconds)[:6])


def facts_line(entry, name, wanted=FACTS, may_write=True):
    """One entry of MLST and MLSD: the facts that are wanted, a space, the name."""
    facts = {
        "type": "dir" if entry.is_folder else "file",
        "size": None if entry.is_folder else entry.size,
        "modify": stamp(entry.modified),
        "perm": permissions(entry, may_write),
    }
    return "".join("{}={};".format(fact, facts[fact]) for fact in FACTS
                   if fact in wanted and facts[fact] is not None) + " " + name


def permissions(entry, may_write):
    """The perm fact: a letter for each command that the user may try (RFC 3659 section 7.5.5)."""
    if entry.is_folder:
        return "cdeflmp" if may_write else "el"
    return "adfrw" if may_write else "r"


def feature(wanted):
    """The line of FEAT that names the facts; an asterisk marks those that are sent (RFC 3659 section 7.8)."""
    return "MLST " + "".join(fact + ("*;" if fact in wanted else ";") for fact in FACTS)


def as_lines(lines):
    """Lines as they cross the data connection."""
    return "".join(line + "\r\n" for line in lines).encode("utf-8")


def many_lines(code, first, lines, last):
    """A reply of several lines: "211-…" begins it, "211 …" ends it (RFC 959 section 4.2)."""
    between = [" " + line for line in lines]    # so that none can be taken for the last
    return as_lines(["{}-{}".format(code, first)] + between + ["{} {}".format(code, last)])
