"""What FETCH tells of a message: sections, envelopes, structures; every number counted by hand."""
import email
import email.policy
import imaplib
import re

import pytest

from bundle.servers import mime
from bundle.servers.imap import IMAP
from bundle.servers.imap_fetch import items_of, section
from bundle.servers.imap_parse import Bad, Scanner
from bundle.servers.imap_structure import addresses, envelope, structure
from bundle.servers.service import Service
from bundle.servers.stores import mailbox

# The complex message of RFC 3501 section 6.4.5, with the bodies named after their parts.
PLAIN = "Content-Type: text/plain\r\n\r\n"
INNER = "From: inner\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n"
COMPLEX = (
    "From: outer\r\nContent-Type: multipart/mixed; boundary=\"a b\"\r\n\r\npreamble\r\n"
    "--a b\r\n" + PLAIN + "one\r\n"
    "--a b  \r\nContent-Type: application/octet-stream\r\n\r\ntwo\r\n"
    "--a b\r\nContent-Type: message/rfc822\r\n\r\n" + INNER % "c" +
    "--c\r\n" + PLAIN + "three.one\r\n--c\r\nContent-Type: a/b\r\n\r\nthree.two\r\n--c--\r\n"
    "--a b\r\nContent-Type: multipart/mixed; boundary=d\r\n\r\n"
    "--d\r\nContent-Type: image/gif\r\n\r\nfour.one\r\n"
    "--d\r\nContent-Type: message/rfc822\r\nX: y\r\n\r\n" + INNER % "e" +
    "--e\r\n" + PLAIN + "four.two.one\r\n"
    "--e\r\nContent-Type: multipart/alternative; boundary=f\r\n\r\n"
    "--f\r\n" + PLAIN + "four.two.two.one\r\n"
    "--f\r\nContent-Type: text/richtext\r\n\r\nfour.two.two.two\r\n--f--\r\n"
    "--e--\r\n--d--\r\n--a b--\r\nepilogue\r\n").encode()


@pytest.mark.parametrize("path, text, found", [
    ("1", "", b"one"), ("2", "", b"two"), ("3.1", "", b"three.one"), ("3.2", "", b"three.two"),
    ("4.1", "", b"four.one"), ("4.2.1", "", b"four.two.one"), ("4.2.2.1", "", b"four.two.two.one"),
    ("4.2.2.2", "", b"four.two.two.two"),
    ("4.1", "MIME", b"Content-Type: image/gif\r\n\r\n"),
    ("4.2", "MIME", b"Content-Type: message/rfc822\r\nX: y\r\n\r\n"),
    ("4.2", "HEADER", b"From: inner\r\nContent-Type: multipart/mixed; boundary=e\r\n\r\n"),
    ("3", "HEADER", b"From: inner\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"),
    ("", "HEADER", b"From: outer\r\nContent-Type: multipart/mixed; boundary=\"a b\"\r\n\r\n"),
    ("", "TEXT", COMPLEX[COMPLEX.index(b"preamble"):]), ("", "", COMPLEX),
    ("5", "", None), ("1.1", "", None), ("2.1", "", None), ("3.3", "", None), ("4.2.2.3", "", None),
    ("1", "HEADER", None), ("4", "TEXT", None), ("1.1.1.1.1", "MIME", None),
], ids=lambda value: value if isinstance(value, str) and value else None)
def test_the_sections_of_the_example_in_the_rfc(path, text, found):
    assert section(COMPLEX, tuple(map(int, filter(None, path.split(".")))), text, ()) == found


