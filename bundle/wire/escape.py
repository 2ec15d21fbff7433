r"""Bytes as text that is safe to print: the notation of a Python string, and hex beside ASCII.

Line ends, controls and whatever cannot be shown stand escaped (\r\n, \t, \x00, \\), so every byte can be
told, and nothing that came over the wire can move the cursor, change a colour or turn the line round. UTF-8
is shown as the character it is where the terminal's encoding has that character. Columns are counted as a
terminal counts them: two for a wide character. Knows nothing of connections or of lines' width.
"""

NAMED = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r", 0x5C: "\\\\"}
ASCII = [NAMED.get(byte) or (chr(byte) if 32 <= byte < 127 else "\\x%02x" % byte) for byte in range(256)]
# Letters to Unicode, but drawn as nothing, or into the letter before them.
INVISIBLE = ((0x115F, 0x11FF), (0x3164, 0x3164), (0xD7B0, 0xD7FF), (0xFFA0, 0xFFA0), (0x2800, 0x2800))


def char_width(char):
    """Columns that `char` takes on a terminal; 0 when it must not be printed as it is."""
    code = ord(char)
    if code < 127:
        return 1 if code >= 32 else 0
    import unicodedata
    category = unicodedata.category(char)
    # Controls, formats (bidi overrides, zero width), surrogates, private and unassigned ones; marks that join
    # the character before; separators that are no plain space.
    if category[0] in "CZ" or category in ("Mn", "Me"):
        return 0
    if any(low <= code <= high for low, high in INVISIBLE):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text):
    """Columns that `text`, already made safe, takes on a terminal."""
    return len(text) if text.isascii() else sum(char_width(char) for char in text)


def cells(data, encoding="utf-8"):
    """The bytes as a list of (text, columns, position, length): one cell a character or an escaped byte."""
    found = []
    position, end = 0, len(data)
    while position < end:
        byte = data[position]
        if byte < 128:
            shown = ASCII[byte]
            found.append((shown, len(shown), position, 1))
            position += 1
            continue
        char, length = _character(data, position)
        columns = char_width(char) if char else 0
        if columns and _encodable(char, encoding):
            found.append((char, columns, position, length))
        else:
            for place in range(position, position + length):
                found.append((ASCII[data[place]], 4, place, 1))
        position += length
    return found


def _character(data, position):
    """The UTF-8 character at `position` and how many bytes it takes; ("", 1) where there is none."""
    lead = data[position]
    length = 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if 0xF0 <= lead < 0xF5 else 1
    try:
        return (data[position:position + length].decode("utf-8"), length) if length > 1 else ("", 1)
    except UnicodeDecodeError:
        return "", 1


def _encodable(char, encoding):
    if encoding == "utf-8":
        return True
    try:
        char.encode(encoding)
        return True
    except (UnicodeError, LookupError):
        return False


def safe(text, encoding="utf-8"):
    """`text` (str or bytes) for printing, the unprintable escaped. A str keeps its backslashes."""
    if isinstance(text, str):
        parts = []
        for char in text:
            if char_width(char) and (char.isascii() or _encodable(char, encoding)):
                parts.append(char)
            else:
                parts.append(char.encode("unicode_escape").decode("ascii"))
        return "".join(parts)
    return "".join(cell[0] for cell in cells(text, encoding))


def is_binary(data):
    """True when hex tells more about `data` than escaped text would."""
    controls = sum(1 for byte in data if (byte < 32 and byte not in b"\t\n\r\x1b") or byte == 127)
    strange = 0
    if not data.isascii():
        # A line of Latin-1 is still text; a line that is mostly invalid UTF-8 is not.
        strange = sum(1 for char in data.decode("utf-8", "surrogateescape") if "\ud800" <= char <= "\udfff")
    return controls * 4 + strange * 2 > len(data)


def hex_row(data, count):
    """`data` (at most `count` bytes) as hex beside ASCII, in the columns that `count` bytes take."""
    pairs = " ".join("%02x" % byte for byte in data)
    chars = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)
    return "%-*s  |%s|" % (count * 3 - 1, pairs, chars)
