"""2.08 send: a client that makes a mail with an attachment, and knows who did not get it."""

import email
import email.policy
import os
import re
from email.utils import getaddresses

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.checking.trial import first_difference, glimpse
from bundle.servers import store_for
from bundle.servers.smtp import SMTP
from bundle.servers.stores.mailbox import Mailbox

BCC_SHOWN = mistake("bcc-in-headers", "Your Bcc address appears in the headers.")
FULL_SUCCESS = mistake(
    "full-success", "One recipient was refused and you reported full success; inspect the returned dict.")
SENT_AS_TEXT = mistake(
    "sent-as-text", "The attachment was sent as text; read it as bytes, and give its type, such as "
    "application/octet-stream.", crash=r"UnicodeDecodeError: '(utf-8|charmap|cp125\d)'")
HEADER_ADDED = mistake("header-added", "A newline in the subject added a header.")
NO_RCPT = mistake(
    "no-rcpt", "{who} got no RCPT; the envelope decides who gets a mail: give it all recipients, as a list.")
GAVE_UP = mistake(
    "gave-up", "The server refused {refused}, and {who} did not get the mail either; send it to the others.")
TWICE = mistake("twice", "{who} got the mail {n} times; one RCPT for each recipient is enough.")
BARE_LF = mistake(
    "bare-lf", "A line of your mail ended with a bare LF; on the wire every line ends with CRLF. "
    "smtplib's send_message() sees to that, its sendmail() only for a str.")
DOTS = mistake(
    "dots", "A line of your text began with a dot, and you did not double it; the server took {taken}.")
BEFORE_354 = mistake(
    "before-354", "You sent the mail before the server had said 354; wait for its reply to DATA.")
LAST_REPLY = mistake(
    "last-reply", "The server refused the mail with {code} after its last line, yet you reported success; "
    "that reply is the one that counts.")
EIGHT_BIT = mistake(
    "eight-bit-header", "Your headers hold bytes beyond ASCII; a subject with such letters has to be "
    "encoded, as EmailMessage does it.")
PARTS = mistake(
    "parts", "The mail should be multipart/mixed of two parts, text/plain and the attachment; "
    "yours is {tree}.")
NAME = mistake(
    "file-name", "The attachment should say `Content-Disposition: attachment` and the name {name}; "
    "yours says {yours}.")
SUBJECT_TAKEN = Mistake(
    "subject-taken", "The subject held a line end, and you did not refuse it; say so, and end with 1.",
    rank=2)
DEFECT = Mistake("mail-defect", "Your mail is malformed; Python's email package says {defect}.", rank=2)
DIFFERS = Mistake("mail-differs", "{what} differs first at byte {n}: expected {expected}, got {got}.", rank=2)
NOT_SENT = Mistake("not-sent", "You ended with exit status 0, but {who} got no mail.", rank=2)
NOT_FAILED = Mistake(
    "not-failed", "{who} refused, and you ended with exit status 0; tell it on stderr, and end with 1.",
    rank=2)

HOST = "wonderland.example"
USERS = ("hatter", "hare", "cat", "turtle", "duchess", "gryphon")
NAMES = ("tea.png", "map.bin", "hats.zip", "sea.jpg", "minutes.txt")
SUBJECTS = ("Tea at %d", "Re: who was %d minutes late?", "The trial: room %d", "%d tarts are gone")
LETTERS_BEYOND = ("Café à la carte, %d", "Grüße für %d Gäste", "%d × чай", "お茶 %d")
REFUSED = ("dormouse@" + HOST, 452), ("nobody@" + HOST, 550), ("queen@palace.example", 550)
AFTER_DOT = "the line above is a lone dot"
TEXT = """\
Dear all,

%s
.%s
..
.
the line above is a lone dot; Grüße, %d
"""