@pytest.mark.parametrize("data, path, text, found", [
    (b"A: b\r\n\r\nc\r\n", (1,), "", b"c\r\n"),
    (b"A: b\r\n\r\nc\r\n", (2,), "", None),
    (b"A: b\r\n\r\nc\r\n", (1, 1), "", None),
    (b"A: b\r\n", (), "HEADER", b"A: b\r\n"),
    (b"A: b\r\n", (), "TEXT", b""),
    (b"\r\nc\r\n", (), "HEADER", b"\r\n"),
    (b"", (), "", b""),
    (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\na\r\n", (1,), "", b"a\r\n"),
    (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x--", (2,), "", b""),
    (b"Content-Type: multipart/mixed; boundary=x\r\n\r\nnothing\r\n", (1,), "", b"nothing\r\n"),
    (b"Content-Type: multipart/mixed\r\n\r\n--\r\n", (1,), "", b"--\r\n"),
], ids=["one part", "no second", "nothing below it", "no empty line", "no body", "no header",
"nothing at all",
        "the last delimiter is missing", "empty parts", "no delimiter at all", "no boundary"])
def test_sections_of_odd_messages(data, path, text, found):
    assert section(data, path, text, ()) == found


HEADERS = b"Subject: a\r\nTo: b\r\n  c\r\nX-subject: d\r\nsubject: e\r\n\r\nSubject: body\r\n"


@pytest.mark.parametrize("command, reply", [
    (b"BODY.PEEK[HEADER.FIELDS (SUBJECT)]",
     b"BODY[HEADER.FIELDS (SUBJECT)] {26}\r\nSubject: a\r\nsubject: e\r\n\r\n"),
    (b"body.peek[header.fields (to)]", b"BODY[HEADER.FIELDS (to)] {14}\r\nTo: b\r\n  c\r\n\r\n"),
    (b"BODY[HEADER.FIELDS.NOT (\"Subject\" {2}\r\nto)]",
     b"BODY[HEADER.FIELDS.NOT (Subject to)] {16}\r\nX-subject: d\r\n\r\n"),
    (b"BODY[HEADER.FIELDS (\"a b\" None)]", b"BODY[HEADER.FIELDS (\"a b\" None)] {2}\r\n\r\n"),
    (b"BODY[TEXT]<0.7>", b"BODY[TEXT]<0> {7}\r\nSubject"),
    (b"BODY[TEXT]<9.999>", b"BODY[TEXT]<9> {6}\r\nbody\r\n"),
    (b"BODY[]<5000.1>", b"BODY[]<5000> {0}\r\n"),
    (b"BODY[1.MIME]<0.3>", b"BODY[1.MIME]<0> {3}\r\nSub"),
    (b"BODY[7]", b"BODY[7] NIL"),
])
def test_what_is_asked_for_is_named_in_the_reply(command, reply):
    item, = items_of(Scanner(command))
    assert item.label + b" " + item.value(Entry(HEADERS)) == reply
    assert item.sees == (b"peek" not in command.lower())


class Entry:
    def __init__(self, data):
        self.message = mailbox.Message(7, "7", data, 0)


@pytest.mark.parametrize("command", [
    b"BODY[", b"BODY[1", b"BODY[1.]", b"BODY[1TEXT]", b"BODY[.1]", b"BODY[01]", b"BODY[FOO]", b"BODY[MIME]",
    b"BODY[]<1>", b"BODY[]<1.0>",
    b"BODY[HEADER.FIELDS]", b"BODY[HEADER.FIELDS ()]", b"(FLAGS", b"()", b"FLAG", b"(FAST)", b"RFC822.PEEK",
    b"",
])
def test_data_items_that_are_none(command):
    with pytest.raises(Bad):
        items_of(Scanner(command))


def test_so_many_data_items_and_no_more():
    assert len(items_of(Scanner(b"(" + b" ".join([b"UID"] * 100) + b")"))) == 100
    with pytest.raises(Bad):
        items_of(Scanner(b"(" + b" ".join([b"UID"] * 101) + b")"))


@pytest.mark.parametrize("text, found", [
    (b"alice@w.example", [(None, None, b"alice", b"w.example")]),
    (b"Alice Liddell <alice@w.example>", [(b"Alice Liddell", None, b"alice", b"w.example")]),
    (b'"Cat, \\"C\\"" <cat@d.example>, b@c', [(b'Cat, "C"', None, b"cat", b"d.example"),
    (None, None, b"b", b"c")]),
    (b"alice@w.example (Alice (L.))", [(b"Alice (L.)", None, b"alice", b"w.example")]),
    (b"=?utf-8?q?J=C3=BC?= <j@r.example>", [(b"=?utf-8?q?J=C3=BC?=", None, b"j", b"r.example")]),
    (b"<@a.example,@b.example:c@d.example>", [(None, b"@a.example,@b.example", b"c", b"d.example")]),
    (b'"two words"@d.example', [(None, None, b"two words", b"d.example")]),
    (b"a@[127.0.0.1]", [(None, None, b"a", b"[127.0.0.1]")]),
    (b"Tea party: hare@t.example, Mad Hatter <hatter@t.example>; alice@w.example", [
        (None, None, b"Tea party", None), (None, None, b"hare", b"t.example"),
        (b"Mad Hatter", None, b"hatter", b"t.example"), (None, None, None, None),
        (None, None, b"alice", b"w.example")]),
    (b"undisclosed-recipients:;", [(None, None, b"undisclosed-recipients", None), (None, None, None, None)]),
    (b"alice", [(None, None, b"alice", b"")]),
    (b"", []), (b" , ,", []),
])
def test_addresses(text, found):
    assert addresses(text) == found


@pytest.mark.parametrize("text", [b"<", b">", b"<<>>", b'"', b'"\\', b"(", b"((", b")", b":", b";", b"a:b:c",
b"a <b", b"\\",
                                  b"[", b"a@b@c", b"\xff",
                                  b"," * 5000, b"(" * 5000, b"<" * 5000, b"a:" * 2000])
def test_addresses_that_are_none_become_some_list(text):
    assert len(addresses(text)) <= 501


def test_an_envelope_has_ten_fields_and_takes_from_for_sender():
    assert envelope(b"Subject: a\r\n \"b\"\r\nFrom: f@x\r\nReply-To: r@x\r\nDate: today\r\n\r\n") == (
        b'("today" "a \\"b\\"" ((NIL NIL "f" "x")) ((NIL NIL "f" "x")) ((NIL NIL "r" "x")) '
        b"NIL NIL NIL NIL NIL)")
    assert envelope(b"Subject:\r\nMessage-ID: <1@x>\r\n\r\n") == (
        b'(NIL "" NIL NIL NIL NIL NIL NIL NIL "<1@x>")')
    assert envelope("Subject: é\r\n\r\n".encode()).startswith(b"(NIL {2}\r\n\xc3\xa9 NIL")


@pytest.mark.parametrize("data, extended, found", [
    (b"A: b\r\n\r\nc\r\nd\r\n", False, b'("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 6 2)'),
    (b"Content-Type: image/png; name=\"a \\\"b\"\r\nContent-Transfer-Encoding: base64\r\n"
     b"Content-ID: <1@x>\r\n\r\nAA==\r\n",
     True, b'("IMAGE" "PNG" ("NAME" "a \\"b") "<1@x>" NIL "BASE64" 6 NIL NIL NIL NIL)'),
    (b"Content-Type: multipart/mixed; boundary=x\r\nContent-Language: de, en\r\n\r\n"
     b"--x\r\nContent-Disposition: attachment; filename=f\r\n\r\na\r\n--x--\r\n", True,
     b'(("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 1 1 NIL ("ATTACHMENT" ("FILENAME" "f")) '
     b"NIL NIL) "
     b'"MIXED" ("BOUNDARY" "x") NIL ("de" "en") NIL)'),
    (b"Content-Type: message/rfc822\r\n\r\nSubject: s\r\n\r\nb\r\n", False,
     b'("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 17 (NIL "s" NIL NIL NIL NIL NIL NIL NIL NIL) '
     b'("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 3 1) 3)'),
    (b"Content-Type: nonsense\r\n\r\n", False, b'("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 0 0)'),
], ids=["plain text", "a picture", "multipart, with extensions", "a message inside", "a type that is none"])
def test_structure(data, extended, found):
    assert structure(mime.Part(data), extended) == found


@pytest.mark.parametrize("data", [
    b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)),
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 50000,
    b"Content-Type: text/plain" + b'; a="\\' * 20000 + b"\r\n\r\n",
    b"Subject: a\r\n" + b" b\r\n" * 100000 + b"\r\n",
], ids=["messages in messages", "multiparts in multiparts", "many parts", "many parameters",
"a long folded header"])
def test_a_hostile_message_takes_neither_the_stack_nor_the_day(data):
    part = mime.Part(data)
    assert sum(1 for _ in part.walk()) <= mime.MOST_PARTS
    structure(part, True), envelope(part.head)


