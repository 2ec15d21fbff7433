"""1.08 mailbox: a server with states: what a line means depends on what came before it."""

import os
import re

from bundle.checking import mistake, rounds
from bundle.checking.general import WAITED
from bundle.checking.mails import Mail, in_lines
from bundle.checking.mistakes import Mistake
from bundle.checking.trial import first_difference, glimpse

SPLIT = mistake(
    "split-terminator", "The terminator arrived in two pieces and you missed it; search the accumulated "
    "buffer.")
HALF_LINE = mistake(
    "half-line", "You answered a command before its end had come; read on until \\r\\n.")
EARLY_END = mistake(
    "early-end", "You answered a message before its terminator had come; it is \\r\\n.\\r\\n, all five "
    "bytes.")
AS_COMMAND = mistake("text-as-command", "Text inside DATA was treated as a command; remember your state.")
UNFINISHED = mistake(
    "stored-unfinished", "You stored a message whose final dot never arrived; keep it in memory until the "
    "dot comes.")
INHERITED = mistake(
    "inherited", "A mail inherited another's recipients; each begins with none, after a dot, after RSET, and "
    "for each client.")
DROPPED = mistake(
    "dropped-commands", "One recv held {m} lines that want an answer, and you answered {n}; keep the "
    "remainder.")
PROMISED = mistake(
    "promised", "You answered 250 to the final dot, but {file} {state}; write the file, close it, then "
    "answer.")
SMALL_LETTERS = mistake(
    "small-letters", "You did not take {command}; commands may come in small letters, and smtplib sends them "
    "so.")
NO_RECIPIENT = mistake(
    "no-recipient", "You answered DATA with 354, but the mail had no {what}; the answer is 503.")
NO_SENDER = mistake(
    "no-sender", "You took RCPT, but no MAIL had come since {since}; forget the sender there, too: the "
    "answer is 503.")
LINE_ENDS = mistake(
    "line-ends", "A line of {file} ends in {got}; every line there ends in \\r\\n, as on the wire: open it "
    "in mode 'wb'.")
ONE_CLIENT = mistake("one-client", "You served one client and exited; accept() belongs in a loop.")
LEFT = mistake(
    "left-client", "A client left in the middle of a mail, and you served nobody any more; recv() returns "
    "b'' when nothing more will come.")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A resetting client stopped you; catch OSError per connection.",
    crash="ConnectionResetError|BrokenPipeError|ConnectionAbortedError")
REPLY = Mistake("reply", "{command} should be answered with {wanted}; you answered {got}.", rank=2)
REPLY_LINE = Mistake(
    "reply-line", "A reply is three digits, a space, words of yours, and \\r\\n; you sent {got}.", rank=2)
OTHER_FILES = Mistake("other-files", "Your folder should hold {wanted}; it holds {got}.", rank=2)
DIFFERS = Mistake("file-differs", "{file} differs first at byte {n}: expected {expected}, got {got}.", rank=2)

MOST = 1 << 20      # bytes of a file that are looked at
ANSWERS = 0.2       # seconds in which a program that answers line after line has answered another
PAUSE = 0.05        # seconds between the pieces of a message
LIKE_COMMANDS = ("QUIT", "RSET", "MAIL FROM:<dodo@wonderland.example>", "RCPT TO:<lory@wonderland.example>",
                 "DATA", "NOOP", "quit", "That was all.")


