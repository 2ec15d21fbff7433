"""ENVELOPE and BODYSTRUCTURE: what a server can tell about a message that the client has not fetched
(RFC 3501 section 7.4.2).
"""
import re

from bundle.servers import mime
from bundle.servers.imap_write import nstring, string
from bundle.servers.stores.letters import header

TOKEN = re.compile(rb'\s+|"((?:[^"\\]|\\.)*)"?|(\[[^\]]*\]?|[^\s()<>,:;"\[]+)|([()<>,:;])', re.DOTALL)
MOST_ADDRESSES = 500


def envelope(head):
    """The envelope structure of a message with that header block: its important headers, taken apart."""
    def text(name):
        found = header(head, name)
        return None if found is None else found.strip()

    people = {name: address_list(text(name)) for name in ("From", "Sender", "Reply-To", "To", "Cc", "Bcc")}
    for name in ("Sender", "Reply-To"):
        if people[name] == b"NIL":
            people[name] = people["From"]       # the client is not expected to know to do this
    return b"(%s)" % b" ".join([nstring(text("Date")), nstring(text("Subject"))] + list(people.values())
                               + [nstring(text("In-Reply-To")), nstring(text("Message-ID"))])


def address_list(text):
    """The addresses of a header as (name route mailbox host) each; NIL where there are none."""
    found = addresses(text or b"")
    return b"(%s)" % b"".join(b"(%s)" % b" ".join(map(nstring, each)) for each in found) if found else b"NIL"


def addresses(text):
    """[(name, route, mailbox, host)] of an address list (RFC 5322 section 3.4), bytes or None.

    Where a group begins, there is an address without host, its mailbox being the name; where it ends, one
    of Nones. Encoded words stay encoded. Whatever is written wrongly becomes some address.
    """
    found, words, comment, inside, is_group = [], [], [], False, False

    def finish():
        if words:
            found.append(address(words, b" ".join(comment)))
        words.clear(), comment.clear()

    for word, mark in tokens(text):
        if mark == b"(":
            comment.append(word)
        elif mark == b"," and not inside:
            finish()
        elif mark == b":" and not inside:
            found.append((None, None, b" ".join(each for each, _ in words), None))
            words.clear(), comment.clear()
            is_group = True
        elif mark == b";" and not inside:
            finish()
            if is_group:
                found.append((None, None, None, None))
            is_group = False
        else:
            inside = mark == b"<" or inside and mark != b">"
            words.append((word, mark))
        if len(found) >= MOST_ADDRESSES:
            return found
    finish()
    return found + [(None, None, None, None)] * is_group


def address(words, comment):
    """One address of its words: name <mailbox@host>, <@route:mailbox@host>, mailbox@host (name)."""
    marks = [mark for _, mark in words]
    if b"<" not in marks:
        spec, route, name = b"".join(word for word, _ in words), None, comment or None
    else:
        start = marks.index(b"<")
        end = marks.index(b">") if b">" in marks[start:] else len(words)
        spec = b"".join(word for word, _ in words[start + 1:end])
        name = b" ".join(word for word, _ in words[:start]) or comment or None
        route, _, spec = spec.rpartition(b":") if spec.startswith(b"@") else (None, None, spec)
    mailbox, _, host = spec.rpartition(b"@") if b"@" in spec else (spec, None, b"")
    return name, route, mailbox, host


def tokens(text):
    """(word, mark) of an address list: mark is b"" for a word, b"(" for a comment, else the special
    character.
    """
    at = 0
    while at < len(text):
        if text[at:at + 1] == b"(":
            comment, at = comment_at(text, at)
            yield comment, b"("
            continue
        found = TOKEN.match(text, at)
        at = found.end() if found else at + 1
        if found and found.group(1) is not None:
            yield re.sub(rb"\\(.)", rb"\1", found.group(1), flags=re.DOTALL), b""
        elif found and found.group(2):
            yield found.group(2), b""
        elif found and found.group(3):
            yield found.group(3), found.group(3)


def comment_at(text, at):
    """What stands in the brackets that open at `at`, which may hold others, and where they have closed."""
    depth, start = 0, at + 1
    while at < len(text):
        letter = text[at:at + 1]
        depth += (letter == b"(") - (letter == b")")
        at += 2 if letter == b"\\" else 1
        if not depth:
            return text[start:at - 1], at
    return text[start:], at


def structure(part, extended):
    """BODYSTRUCTURE of a mime.Part, or BODY, which is the same without the later extensions."""
    if part.parts:
        inner = b"".join(structure(each, extended) for each in part.parts)
        fields = [b" " + string(part.subtype)]
        if extended:
            fields += [b" " + field for field in (pairs(part.parameters), disposition(part), language(part),
                                                  nstring(part.header("Content-Location")))]
        return b"(%s%s)" % (inner, b"".join(fields))
    fields = [string(part.type), string(part.subtype), pairs(part.parameters or default_charset(part)),
              nstring(part.header("Content-ID")), nstring(part.header("Content-Description")),
              string((part.header("Content-Transfer-Encoding") or b"7bit").upper()), b"%d" % len(part.body)]
    if part.message:
        fields += [envelope(part.message.head), structure(part.message, extended)]
    if part.message or part.type == b"TEXT":
        fields.append(b"%d" % len(part.body.splitlines()))
    if extended:
        fields += [nstring(part.header("Content-MD5")), disposition(part), language(part),
                   nstring(part.header("Content-Location"))]
    return b"(%s)" % b" ".join(fields)


def default_charset(part):
    return [(b"CHARSET", b"US-ASCII")] if part.type == b"TEXT" else []


def pairs(parameters):
    """Parameters as a list of strings, name and value in turn; NIL where there are none."""
    return b"(%s)" % b" ".join(map(string, sum(parameters, ()))) if parameters else b"NIL"


def disposition(part):
    written = part.header("Content-Disposition")
    if not written:
        return b"NIL"
    kind, _, rest = written.partition(b";")
    return b"(%s %s)" % (string(kind.strip().upper()), pairs(mime.parameters(b";" + rest)))


def language(part):
    written = part.header("Content-Language")
    if not written:
        return b"NIL"
    return b"(%s)" % b" ".join(string(each.strip()) for each in written.split(b","))