class Letter:
    """What the program is to send, and how it is run: made from the seed."""

    def __init__(self, client, to, bcc=(), subject=None):
        rng = client.rng
        self.sender = "%s@island.example" % rng.choice(("dodo", "lory", "eaglet"))
        self.to, self.bcc = list(to), list(bcc)
        self.subject = subject or rng.choice(SUBJECTS) % rng.randrange(10, 99)
        self.name = rng.choice(NAMES)
        self.data = bytes(range(256)) + b"\r\n.\r\n\n.\n\r" + rng.getrandbits(40000).to_bytes(5000, "big")
        self.text = TEXT % (rng.choice(("tea is at four.", "bring a cup.", "nobody is late.")),
                            rng.choice(("exrc", "profile", "signature")), rng.randrange(10, 99))
        with open(os.path.join(client.folder, self.name), "wb") as file:
            file.write(self.data)

    @property
    def everybody(self):
        return self.to + self.bcc

    def run(self, client, smtp, run=None, **how):
        """Run the program to send it."""
        args = [self.sender, ",".join(self.to), self.subject, self.name]
        args += [",".join(self.bcc)] if self.bcc else []
        return (run or client.run)(smtp.host, smtp.port, *args, stdin=self.text.encode("utf-8"), **how)


@rounds("clean", "hold-1", "hold-2", "drib", "coal")
def sends_a_mail(client):
    send(client, Letter(client, people(client, 2)))


@rounds("clean")
def says_what_beyond_ascii(client):
    send(client, Letter(client, people(client, 1), subject=client.rng.choice(LETTERS_BEYOND) % 42))


@rounds("clean")
def hides_bcc(client):
    to = people(client, 4)
    send(client, Letter(client, to[:2], bcc=to[2:]))


@rounds("clean")
def one_is_refused(client):
    """The first, the last, or one in between."""
    smtp = start(client)
    to = people(client, 2)
    refused, code = client.rng.choice(REFUSED)
    to.insert(client.rng.randrange(3), refused)
    letter = Letter(client, to)

    def named(program):
        if not refusals(smtp):
            return
        judge_mail(smtp, letter, program, besides=refused)
        is_told = b"refused " + refused.encode() in program.stdout
        if b"sent to " + refused.encode() in program.stdout or (program.code == 0 and not is_told):
            FULL_SUCCESS.proved(at=smtp.sessions[-1], direction="received")
        if program.code == 0:
            NOT_FAILED.proved(at=smtp.sessions[-1], who="One recipient was")

    letter.run(client, smtp, client.run_into_failure, named=named)
    missed = [address for address in to if address != refused and not arrived(smtp, address)]
    if missed:
        GAVE_UP.proved(at=smtp.sessions[-1], refused=refused, who=missed[0])
    client.printed("\n".join("refused %s %d" % (refused, code) if address == refused else "sent to " + address
                             for address in to))


@rounds("clean")
def all_are_refused(client):
    smtp = start(client)
    letter = Letter(client, [address for address, _ in REFUSED[:2]])

    def named(program):
        if refusals(smtp) and program.code == 0:
            NOT_FAILED.proved(at=smtp.sessions[-1], who="All recipients were")

    letter.run(client, smtp, client.run_into_failure, named=named)


@rounds("clean")
def newline_in_the_subject(client):
    """After an ordinary mail: who refuses the second need not even connect."""
    smtp = start(client)
    address, other = people(client, 2)
    Letter(client, [address]).run(client, smtp)
    end, added = client.rng.choice(("\n", "\r\n")), "X-Added: %d" % client.rng.randrange(100, 999)
    letter = Letter(client, [other], subject="Tea" + end + added)

    def named(program):
        for message in arrived(smtp, other):
            if b"\r\n" + added.encode() in message.data.partition(b"\r\n\r\n")[0]:
                HEADER_ADDED.proved(at=smtp.sessions[-1], direction="sent", offset=offset_of(smtp, added))

    letter.run(client, smtp, client.run_into_failure, named=named, success=SUBJECT_TAKEN,
               what="The subject held a line end")
    if arrived(smtp, other):
        SUBJECT_TAKEN.proved(at=smtp.sessions[-1])


class Listens(SMTP):
    """Gives the client time to send the mail before it has said 354."""

    hasty = None        # where it did

    def data(self):
        if self.conn.waiting(0.3):
            self.hasty = self.conn.consumed
        return super().data()


@rounds("clean")
def waits_for_354(client):
    smtp = start(client, Listens)
    letter = Letter(client, people(client, 1))

    def named(program):
        for session in smtp.sessions:
            if session.hasty is not None:
                BEFORE_354.proved(at=session, direction="sent", offset=session.hasty)

    letter.run(client, smtp, named=named)