class Box:
    """The folder that the program writes to, `box` in its current folder, and what must be in it."""

    def __init__(self, server):
        self.folder = os.path.join(server.folder, "box")
        os.makedirs(self.folder, exist_ok=True)
        self.mails = []
        self.dropped = []   # mails that were begun, and never came to their dot
        # … answers to one message:
        self.several = AS_COMMAND if server.round.profile == "clean" else EARLY_END
        server.start("box")

    def files(self):
        """{name: bytes} of what is there; no bytes of what cannot be read."""
        found = dict.fromkeys(os.listdir(self.folder), b"")
        for name in found:
            try:
                with open(os.path.join(self.folder, name), "rb") as file:
                    found[name] = file.read(MOST)
            except OSError:
                pass    # a folder, or gone again
        return found

    def has(self, peer, mail, named=None, more=False, offset=None):
        """The program has answered 250 to the dot of `mail`: it must be there now, as the next file.

        offset  of that answer
        named  the mistake of a program that has stored nothing, or something else
        more   whether it has been sent the beginning of the next mail already
        """
        self.mails.append(mail)
        here = {"at": peer, "direction": "sent", "offset": offset}
        found = self.files()
        wanted = ["%d.txt" % (number + 1) for number in range(len(self.mails))]
        file = wanted[-1]
        got = found.get(file, b"")
        if got == mail.file and (more or len(found) == len(wanted)):
            return
        if not more and peer.waiting(ANSWERS):      # that 250 was not the answer to the dot
            self.several.proved(at=peer, direction="sent", offset=peer.consumed)
        if not more and sorted(found) not in (sorted(wanted), sorted(wanted[:-1])):
            OTHER_FILES.proved(**here, wanted=", ".join(wanted), got=", ".join(sorted(found)))
        if len(got) < len(mail.file) and mail.file.startswith(got):
            state = "is not there"
            if file in found:
                state = "has only %d of its %d bytes" % (len(got), len(mail.file))
            (named or PROMISED).proved(**here, file=file, state=state)
        told = set(re.findall(r"(?m)^to (.*?)\r*$", got.decode("latin-1")))
        if any(told.intersection(other) for other in self.others(mail)):
            INHERITED.proved(**here)
        ends = re.search(rb"\r\r+\n|(?<!\r)\n", got)
        if ends and re.sub(rb"\r+\n|\n", b"\r\n", got) == mail.file:
            LINE_ENDS.proved(**here, file=file, got=glimpse(ends.group()))
        n = first_difference(mail.file, got)
        (named or DIFFERS).proved(
            **here, file=file, n=n, expected=glimpse(mail.file[n:]), got=glimpse(got[n:]))

    def others(self, mail):
        """The recipients of every other mail that the program has heard of."""
        return [other.recipients for other in self.mails + self.dropped if other is not mail]


