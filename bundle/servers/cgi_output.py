"""What a CGI script prints: a header block, an empty line, then the body (RFC 3875, 6).

`header_block` reads the first part, or says what is wrong with it in a sentence for whoever wrote the script.
It knows nothing of HTTP beyond the names of a few headers.
"""

import re

LIMIT = 65536   # bytes that a header block may have

NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
STATUS = re.compile(r"([2-5][0-9][0-9])(?: (.*))?\Z")
STATUS_LINE = re.compile(rb"HTTP/[0-9.]+ +[0-9]{3}")
# The server answers for the connection, not the script (RFC 3875, 6.3.4).
OF_THE_SERVER = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade",
                 "proxy-authenticate"}
ONCE = {"content-type", "location", "status", "content-length"}      # 6.3: not more than once


class BadHeaderBlock(Exception):
    """kind: a word; str(): a sentence; number: the line at fault, from 1; offset: of that line in the
    output."""

    def __init__(self, kind, sentence, number=1, offset=0):
        super().__init__(sentence)
        self.kind = kind
        self.number = number
        self.offset = offset


class HeaderBlock:
    """status and reason (None where the script left them to us), location, headers [(name, value)], length,
    size.

    length: the script's own Content-Length, or None. size: bytes up to the body.
    """

    __slots__ = ("status", "reason", "location", "content_type", "length", "headers", "size", "alone")

    def is_local_redirect(self):
        """Location with a path, and nothing else: the gateway itself fetches that page (RFC 3875, 6.2.2)."""
        return self.alone and self.location is not None and self.location.startswith("/")


    def fields(self):
        """The headers of the response, but for its length."""
        fields = [("Content-Type", self.content_type)] if self.content_type else []
        if self.location is not None:
            fields.append(("Location", self.location))
        return fields + self.headers


def header_block(output, ended=True):
    """The HeaderBlock at the start of `output` (bytes); None if more is needed. BadHeaderBlock.

    ended: the script will print nothing more.
    """
    fields, size = _lines(output, ended)
    if fields is None:
        return None
    block = HeaderBlock()
    block.size = size
    block.status = block.reason = block.location = block.content_type = block.length = None
    block.headers = []
    block.alone = len(fields) == 1
    seen = set()
    for number, offset, name, value in fields:
        key = name.lower()
        if key in ONCE and key in seen:
            raise BadHeaderBlock("twice", "{} stands in the header block twice.".format(name), number, offset)
        seen.add(key)
        _take(block, key, name, value, number, offset)
    if not seen & {"content-type", "location", "status"}:
        raise BadHeaderBlock("no-content-type", "The header block has no Content-Type.", 1, 0)
    return block


def _lines(output, ended):
    """([(number, offset, name, value)], offset of the body), or (None, 0) if the empty line has not come
    yet."""
    fields = []
    offset = 0
    number = 1
    while True:
        end = output.find(b"\n", offset)
        if end < 0 and not ended and len(output) < LIMIT:
            return None, 0
        # Python writes \r\n on Windows
        line = output[offset:end if end >= 0 else len(output)].rstrip(b"\r")
        if not line and end >= 0:
            if not fields:
                raise BadHeaderBlock("blank-first",
                                     "The output begins with an empty line; that ends the header block "
                                     "before it has begun.")
            return fields, end + 1
        if offset >= LIMIT or not line or (end < 0 and not ended):
            _no_blank_line(output, fields, number, offset)
        fields.append(_field(output, fields, line, number, offset))
        if end < 0:
            _no_blank_line(output, fields, number, offset)
        number += 1
        offset = end + 1


def _no_blank_line(output, fields, number, offset):
    if not output:
        raise BadHeaderBlock("nothing", "The script printed nothing at all.")
    raise BadHeaderBlock("no-blank-line", "No empty line ends the header block.", number, offset)


def _field(output, fields, line, number, offset):
    """(number, offset, name, value) of a header line; BadHeaderBlock with the most likely reason."""
    name, colon, value = line.partition(b":")
    if colon and NAME.match(name) and b"\0" not in value and b"\r" not in value:
        return number, offset, name.decode("ascii"), value.strip(b" \t").decode("latin-1")
    if number == 1 and STATUS_LINE.match(line):
        raise BadHeaderBlock("status-line", "A CGI script does not write the HTTP status line; it says "
                             "Status: 404 Not Found, and the server writes the line.")
    if colon and NAME.match(name.strip()):
        raise BadHeaderBlock("space", "There is a space before the name or the colon of a header.", number,
                             offset)
    if any(each[2].lower() == "content-type" for each in fields):
        raise BadHeaderBlock("no-blank-line", "No empty line separates the header block from the body: line "
                             "{} is no header.".format(number), number, offset)
    if re.search(rb"^content-type[ \t]*:", output[offset:], re.IGNORECASE | re.MULTILINE):
        raise BadHeaderBlock("printed-before", "Something was printed before Content-Type.", number, offset)
    raise BadHeaderBlock("no-header", "The output does not begin with a header block: line {} is no header."
                         .format(number), number, offset)


def _take(block, key, name, value, number, offset):
    """Put one field where it belongs."""
    if key == "status":
        match = STATUS.match(value)
        if not match:
            raise BadHeaderBlock("bad-status",
                                 "Status is a number of three digits and a reason, such as 404 Not Found.",
                                 number, offset)
        block.status = int(match.group(1))
        block.reason = match.group(2) or None
    elif key == "content-length":
        if not re.match(r"[0-9]{1,18}\Z", value):
            raise BadHeaderBlock("bad-length", "Content-Length is not a number.", number, offset)
        block.length = int(value)
    elif key == "location":
        block.location = value
    elif key == "content-type":
        block.content_type = value
    elif key not in OF_THE_SERVER:
        block.headers.append((name, value))