class Refuses(SMTP):
    """Takes the whole mail, and does not want it then."""

    def deliver(self, content):
        return "554 5.7.1 I do not like what is in it"


@rounds("clean")
def refused_at_the_end(client):
    smtp = start(client, Refuses)
    letter = Letter(client, people(client, 1))

    def named(program):
        if program.code == 0 and mail_at(smtp):
            LAST_REPLY.proved(at=smtp.sessions[-1], direction="received", code=554)

    letter.run(client, smtp, client.run_into_failure, named=named)


class HangsUp(SMTP):
    """Closes where 250 should come."""

    def deliver(self, content):
        self.finished = True
        self.conn.half_close("the connection is closed before the reply to the last dot")


@rounds("clean")
def server_leaves_before_the_last_reply(client):
    smtp = start(client, HangsUp)
    Letter(client, people(client, 1)).run(client, smtp, client.run_into_failure)


@rounds("cut-2", "cut-5")
def server_leaves_in_the_middle(client):
    smtp = start(client)
    Letter(client, people(client, 1)).run(client, smtp, client.run_into_failure)


# The practice server, and who is there

def start(client, protocol="smtp"):
    store = store_for("smtp", client.seed)
    for number, user in enumerate(USERS):
        store.add(user, "secret", Mailbox(number))
    return client.server(protocol, store=store)


def people(client, count):
    return ["%s@%s" % (user, HOST) for user in client.rng.sample(USERS, count)]


def arrived(smtp, address):
    """The messages in the mailbox of that address."""
    box = smtp.store.boxes.get(address.partition("@")[0])
    return box.messages() if box and address.endswith(HOST) else []


def refusals(smtp):
    return [said for session in smtp.sessions for said in session.commands
            if said.verb == "RCPT" and said.reply.startswith(("4", "5"))]


# Judging what was sent

def send(client, letter):
    """One mail, of which nobody is refused."""
    smtp = start(client)
    letter.run(client, smtp, named=lambda program: judge_mail(smtp, letter, program))
    client.printed("".join("sent to %s\n" % address for address in letter.everybody))


def judge_mail(smtp, letter, program, besides=None):
    """The wire first, then the envelope, then the mail itself."""
    judge_wire(smtp, letter)
    judge_envelope(smtp, letter, program, besides)
    for message in sum((arrived(smtp, address) for address in letter.everybody), []):
        judge_headers(smtp, letter, message.data)
        judge_parts(smtp, letter, message.data)


def judge_wire(smtp, letter):
    for session in smtp.sessions:
        for said in session.commands:
            if ("%s %s" % (said.verb, said.argument)).lower().startswith(AFTER_DOT):
                DOTS.proved(at=session, direction="sent", offset=said.offset,
                            taken="a lone dot for the end, and what followed for commands")
    content, begin = sent(smtp), mail_at(smtp)
    if begin:
        end = content.find(b"\r\n.\r\n", begin)
        mail = content[begin:end if end >= 0 else len(content)]
        bare = mail.replace(b"\r\n", b"  ").find(b"\n")
        if bare >= 0:
            BARE_LF.proved(at=smtp.sessions[-1], direction="sent", offset=begin + bare)


def judge_envelope(smtp, letter, program, besides):
    commands = [said for session in smtp.sessions for said in session.commands]
    for said in commands:
        if said.verb == "MAIL" and said.reply.startswith("250"):
            address = said.argument.partition("<")[2].partition(">")[0]
            differs(smtp.sessions[-1], "The sender in the envelope", letter.sender, address)
        if said.verb == "RCPT" and "," in said.argument:    # what newer smtplibs make of a str of several
            NO_RCPT.proved(at=smtp.sessions[-1], offset=said.offset, direction="sent", who=letter.to[-1])
    asked = [said.argument.lower() for said in commands if said.verb == "RCPT"]
    for address in letter.everybody:
        count = len(arrived(smtp, address))
        if count > 1:
            TWICE.proved(at=smtp.sessions[-1], who=address, n=count)
        if asked and program.code == 0 and not any(address in argument for argument in asked):
            NO_RCPT.proved(at=smtp.sessions[-1], direction="sent", who=address)
        if count == 0 and program.code == 0 and address != besides and smtp.sessions:
            NOT_SENT.proved(at=smtp.sessions[-1], who=address)


