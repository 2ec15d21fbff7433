"""3.10 upload: files in a multipart body, kept byte for byte, under names of the script's own."""

import os

from bundle.checking import mistake, rounds
from bundle.checking.html_page import parse
from bundle.checking.trial import first_difference

NO_FORM = mistake(
    "no-form", "A GET has to show the form: method=\"post\", enctype=\"multipart/form-data\", and in it an input of type file "
    "with the name file.")
NOT_LISTED = mistake(
    "not-listed", "{n} file{s} came, and the page has {got} elements with the class saved; one is wanted for each file.")
NOT_SAVED = mistake("not-saved", "The page says that a file was saved as {name!r}, and there is no such file in uploads/.")
CHANGED = mistake(
    "bytes-changed", "File bytes changed; keep bytes throughout: {n} bytes came, {got} are in uploads/{name}, and the first "
    "difference is at byte {first}.")
DECODED = mistake(
    "decoded", "Your script decoded a body that is no text; a file may hold any bytes, so keep bytes throughout.",
    crash="UnicodeDecodeError|UnicodeEncodeError")
EXTRA_CRLF = mistake(
    "extra-crlf", "The CRLF before the boundary is not content: uploads/{name} ends with two bytes more than the visitor "
    "sent.")
STRIPPED = mistake(
    "stripped", "You stripped the content: the visitor's file ends with line ends or spaces of its own, and uploads/{name} "
    "does not; remove the CRLF before the boundary, and nothing else.")
LOOKALIKE = mistake(
    "lookalike", "You split on text that merely resembles the boundary: a boundary is CRLF, --, and all of {boundary}, {what}.")
OUTSIDE = mistake(
    "outside", "You trusted the filename and wrote outside uploads/: {name!r} made the file {path}.")
NAME_FAILED = mistake(
    "name-failed", "Your script failed on the filename {name!r}; a visitor may send any, so use a name of your own.")
OVERWRITTEN = mistake(
    "overwritten", "{what}; use a name of your own that is not taken.")
FIELD_SAVED = mistake(
    "field-saved", "You saved the field note as a file; only a part with a filename is one.")
NO_CHOICE = mistake(
    "no-choice", "Nobody chose a file: the part has the filename \"\" and no content, and there is nothing to save.")
NOTE = mistake("note", "The page does not show the note, {note!r}, in an element with the id note; escape it once.")
NOT_REFUSED = mistake(
    "not-refused", "CONTENT_LENGTH was {length}, and you answered {status}; answer Status: 413 above 1000000, and only there.")
LIMIT_FIRST = mistake(
    "limit-first", "Limit the size before reading: you took all {taken} bytes, and 1000000 is the limit.")

MOST = 1000000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
NOTES = ("Grüße aus <Köln>", "Tea &amp; cake", "see <attached>", "<b>1 < 2</b>")


@rounds("clean")
def saves_a_file(script):
    form = Form(script)
    form.field("note", NOTES[script.rng.randrange(len(NOTES))])
    form.file("hello.txt", b"Hello, world!")
    form.sent()


@rounds("clean")
def shows_the_form(script):
    page = script.get()
    tree = parse(page.text)
    form = tree.all("form")[0].attributes if tree.all("form") else {}
    if form.get("enctype", "").lower() != "multipart/form-data" or form.get("method", "").lower() != "post" or not any(
            each.attributes.get("type", "").lower() == "file" and each.attributes.get("name") == "file"
            for each in tree.all("input")):
        NO_FORM.proved(at=page, offset=page.offset_of_body())


@rounds("clean")
def any_bytes(script):
    every = bytes(range(256))
    form = Form(script)
    form.field("note", "")
    form.file("every.bin", every + every[::-1] + b"\xff\xfe\x00\r\r\n\n\r" + noise(script.rng, 3000))
    form.sent()
    form = Form(script)
    form.file("lines.txt", b"\r\n\n  first\r\nlast\r\n\r\n")
    form.sent()


