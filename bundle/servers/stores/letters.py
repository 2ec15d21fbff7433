"""What a mail message and a news article share: a header block, an empty line, a body (RFC 5322 section 2.1).

Everything here is bytes with CRLF line ends, written by hand instead of by the email package, whose output
differs from one Python to the next. Nothing here knows a protocol or a store.
"""
import binascii
import time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date(seconds):
    """Seconds since 1970 as a Date header says it: UTC, in English everywhere (RFC 5322 section 3.3)."""
    t = time.gmtime(seconds)
    return "%s, %02d %s %04d %02d:%02d:%02d +0000" % (
        DAYS[t.tm_wday], t.tm_mday, MONTHS[t.tm_mon - 1], t.tm_year, t.tm_hour, t.tm_min, t.tm_sec)


def letter(headers, body=b""):
    """A message from a list of (name, content) and a body, str or bytes, the body with any line ends."""
    lines = [as_bytes(name) + b": " + as_bytes(content) for name, content in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + crlf(body)


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8")


def crlf(text):
    """The text as bytes in which every line, the last too, ends with CRLF, and CR and LF are nowhere else."""
    data = as_bytes(text).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if data and not data.endswith(b"\n"):
        data += b"\n"
    return data.replace(b"\n", b"\r\n")


def base64_lines(data):
    """data in base64, 76 characters a line (RFC 2045 section 6.8)."""
    lines = [binascii.b2a_base64(data[i:i + 57], newline=False) for i in range(0, len(data), 57)]
    return b"\r\n".join(lines) + b"\r\n"


def multipart(boundary, parts):
    """The body of a multipart message (RFC 2046 section 5.1). Each part is a letter with its own headers."""
    between = b"--" + as_bytes(boundary)
    return b"".join(between + b"\r\n" + part for part in parts) + between + b"--\r\n"


def head_and_body(data):
    """A letter cut at its first empty line, which belongs to neither half. Without one, all is head."""
    if data.startswith(b"\r\n"):
        return b"", data[2:]
    head, found, body = data.partition(b"\r\n\r\n")
    return (head + b"\r\n", body) if found else (data, b"")


def header(data, name):
    """The content of the first header of that name (in any case), unfolded; None where there is none."""
    wanted = as_bytes(name).lower() + b":"
    found = []
    for line in head_and_body(data)[0].split(b"\r\n"):
        if found:
            if line[:1] not in (b" ", b"\t"):
                break
            found.append(line)
        elif line[:len(wanted)].lower() == wanted:
            found.append(line[len(wanted):])
    content = b"".join(found)
    return None if not found else content[1:] if content[:1] == b" " else content