class Talk:
    """A client of the program, as far as EHLO: `peer` is its connection.

    otherwise  the mistake of a program that takes no more clients
    """

    def __init__(self, server, otherwise=None, hello="EHLO"):
        self.peer = server.visitor(otherwise)
        self.answered = 0       # the offset of the last reply
        self.reply("A new client", "220", otherwise)
        self.say(hello + " island.example")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.peer.close()

    def say(self, command, wanted="250", named=None):
        """One command, and its answer."""
        self.send(command.encode("ascii") + b"\r\n")
        return self.reply(command.partition(" ")[0], wanted, named)

    def send(self, data, early=HALF_LINE):
        """Send something. `early`: the mistake of a program that answers when half of it has come."""
        self.peer.send(data)
        if self.peer.early is not None and self.peer.waiting():
            early.proved(at=self.peer, direction="sent", offset=self.peer.early)

    def reply(self, command, wanted, named=None, silent=None, when=None, **fields):
        """The program's answer to `command`.

        named   the mistake of a program that gives another, or closes
        silent  the mistake of one that gives none
        when    {status code: the mistake of one that answers with it}; `fields` are of the sentences
        """
        if not self.peer.waiting(self.peer.idle):
            self.peer.disappointed(silent or named, WAITED, seconds=round(self.peer.idle, 1), turn="send",
                                   **fields)
        begin = self.answered = self.peer.consumed
        line = b"   -"
        while line[3:4] == b"-":
            line = self.peer.expect_line(named)
            if not re.fullmatch(rb"[2-5][0-9][0-9]([ -][^\r\n]*)?\r\n", line):
                REPLY_LINE.proved(at=self.peer, direction="sent", offset=begin, got=glimpse(line))
        code = line[:3].decode()
        if code not in wanted.split(" or "):
            ((when or {}).get(code) or named or REPLY).proved(
                at=self.peer, direction="sent", offset=begin, command=command, wanted=wanted,
                got=glimpse(line, 40), **fields)

    def envelope(self, commands):
        """These commands of an envelope, each with its answer."""
        for command in commands:
            self.say(command, "354" if command == "DATA" else "250")

    def mail(self, box, mail, named=None):
        """A mail from beginning to end."""
        self.envelope(mail.envelope)
        self.send(mail.text + b".\r\n")
        self.stored(box, mail, named)

    def stored(self, box, mail, named=None, silent=None, more=False, **fields):
        """The dot has been sent: 250 comes, and the mail is there."""
        self.reply("The final dot", "250", named, silent, **fields)
        box.has(self.peer, mail, named, more, self.answered)

    def replies(self, commands, before=0):
        """The answers to commands that went out in one send; `before`: so many lines had one before."""
        for n, command in enumerate(commands, before):
            self.reply(command.partition(" ")[0], "354" if command == "DATA" else "250", silent=DROPPED,
                       m=len(commands) + before, n=n)

    def refused(self, what):
        """DATA, where there is no `what`."""
        self.send(b"DATA\r\n")
        self.reply("DATA", "503 or 554", when={"354": NO_RECIPIENT}, what=what)

    def no_sender(self, mail, since):
        """RCPT, where no MAIL has come since then."""
        self.send(mail.envelope[1].encode("ascii") + b"\r\n")
        self.reply("RCPT", "503 or 554", when={"250": NO_SENDER}, since=since)

    def quit(self, named=None):
        self.say("QUIT", "221", named)
        self.peer.expect_eof()


@rounds("clean", "hold-2", "drib")
def two_clients(server):
    box = Box(server)
    with Talk(server) as talk:
        talk.mail(box, Mail(server))
        talk.quit()
    with Talk(server, ONE_CLIENT, hello="HELO") as talk:
        talk.mail(box, Mail(server))
        talk.quit()


@rounds("clean")
def smtplib(server):
    from bundle.checking.smtplib_visitor import Client, Refused, Wire
    box, mails = Box(server), [Mail(server), Mail(server)]
    with server.visitor() as peer:
        wire = Wire(peer, SMALL_LETTERS)
        try:
            client = Client(wire)
            for mail in mails:
                client.sendmail(mail.sender, mail.recipients, mail.text)
                box.has(peer, mail, offset=wire.offset)
            client.quit()
        except Refused:
            (SMALL_LETTERS if wire.in_small_letters else REPLY).proved(
                at=peer, direction="sent", offset=wire.offset, command=glimpse(wire.said, 40),
                wanted="another reply", got=glimpse(wire.heard, 40))
        peer.expect_eof()


@rounds("clean", "hold-6")
def the_end_in_pieces(server):
    box = Box(server)
    with Talk(server) as talk:
        for late in range(5):       # so many of its bytes come late
            mail = Mail(server, [" .", "Or was it?"] if late else ())
            talk.envelope(mail.envelope)
            data = mail.text + b".\r\n"
            if late:
                talk.send(data[:-late])
                talk.peer.expect_open(PAUSE, otherwise=None)
                if talk.peer.waiting():
                    EARLY_END.proved(at=talk.peer, direction="sent", offset=talk.peer.consumed)
            talk.send(data[-late:], early=EARLY_END)
            talk.stored(box, mail, silent=SPLIT)


@rounds("clean")
def two_mails(server):
    box = Box(server)
    with Talk(server) as talk:
        talk.mail(box, Mail(server))
        talk.mail(box, Mail(server))
        box.dropped.append(Mail(server))
        talk.envelope(box.dropped[0].envelope[:-1])
        talk.say("RSET")
        talk.mail(box, Mail(server))
        box.dropped.append(Mail(server))
        talk.envelope(box.dropped[1].envelope[:-1])
        talk.quit()
    with Talk(server) as talk:
        talk.mail(box, Mail(server))


