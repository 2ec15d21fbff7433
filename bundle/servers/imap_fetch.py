"""FETCH: the data items that a client may ask for (RFC 3501 section 6.4.5), and how they are answered.

`items_of` reads them from a command; each Item is then asked for its value, message after message. Nothing
here knows a session; who asks for an Item that `sees` the message, sets \\Seen.
"""
import re

from bundle.servers import imap_write as write
from bundle.servers.imap_parse import Bad
from bundle.servers.imap_structure import envelope, structure
from bundle.servers.mime import Part, halves

MACROS = {
    "FAST": ("FLAGS", "INTERNALDATE", "RFC822.SIZE"),
    "ALL": ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"),
    "FULL": ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODY"),
}
MOST_ITEMS = 100
NAME = re.compile(rb"[A-Za-z0-9.]+")
SECTION_PART = re.compile(rb"[1-9]\d{0,4}(?:\.[1-9]\d{0,4})*")
SECTION_TEXT = re.compile(rb"HEADER\.FIELDS\.NOT|HEADER\.FIELDS|HEADER|TEXT|MIME", re.IGNORECASE)
PARTIAL = re.compile(rb"<(\d{1,10})\.([1-9]\d{0,9})>")


class Item:
    """A data item: its `label` in the reply, value(entry) as bytes, and whether to fetch it is to read the
    mail.
    """

    def __init__(self, label, value, sees=False):
        self.label = label
        self.value = value
        self.sees = sees


def items_of(scanner):
    """fetch-att: the Items of a macro, of a single name, or of a list in brackets. Bad."""
    if not scanner.skip(b"("):
        start = scanner.at
        name = scanner.take(NAME, "ALL, FAST, FULL, or a data item").group()
        macro = MACROS.get(name.decode("ascii").upper())
        if macro:
            return [ITEMS[name] for name in macro]
        scanner.at = start
        return [item_of(scanner)]
    items = [item_of(scanner)]
    while not scanner.skip(b")"):
        scanner.space()
        items.append(item_of(scanner))
        if len(items) > MOST_ITEMS:
            raise Bad("that is more than %d data items" % MOST_ITEMS)
    return items


def item_of(scanner):
    name = scanner.take(NAME, "a data item").group().decode("ascii").upper()
    if name in ("BODY", "BODY.PEEK") and scanner.is_next(b"["):
        return section_of(scanner, sees=name == "BODY")
    if name not in ITEMS:
        raise Bad("there is no data item %s" % name)
    return ITEMS[name]


def section_of(scanner, sees):
    """BODY[section]<partial>, from the bracket on."""
    scanner.expect(b"[")
    label, path, text, names = b"BODY[", (), "", ()
    if not scanner.is_next(b"]") and scanner.data[scanner.at:scanner.at + 1].isdigit():
        numbers = scanner.take(SECTION_PART, "part numbers such as 1.2").group()
        path = tuple(map(int, numbers.split(b".")))
        label += numbers
        if not scanner.is_next(b"]"):
            scanner.expect(b".")
            label += b"."
    if not scanner.is_next(b"]") or label.endswith(b"."):
        word = scanner.take(SECTION_TEXT, "HEADER, HEADER.FIELDS, TEXT, MIME or ]").group().upper()
        label += word
        text = word.decode("ascii")
        if text == "MIME" and not path:
            raise Bad("MIME is of a part: BODY[1.MIME]")
        if text.startswith("HEADER.FIELDS"):
            scanner.space()
            names = header_list(scanner)
            label += b" " + write.words(map(write.astring, names))
    scanner.expect(b"]")
    label += b"]"
    start, most = 0, None
    if scanner.is_next(b"<"):
        start, most = map(int, scanner.take(PARTIAL, "<first.count>, the count above 0").groups())
        label += b"<%d>" % start

    def value(entry):
        found = section(entry.message.data, path, text, names)
        if found is None:
            return b"NIL"
        return write.literal(found if most is None else found[start:start + most])
    return Item(label, value, sees)


def header_list(scanner):
    scanner.expect(b"(")
    names = [scanner.astring()]
    while not scanner.skip(b")"):
        scanner.space()
        names.append(scanner.astring())
    return names


def section(data, path, text, names):
    """The bytes of a section of the message `data`; None where there is no such part.

    path   part numbers: (3, 1) for BODY[3.1]
    text   "", "HEADER", "HEADER.FIELDS", "HEADER.FIELDS.NOT", "TEXT", "MIME"
    names  of the fields
    """
    if path:
        part = find_part(Part(data), path)
        if part is None:
            return None
        if text in ("", "MIME"):
            return part.head if text else part.body
        if part.message is None:
            return None                 # the other texts are of a message, or of a message in it
        data = part.message.data
    if not text:
        return data
    head, body = halves(data)
    if text == "TEXT":
        return body
    return head if text == "HEADER" else fields(head, names, text.endswith("NOT"))


def find_part(part, path):
    """The part with those numbers. A message has parts as its body has: one, or those of a multipart."""
    for depth, number in enumerate(path):
        holder = part if not depth else part.message or part
        children = holder.parts or ([holder] if not depth or part.message else [])
        if number > len(children):
            return None
        part = children[number - 1]
    return part


def fields(head, names, without):
    """The fields of a header block that have one of the names, or that have none of them, as they are; and
    the empty line, if there is one.
    """
    wanted = {name.lower() for name in names}
    kept, is_kept = [], False
    for line in head.splitlines(True):
        if line == b"\r\n":
            kept.append(line)
        elif line[:1] not in (b" ", b"\t"):
            is_kept = (line.partition(b":")[0].rstrip().lower() in wanted) != without
        if line != b"\r\n" and is_kept:
            kept.append(line)
    return b"".join(kept)


ITEMS = {
    "FLAGS": Item(b"FLAGS", lambda entry: entry.flags()),
    "UID": Item(b"UID", lambda entry: b"%d" % entry.message.uid),
    "INTERNALDATE": Item(b"INTERNALDATE", lambda entry: write.date_time(entry.message.arrived)),
    "RFC822.SIZE": Item(b"RFC822.SIZE", lambda entry: b"%d" % len(entry.message.data)),
    "ENVELOPE": Item(b"ENVELOPE", lambda entry: envelope(halves(entry.message.data)[0])),
    "BODY": Item(b"BODY", lambda entry: structure(Part(entry.message.data), False)),
    "BODYSTRUCTURE": Item(b"BODYSTRUCTURE", lambda entry: structure(Part(entry.message.data), True)),
    "RFC822": Item(b"RFC822", lambda entry: write.literal(entry.message.data), sees=True),
    "RFC822.HEADER": Item(b"RFC822.HEADER", lambda entry: write.literal(halves(entry.message.data)[0])),
    "RFC822.TEXT": Item(
        b"RFC822.TEXT", lambda entry: write.literal(halves(entry.message.data)[1]), sees=True),
}
