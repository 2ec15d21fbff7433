"""The mail that waits in a fresh mailbox: what real mail is like, a trap in each message.

A kind of message is a function that takes the random numbers and the time, and returns the message. Written
out as bytes, so that a reader sees what is on the wire, and every Python makes the same.
"""
from bundle.servers.stores.letters import base64_lines, crlf, date, letter, multipart

START = 1140771600              # Friday, 24 February 2006, 09:00 UTC: the first day of PyCon 2006
HOST = "wonderland.example"
ALICE = "Alice Liddell <alice@wonderland.example>"
FRIENDS = (
    "The White Rabbit <rabbit@wonderland.example>",
    "Mad Hatter <hatter@teaparty.example>",
    "March Hare <hare@teaparty.example>",
    "Cheshire Cat <cat@duchess.example>",
    "Mock Turtle <turtle@sea.example>",
)
ROOMS = ("Mesquite", "Bluebonnet", "Preston Trail", "Marsalis", "Addison")


def messages(rng):
    """Every kind once, in an order of its own for each seed: a list of (data, arrived, flags)."""
    kinds = list(KINDS)
    made, now = [], START
    while kinds:
        kind = kinds.pop(rng.randrange(len(kinds)))
        now += rng.randrange(400, 9000)
        flags = ("\\Seen",) if rng.randrange(3) == 0 else ()
        made.append((kind(rng, now), now, flags))
    return made


def pick(rng, things):
    return things[rng.randrange(len(things))]


def mail(rng, now, subject, body, sender=None, more=()):
    """The headers that every message here has, then `more`, then the body."""
    sender = sender or pick(rng, FRIENDS)
    message_id = "<%d.%06x@%s>" % (now, rng.randrange(1 << 24), sender.rstrip(">").rpartition("@")[2])
    return letter([
        ("Received", "from mx.example (mx.example [192.0.2.%d])\r\n\tby mail.%s with ESMTP; %s"
         % (rng.randrange(1, 255), HOST, date(now + 2))),
        ("Date", date(now)),
        ("From", sender),
        ("To", ALICE),
        ("Message-ID", message_id),
        ("Subject", subject),
    ] + list(more), body)


def text(charset, encoding):
    """The headers of a text in that charset and transfer encoding."""
    return [
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=" + charset),
        ("Content-Transfer-Encoding", encoding),
    ]


def part(content_type, body):
    """A part of a multipart message that is a text in ASCII."""
    return letter([("Content-Type", content_type)], body)


def file_part(content_type, name, data):
    """A part that is a file, in base64."""
    return letter([
        ("Content-Type", '%s; name="%s"' % (content_type, name)),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", 'attachment; filename="%s"' % name),
    ], base64_lines(data))


def mixed(boundary):
    """The headers of a message of several parts."""
    return [("MIME-Version", "1.0"), ("Content-Type", 'multipart/mixed; boundary="%s"' % boundary)]


def plain(rng, now):
    """The simplest there is."""
    day = pick(rng, ("Friday", "Saturday", "Sunday"))
    return mail(rng, now, "Lunch on %s?" % day, """\
Dear Alice,

there is a place across the road that does enchiladas. %d of us are going
at half past twelve. Meet at the registration desk?
""" % rng.randrange(3, 12))


def dots(rng, now):
    """Lines that begin with dots, one that is a lone dot in the middle, one at the very end."""
    return mail(rng, now, "My editor and its dots", """\
.exrc is where I keep it all. Between here
.
and here stands a line with nothing but a dot,
..
then one with two, and then
...three, and the %d dotfiles of my home directory:
.profile
.signature
If you can read the line after this one, nobody lost anything.
.
""" % rng.randrange(11, 60))


def quoted(rng, now):
    """Quoted-printable text with soft line breaks, and a subject in an encoded word (RFC 2047)."""
    price = rng.randrange(2, 9)
    return mail(rng, now, b"=?utf-8?q?Caf=C3=A9_at_noon=2C_%d_=E2=82=AC?=" % price, b"""\
The caf=C3=A9 by the hotel asks %d =E2=82=AC for a cup, which is 100=25 too much. So=
 the Hatter brings his own kettle, and we meet in the lobby at=
 noon. Bring a cup =3D bring a friend.

=2E and a dot that was written as =3D2E
""" % price, more=text("utf-8", "quoted-printable"))