@rounds("clean")
def many_commands_at_once(server):
    box, first, second = Box(server), Mail(server), Mail(server)
    with Talk(server) as talk:
        talk.send(in_lines(first.envelope))
        talk.replies(first.envelope)
        talk.send(first.text + b".\r\n" + in_lines(second.envelope))
        talk.stored(box, first, silent=DROPPED, more=True, m=len(second.envelope) + 1, n=0)
        talk.replies(second.envelope, before=1)
        talk.send(second.text + b".\r\nQUIT\r\n")
        talk.stored(box, second, silent=DROPPED, more=True, m=2, n=0)
        talk.reply("QUIT", "221", silent=DROPPED, m=2, n=1)
        talk.peer.expect_eof()


@rounds("clean")
def text_like_commands(server):
    box, mail = Box(server), Mail(server, LIKE_COMMANDS)
    with Talk(server) as talk:
        talk.mail(box, mail, AS_COMMAND)
        talk.quit(AS_COMMAND)


@rounds("clean")
def clients_that_leave(server):
    box, left = Box(server), []
    for end in (40, -1, None):      # within a line; behind its line end; behind the dot
        mail = Mail(server)
        box.dropped.append(mail)
        with Talk(server, otherwise=LEFT if left else None) as talk:
            left.append((talk.peer, mail.text.partition(b"\r\n")[0]))
            talk.envelope(mail.envelope)
            talk.send((mail.text + b".")[:end])
    with server.visitor(LEFT):
        pass    # without a word
    with Talk(server, otherwise=LEFT) as talk:
        mail = Mail(server)
        talk.envelope(mail.envelope)
        talk.send(mail.text + b".\r\n")
        talk.reply("The final dot", "250")
        for peer, line in left:
            if any(line in data for data in box.files().values()):
                UNFINISHED.proved(at=peer)
        box.has(talk.peer, mail, offset=talk.answered)


@rounds("clean")
def clients_that_reset(server):
    box = Box(server)
    Talk(server).quit()
    with server.paused():
        server.visitor().reset()
    with Talk(server, otherwise=STOPPED_BY_RESET) as talk:
        box.dropped.append(Mail(server))
        talk.envelope(box.dropped[0].envelope)
        talk.send(box.dropped[0].text)
        talk.peer.reset()
    with Talk(server, otherwise=STOPPED_BY_RESET) as talk:
        talk.mail(box, Mail(server))


@rounds("clean")
def out_of_order(server):
    box, mail = Box(server), Mail(server, ["  Two blanks stand before this line, and two behind.  ", ""])
    with Talk(server) as talk:
        talk.say("NOOP")
        talk.refused("sender, and no recipient")
        talk.say(mail.envelope[1], "503")
        talk.say(mail.envelope[0])
        talk.refused("recipient")
        talk.say("TEA", "500 or 502")
        mail.recipients.append(mail.recipients[0])
        talk.envelope(mail.envelope[1:])
        talk.send(mail.text + b".\r\n")
        talk.stored(box, mail)
        talk.refused("sender, and no recipient")
        talk.no_sender(mail, "the last dot")
        talk.quit()


@rounds("clean")
def begun_again(server):
    box, begun, mail = Box(server), Mail(server), Mail(server)
    box.dropped.append(begun)
    with Talk(server) as talk:
        talk.envelope(begun.envelope[:-1] + mail.envelope[:1])
        talk.refused("recipient: a second MAIL begins a new mail, and forgets what came before")
        talk.say("RSET")
        talk.no_sender(begun, "RSET")
        talk.mail(box, mail)
        talk.say(begun.envelope[0])
        talk.quit()
    with Talk(server) as talk:
        talk.no_sender(begun, "this client came")
        talk.quit()
