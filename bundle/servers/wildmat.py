"""Wildmats: the patterns for names of newsgroups, such as "netprog.*,!netprog.test" (RFC 3977 section 4)."""


def is_wildmat(text):
    """Whether the text is a wildmat; backslash and square brackets are not allowed (section 4.1)."""
    patterns = [pattern[pattern.startswith("!"):] for pattern in text.split(",")]
    return not text.startswith("!") and all(patterns) and not any(c in text for c in "\\[]")


def matches(wildmat, name):
    """Whether the name matches: the rightmost pattern that fits decides (section 4.2)."""
    for pattern in reversed(wildmat.split(",")):
        no = pattern.startswith("!")
        if fits(pattern[no:], name):
            return not no
    return False


def fits(pattern, name):
    """One pattern: ? is any character, * any number. It goes back to the last * only, so none is slow."""
    p = n = 0
    star, mark = -1, 0          # where the last * stands, and what of the name it has not taken yet
    while n < len(name):
        if p < len(pattern) and pattern[p] == "*":
            star, mark = p, n
            p += 1
        elif p < len(pattern) and pattern[p] in ("?", name[n]):
            p, n = p + 1, n + 1
        elif star >= 0:         # let the * take one more
            mark += 1
            p, n = star + 1, mark
        else:
            return False
    return not pattern[p:].strip("*")
