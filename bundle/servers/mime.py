"""A mail message as the tree of its parts (RFC 2045, RFC 2046), each of them the bytes that it is there.

Whoever wants a message decoded, uses the email package. Here, bytes stay what they are, and their number
counts. What is no MIME, or wrong MIME, is a part all the same. Nothing here knows a protocol.
"""
import binascii
import re

from bundle.servers.stores.letters import head_and_body, header

MOST_DEPTH, MOST_PARTS = 20, 500        # of one message; what is beyond stays whole
MOST_PARAMETERS = 8192                  # bytes of a header that are searched for parameters
TYPE = re.compile(rb"\s*([^\s/;]+)/([^\s/;]+)")
PARAMETER = re.compile(rb';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))', re.DOTALL)


class Part:
    """A message, or a part of one.

    data                the whole of it: a header block, an empty line, a body
    head, body          the two, the empty line belonging to head
    type, subtype       in capitals: b"TEXT", b"PLAIN"
    parameters          of the type: [(name in capitals, value)]
    parts               those of a multipart; [] where it is none
    message             the Part that a message/rfc822 holds; else None
    """

    __slots__ = ("data", "head", "body", "type", "subtype", "parameters", "parts", "message")

    def __init__(self, data, default=b"text/plain; charset=US-ASCII", depth=0, count=None):
        self.data = data
        self.head, self.body = halves(data)
        count = count or [0]                # of the parts so far, in all the tree
        count[0] += 1
        self.parts, self.message = [], None
        written = self.header("Content-Type")
        self.type, self.subtype, self.parameters = content_type(written) or content_type(default)
        is_deep = depth >= MOST_DEPTH or count[0] >= MOST_PARTS
        if self.type == b"MULTIPART":
            inner = b"message/rfc822" if self.subtype == b"DIGEST" else default
            pieces = [] if is_deep else split(self.body, self.parameter(b"BOUNDARY"))
            for piece in pieces[:MOST_PARTS - count[0]]:
                self.parts.append(Part(piece, inner, depth + 1, count))
            if not self.parts:
                self.type, self.subtype = b"APPLICATION", b"OCTET-STREAM"
        elif (self.type, self.subtype) == (b"MESSAGE", b"RFC822"):
            if is_deep:
                self.type, self.subtype = b"APPLICATION", b"OCTET-STREAM"
            else:
                self.message = Part(self.body, depth=depth + 1, count=count)

    def header(self, name):
        """The content of a header, unfolded and without blanks around it: bytes, or None."""
        found = header(self.head, name)
        return None if found is None else found.strip()

    def parameter(self, name):
        """A parameter of the type: bytes, or None."""
        return dict(reversed(self.parameters)).get(name)

    def walk(self):
        """This part and all below it, in order."""
        yield self
        for part in self.parts + [self.message] * (self.message is not None):
            yield from part.walk()

    def text(self):
        """What a person would read in it, as str: the transfer encoding undone, the charset too."""
        encoding = (self.header("Content-Transfer-Encoding") or b"").lower()
        data = self.body
        if encoding == b"base64":
            try:
                data = binascii.a2b_base64(data)
            except binascii.Error:
                pass  # it says so, and is not
        elif encoding == b"quoted-printable":
            data = binascii.a2b_qp(data)
        charset = (self.parameter(b"CHARSET") or b"utf-8").decode("ascii", "replace")
        return decoded(data, "utf-8" if charset.lower() == "us-ascii" else charset)


def halves(data):
    """A message, or a part of one, cut behind the empty line that ends its header block."""
    body = head_and_body(data)[1]
    return data[:len(data) - len(body)], body


def decoded(data, charset):
    """The bytes as str; where the charset is unknown or wrong, each byte is a character."""
    try:
        return data.decode(charset)
    except (LookupError, ValueError):
        return data.decode("latin-1")


def content_type(text):
    """(TYPE, SUBTYPE, parameters) of a Content-Type header; None where there is none, or it is not one."""
    found = TYPE.match(text or b"")
    return found and (found.group(1).upper(), found.group(2).upper(), parameters(text[found.end():]))


def parameters(text):
    """[(NAME, value)] of `; name=value; name="a value"`."""
    return [(name.upper(), re.sub(rb"\\(.)", rb"\1", in_quotes, flags=re.DOTALL) or plain)
            for name, in_quotes, plain in PARAMETER.findall(text[:MOST_PARAMETERS])]


def split(body, boundary):
    """The parts of a multipart body (RFC 2046 section 5.1.1); the line end before a delimiter belongs to
    it.
    """
    if not boundary:
        return []
    delimiter = re.compile(rb"(?:^|\r\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r\n|$)")
    pieces, start = [], None
    for found in delimiter.finditer(body):
        if start is not None:
            pieces.append(body[start:max(start, found.start())])
        start = found.end() + 2
        if found.group(1):
            return pieces
    return pieces if start is None else pieces + [body[start:]]    # the last delimiter is missing