@pytest.mark.parametrize("seed", range(12))
def test_all_parts_of_all_practice_mail_are_what_the_email_package_finds(seed):
    """Through imaplib: each leaf, fetched by its number, is the payload that the email package finds."""
    store = mailbox.make(seed)
    with Service(IMAP, store) as service, imaplib.IMAP4(service.host, service.port) as client:
        client.login("alice", "wonderland")
        client.select(readonly=True)
        for message in store.boxes["alice"].messages():
            parsed = email.message_from_bytes(message.data, policy=email.policy.default)
            for path, part in leaves(parsed):
                (head, body), _ = client.uid("fetch", str(message.uid), "(BODY[%s])" % path)[1]
                assert int(re.search(rb"\{(\d+)\}$", head).group(1)) == len(body)
                is_encoded = part["Content-Transfer-Encoding"] in ("base64", "quoted-printable")
                wanted = part.get_payload().encode() if is_encoded else part.get_payload(decode=True)
                assert body.rstrip(b"\r\n") == wanted.rstrip(b"\r\n")
            told = client.uid("fetch", str(message.uid), "(BODYSTRUCTURE RFC822.SIZE)")[1][0]
            assert told.count(b'"7BIT"') + told.count(b'"8BIT"') + told.count(b'"BASE64"') + told.count(
                b'"QUOTED-PRINTABLE"') == len(list(leaves(parsed)))
            assert b"RFC822.SIZE %d" % len(message.data) in told


def leaves(message, path=()):
    """[("1.2", part)] of all parts that hold no others."""
    if not message.is_multipart():
        yield ".".join(map(str, path or (1,))), message
        return
    for number, part in enumerate(message.get_payload(), 1):
        yield from leaves(part, path + (number,))