@rounds("clean")
def two_files(script):
    form = Form(script)
    form.file("one.txt", b"one\r\n")
    form.field("note", "two of them")
    form.file("two.bin", noise(script.rng, 500))
    form.file("empty.txt", b"")
    form.sent()


@rounds("clean")
def what_resembles_the_boundary(script):
    mark = Form(script).boundary
    for content, what in (("a line with --{0} in it\r\nand more\r\n", "not in the middle of a line"),
                          ("x--{0}--\r\n", "not in the middle of a line"),
                          ("first\r\n--{1}\r\nlast", "not without its last letter"),
                          ("first\r\n-{0}\r\n---{0}\r\nlast", "not with one or three hyphens more or less"),
                          ("first\r\n\r\n--\r\n\r\n----\r\nlast", "not the hyphens alone")):
        form = Form(script, mark)
        form.file("page.txt", content.format(mark, mark[:-1]).encode("ascii"))
        form.sent(unlike=lambda **at: LOOKALIKE.proved(boundary=mark, what=what, **at))


@rounds("clean")
def names_of_visitors(script):
    before = files_below(script.folder)
    absolute = os.path.join(script.folder, "absolute.txt")
    for name in ("../up.txt", "..\\up.txt", absolute, "C:\\Users\\zoe\\up.txt", "..", "uploads/../../" + os.path.basename(
            script.folder) + "/down.txt", "n" * 300 + ".txt", "Zoë's photo.txt", "a;b=c.txt"):
        form = Form(script)
        content = b"content of " + noise(script.rng, 20)
        form.file(name, content)
        page = form.ask(fails=True)
        for path in sorted(files_below(script.folder) - before):
            if not path.startswith("uploads" + os.sep) and content in read(os.path.join(script.folder, path)):
                OUTSIDE.proved(at=page, name=name, path=path)
        if page.visit.failure or page.status >= 400:
            NAME_FAILED.proved(at=page, offset=0, name=name if len(name) < 40 else name[:20] + "…")
        form.judge(page)


@rounds("clean")
def the_same_name(script):
    forms = []
    for _ in range(2):
        form = Form(script)
        form.file("photo.jpg", noise(script.rng, 200))
        forms.append((form, form.sent()))
    first, page = forms[0]
    first.judge(page, unlike=lambda **at: OVERWRITTEN.proved(
        what="Two visitors sent a file with the same name, and the second replaced the first", **at))


@rounds("clean")
def nobody_chose(script):
    form = Form(script)
    form.field("note", "nothing today")
    form.file("", b"", is_there=False)
    page = form.ask()
    if saved(page) or files_below(os.path.join(script.folder, "uploads")):
        NO_CHOICE.proved(at=page, offset=page.offset_of_body())
    form.judge(page)


@rounds("clean")
def another_client(script):
    form = Form(script, quoted=True)
    form.field("note", "large")
    form.file("large.bin", noise(script.rng, 3000) * 334)
    content = form.files.pop()[:MOST - len(form.body())]        # with it, the body has MOST bytes
    form.parts.pop()
    form.file("large.bin", content)
    page = form.ask()
    if page.status == 413:
        NOT_REFUSED.proved(at=page, offset=0, length=MOST, status=413)
    form.judge(page)


@rounds("clean")
def too_large(script):
    form = Form(script)
    form.file("large.bin", bytes(MOST + script.rng.randrange(100000)))
    body = form.body()
    page = form.ask()
    if page.status != 413:
        NOT_REFUSED.proved(at=page, offset=0, length=len(body), status=page.status)
    if page.fed == len(body):       # a pipe does not hold so much: the script has taken it all
        LIMIT_FIRST.proved(at=page, direction="received", offset=MOST, taken=len(body))