def eight_bit(rng, now):
    """UTF-8 as it is: 8-bit bytes in the body, none in the headers."""
    juergen = "=?utf-8?q?J=C3=BCrgen_M=C3=BCller?= <juergen@rhein.example>"
    return mail(rng, now, "=?utf-8?b?R3LDvMOfZSBhdXMgS8O2bG4=?=", """\
Grüße aus Köln! Hier regnet es seit %d Tagen. Naïve Frage: läuft der
Vortrag über „Sockets“ wirklich schon am Freitag? — Jürgen
""" % rng.randrange(2, 20), sender=juergen, more=text("utf-8", "8bit"))


def latin(rng, now):
    """An older charset, bytes that are not UTF-8."""
    return mail(rng, now, b"=?iso-8859-1?q?R=E9sum=E9_de_la_session_%d?=" % rng.randrange(2, 40), """\
Voilà le résumé que tu as demandé. Ça ira très bien, à bientôt!
""".encode("iso-8859-1"), more=text("iso-8859-1", "8bit"))


def nothing(rng, now):
    """Headers and an empty line: no body at all."""
    return mail(rng, now, "Please call me back: extension %d (eom)" % rng.randrange(100, 1000), b"")


def no_subject(rng, now):
    """A subject that is there and empty."""
    return mail(rng, now, "", "Forgot the subject again. Room %s, in %d minutes!\n"
                % (pick(rng, ROOMS), rng.randrange(5, 45)))


def long_lines(rng, now):
    """A line of the full 998 characters (RFC 5322 section 2.1.1), and a long header folded over many lines.
    """
    words = ("curiouser and " * 71)[:993]
    earlier = ["<%d.%d@list.example>" % (now - 600 * n, rng.randrange(10 ** 9)) for n in range(9, 0, -1)]
    day = pick(rng, ("Tuesday", "Wednesday", "Thursday"))
    return mail(rng, now, "Re: [sprints] who is staying until %s?" % day, """\
On Friday the Duchess wrote:
> Who is staying for the sprints?

%s end.

I am.
""" % words, more=[("References", "\r\n ".join(earlier)), ("List-Id", "The sprints <sprints.list.example>")])


def brackets(rng, now):
    """A subject with quotes, brackets and braces, which other protocols must quote; a body line that begins
    with "From ".
    """
    return mail(rng, now, 'Re: the "parser" (again) {%d}' % rng.randrange(10, 99), """\
From now on I count my brackets. There were %d of them, and one \\ too many:
    (a (b) "c)" )

--\x20
Cheshire Cat, mostly a grin
""" % rng.randrange(100, 400), sender='"Cat, Cheshire" <cat@duchess.example>')


def attachment(rng, now):
    """A text and a table, the table in base64; the subject is split into two encoded words on two lines."""
    rows = ["day,room,people"]
    for day in ("Fri", "Sat", "Sun"):
        rows.append("%s,%s,%d" % (day, pick(rng, ROOMS), rng.randrange(20, 400)))
    boundary = "=-tea-%08x" % rng.randrange(1 << 32)
    subject = b"=?utf-8?q?R=C3=A4ume=2C_?=\r\n =?utf-8?q?St=C3=BChle_und_Tee_f=C3=BCr_%d?="
    return mail(rng, now, subject % rng.randrange(20, 400), multipart(boundary, [
        part("text/plain; charset=us-ascii", "The head count is attached.\n.. and it is final.\n"),
        file_part("text/csv; charset=us-ascii", "rooms.csv", crlf("\n".join(rows))),
    ]), more=mixed(boundary))


def picture(rng, now):
    """A big one: two versions of a text, and tens of kilobytes of every byte value."""
    said = "%d slides, as promised." % rng.randrange(30, 90)
    inner = "=-cup-%08x" % rng.randrange(1 << 32)
    outer = "=-pot-%08x" % rng.randrange(1 << 32)
    size = rng.randrange(24000, 36000)
    slides = bytes(range(256)) + rng.getrandbits(8 * size).to_bytes(size, "little")
    return mail(rng, now, "Slides of the %s talk" % pick(rng, ("sockets", "FTP", "CGI")), multipart(outer, [
        part('multipart/alternative; boundary="%s"' % inner, multipart(inner, [
            part("text/plain; charset=us-ascii", said + "\n"),
            part("text/html; charset=us-ascii", "<p>%s</p>\n" % said),
        ])),
        file_part("application/octet-stream", "slides.bin", slides),
    ]), more=mixed(outer))


KINDS = (
    plain, dots, quoted, eight_bit, latin, nothing, no_subject, long_lines, brackets, attachment, picture,
)
