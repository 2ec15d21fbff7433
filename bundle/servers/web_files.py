"""Files over HTTP: what type they are, whether the client has them already, and which part it wants.

Conditional requests are RFC 9110 section 13, ranges section 14. It knows no socket and no route.
"""

import re
import time
import zlib

from bundle.servers.gateway_pages import escape
from bundle.servers.http_message import Refused
from bundle.servers.http_reply import MONTHS, http_date
from bundle.servers.stores import files
from bundle.servers.web_pages import Answer, html, redirect

TYPES = {
    "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
    "png": "image/png", "jpg": "image/jpeg", "gz": "application/gzip", "json": "application/json",
}
UNKNOWN = "application/octet-stream"

TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')                 # RFC 9110, 8.8.3
RANGE = re.compile(r"bytes[ \t]*=[ \t]*(\d*)-(\d*)[ \t]*\Z", re.ASCII | re.IGNORECASE)     # one range
TIME = r"(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)"
DATES = [re.compile(form, re.ASCII) for form in (                       # RFC 9110, 5.6.7
    r"\w{3}, (?P<d>\d\d) (?P<m>\w{3}) (?P<y>\d{4}) " + TIME + r" GMT\Z",
    r"\w+, (?P<d>\d\d)-(?P<m>\w{3})-(?P<y>\d\d) " + TIME + r" GMT\Z",
    r"\w{3} (?P<m>\w{3}) (?P<d>[ \d]\d) " + TIME + r" (?P<y>\d{4})\Z")]


def answer(tree, path, request):
    """The Answer to a GET or HEAD of `path` (decoded, as the client wrote it) in a FileTree. Refused."""
    try:
        name = files.resolve("/", path)
        entry = tree.entry(name)
        if entry.is_folder != path.endswith("/"):
            if not entry.is_folder:
                raise files.NoSuchName("a file is no folder")
            return redirect(301, request.path + "/")
        if entry.is_folder:
            return listing(tree, name)
        return whole_or_part(tree.read(name), entry, request)
    except files.Refused:
        raise Refused(404, "There is no {} on this server.".format(request.path)) from None


def quoted(path):
    """`path` as it stands in an address."""
    from urllib.parse import quote
    return quote(path)


def listing(tree, path):
    """The page of a folder."""
    rows = ['<li><a href="../">../</a></li>']
    for entry in tree.entries(path):
        name = entry.name + "/" * entry.is_folder
        rows.append('<li><a href="{}">{}</a></li>'.format(escape(quoted("./" + name)), escape(name)))
    return html("Files in " + path, '<ul class="scripts card">{}</ul>'.format("".join(rows)))


def whole_or_part(data, entry, request):
    """200 with the file, 206 with a part of it, 304, 412 or 416."""
    tag = '"{:x}-{:08x}"'.format(len(data), zlib.crc32(data))
    headers = [("Last-Modified", http_date(entry.modified)), ("ETag", tag), ("Accept-Ranges", "bytes")]
    status = precondition(request, tag, entry.modified)
    if status:
        return Answer(status, headers)
    kind = TYPES.get(entry.name.rpartition(".")[2].lower(), UNKNOWN)
    wanted = None
    if request.method == "GET" and may_be_part(request, tag, entry.modified):
        wanted = part(request.get("Range"), len(data))
    if wanted is None:
        return Answer(200, headers, data, kind)
    first, last = wanted
    headers.append(("Content-Range", "bytes {}-{}/{}".format(first, last, len(data))))
    return Answer(206, headers, data[first:last + 1], kind)


def precondition(request, tag, modified):
    """304 or 412 where the client's conditions say so, else None; in the order of RFC 9110, 13.2.2."""
    def has(name, is_weak):
        value = request.get(name).strip()
        found = TAG.findall(value)
        return value == "*" or any(each == tag and (is_weak or not weak) for weak, each in found)

    def moment(name):
        return seconds_of(request.get(name))

    if request.all("If-Match"):
        if not has("If-Match", is_weak=False):
            return 412
    elif moment("If-Unmodified-Since") is not None and modified > moment("If-Unmodified-Since"):
        return 412
    if request.all("If-None-Match"):
        return 304 if has("If-None-Match", is_weak=True) else None
    if moment("If-Modified-Since") is not None and modified <= moment("If-Modified-Since"):
        return 304
    return None


def may_be_part(request, tag, modified):
    """Whether a Range counts: with If-Range, only if the client has a part of this very file (13.1.5)."""
    condition = request.get("If-Range").strip()
    return not condition or condition == tag or condition == http_date(modified)


def part(wanted, size):
    """(first, last) byte of a Range header; None where the whole file is the answer. Refused with 416.

    What cannot be understood is ignored, and so are several ranges at once: a server may (14.2).
    """
    match = RANGE.match(wanted.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if len(first) > 18 or len(last) > 18:
        first, last = first[:18], last[:18]     # far beyond any file; a longer number costs time
    if not first:                               # the last so many bytes
        first, last = max(0, size - int(last)), size - 1
    else:
        first, last = int(first), min(int(last or size), size - 1)
        if match.group(2) and int(match.group(2)[:18]) < first:
            return None
    if first >= size:
        raise Refused(416, "The file has {} bytes.".format(size),
                      [("Content-Range", "bytes */{}".format(size))])
    return first, last


def seconds_of(text):
    """A date of HTTP, in any of its three forms, as seconds since 1970; None for what is none."""
    for form in DATES:
        match = form.match(text.strip())
        if match and match.group("m") in MONTHS:
            break
    else:
        return None
    from calendar import timegm
    year = int(match.group("y"))
    if len(match.group("y")) == 2:      # not more than 50 years ahead (5.6.7)
        now = time.gmtime().tm_year
        year += now - now % 100
        year -= 100 * (year > now + 50)
    try:
        return timegm((year, MONTHS.index(match.group("m")) + 1) + tuple(int(match.group(x)) for x in "dHMS"))
    except ValueError:
        return None