class Form:
    """A form with files, filled in by a visitor, and what its script has to do with it.

    quoted  the boundary stands in quotes in Content-Type, as some clients write it
    """

    def __init__(self, script, boundary=None, quoted=False):
        self.script = script
        self.boundary = boundary or "----WebKitFormBoundary" + "".join(
            LETTERS[script.rng.randrange(len(LETTERS))] for _ in range(16))
        self.parts = []
        self.files = []     # contents
        self.note = None
        self.quoted = quoted

    def field(self, name, value):
        self.note = value
        self.parts.append(('form-data; name="{}"'.format(name), "", value.encode("utf-8")))

    def file(self, name, content, is_there=True):
        self.files += [content] if is_there else []
        self.parts.append(('form-data; name="file"; filename="{}"'.format(name),
                           "Content-Type: application/octet-stream\r\n", content))

    def body(self):
        made = b""
        for disposition, more, content in self.parts:
            head = "--{}\r\nContent-Disposition: {}\r\n{}\r\n".format(self.boundary, disposition, more)
            made += head.encode("utf-8") + content + b"\r\n"
        return made + "--{}--\r\n".format(self.boundary).encode("ascii")

    def ask(self, **options):
        """Send it: the Page."""
        kind = 'multipart/form-data; boundary="{}"' if self.quoted else "multipart/form-data; boundary={}"
        return self.script.post(self.body(), content_type=kind.format(self.boundary), **options)

    def sent(self, unlike=None):
        """Send it, and see that each file is kept. unlike: called where one is not; see judge()."""
        page = self.ask(fails=unlike is not None)
        if unlike and page.visit.failure:
            unlike(at=page, offset=0)
        self.judge(page, unlike)
        return page

    def judge(self, page, unlike=None):
        names = saved(page)
        at = dict(at=page, offset=page.offset_of_body())
        if unlike and len(names) != len(self.files):
            unlike(**at)
        if self.note is not None and len(names) == len(self.files) + 1 and self._is_field_saved(names):
            FIELD_SAVED.proved(**at)
        if len(names) != len(self.files):
            NOT_LISTED.proved(n=len(self.files), s="s" * (len(self.files) != 1), got=len(names), **at)
        for name, content in zip(names, self.files):
            path = os.path.join(self.script.folder, "uploads", name)
            if not name or os.path.basename(name) != name or not os.path.isfile(path):
                NOT_SAVED.proved(name=name, **at)
            kept = read(path)
            if kept != content and names.count(name) > 1:
                OVERWRITTEN.proved(what="Your page says of two files that they were saved as {!r}".format(name), **at)
            if kept != content and unlike:
                unlike(**at)
            compare(kept, content, name, at)
        shown = parse(page.text).by_id("note")
        if self.note and (shown is None or self.note not in shown.text):
            NOTE.proved(note=self.note, **at)

    def _is_field_saved(self, names):
        folder = os.path.join(self.script.folder, "uploads")
        return any(os.path.isfile(os.path.join(folder, name)) and read(os.path.join(folder, name)).strip()
                   == self.note.encode("utf-8") for name in names)


def saved(page):
    """The texts of the elements with the class saved."""
    return [each.raw_text.strip() for each in parse(page.text).walk() if "saved" in each.attributes.get("class", "").split()]


def compare(kept, content, name, at):
    """The bytes that were kept of a file are those that came."""
    if kept == content:
        return
    if kept == content + b"\r\n":
        EXTRA_CRLF.proved(name=name, **at)
    if kept.strip() == content.strip() and len(kept) < len(content):
        STRIPPED.proved(name=name, **at)
    first = first_difference(kept, content)
    CHANGED.proved(n=len(content), got=len(kept), name=name, first=first, **at)


def noise(rng, count):
    return bytes(rng.randrange(256) for _ in range(count))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def files_below(folder):
    """{path, from there} of every file in `folder`."""
    return {os.path.relpath(os.path.join(where, name), folder)
            for where, _, names in os.walk(folder) for name in names if "__pycache__" not in where}