def judge_headers(smtp, letter, data):
    session, head = smtp.sessions[-1], data.partition(b"\r\n\r\n")[0]
    for address in letter.bcc:
        if address.encode() in head:
            BCC_SHOWN.proved(at=session, direction="sent", offset=offset_of(smtp, address))
    beyond = [n for n, byte in enumerate(head) if byte > 127]
    if beyond:
        EIGHT_BIT.proved(at=session, direction="sent", offset=offset_of(smtp, head[beyond[0]:][:2]))
    message = email.message_from_bytes(data, policy=email.policy.default)
    for name, wanted in (("From", [letter.sender]), ("To", letter.to)):
        got = [address for _, address in getaddresses(map(str, message.get_all(name, [])))]
        differs(session, "The header " + name, ", ".join(wanted), ", ".join(got))
    differs(session, "The subject", letter.subject, str(message["Subject"] or ""))


def judge_parts(smtp, letter, data):
    session = smtp.sessions[-1]
    message = email.message_from_bytes(data, policy=email.policy.default)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    defects = [type(defect).__name__ for part in message.walk() for defect in part.defects]
    text = content_of(leaves[0]) if leaves else b""
    wanted = letter.text.replace("\r\n", "\n").rstrip("\n")
    got = text.decode("utf-8", "replace").replace("\r\n", "\n").rstrip("\n")
    if got != wanted and got == re.sub(r"(?m)^\.", "", wanted):
        DOTS.proved(at=session, direction="sent", taken="it away")
    types = [message.get_content_type()] + [part.get_content_type() for part in leaves]
    if types[:2] != ["multipart/mixed", "text/plain"] or len(leaves) != 2:
        PARTS.proved(at=session, direction="sent", tree=tree_of(message))
    if defects:
        DEFECT.proved(at=session, direction="sent", defect=defects[0])
    file = leaves[1]
    if file.get_content_maintype() == "text" and content_of(file) != letter.data:
        SENT_AS_TEXT.proved(at=session, direction="sent", offset=offset_of(smtp, letter.name))
    yours = "%s %s" % (file.get_content_disposition(), file.get_filename())
    if yours != "attachment " + letter.name:
        NAME.proved(at=session, direction="sent", name=letter.name, yours=yours)
    differs(session, "The text", wanted, got)
    differs(session, "The attachment", letter.data, content_of(file))


def content_of(part):
    """The bytes of a part, a text in UTF-8."""
    data = part.get_payload(decode=True) or b""
    if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
        return data
    try:
        return data.decode(part.get_content_charset("utf-8")).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return data


def tree_of(part):
    if not part.is_multipart():
        return part.get_content_type()
    return "%s (%s)" % (part.get_content_type(), ", ".join(map(tree_of, part.iter_parts())))


def differs(session, what, expected, got):
    """Raise Proved where `got` (str or bytes) is not what was expected."""
    if isinstance(expected, str):
        expected, got = expected.encode("utf-8"), got.encode("utf-8", "replace")
    if expected != got:
        n, what = first_difference(expected, got), what + " of the mail"
        wanted, found = glimpse(expected[n:]), glimpse(got[n:])
        DIFFERS.proved(at=session, direction="sent", what=what, n=n, expected=wanted, got=found)


def sent(smtp):
    """All that the program sent on its last connection."""
    name = smtp.sessions[-1].conn.name if smtp.sessions else None
    return b"".join(event.data for event in list(smtp.transcript.events)
                    if event.connection == name and (event.kind, event.direction) == ("data", "sent"))


def mail_at(smtp):
    """Where the first mail begins in it; 0 where none was sent."""
    for said in smtp.sessions[-1].commands if smtp.sessions else ():
        if said.verb == "DATA" and said.reply.startswith("354"):
            return sent(smtp).find(b"\n", said.offset) + 1
    return 0


def offset_of(smtp, data):
    """Where `data` (str or bytes) stands in that mail; None where it does not."""
    found = sent(smtp).find(data.encode() if isinstance(data, str) else data, mail_at(smtp))
    return found if found >= 0 else None
