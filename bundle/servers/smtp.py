"""SMTP, the Simple Mail Transfer Protocol (RFC 5321), as the host speaks it where the mail is to stay.

A message is sent in a mail transaction (section 3.3): MAIL says from whom, RCPT to whom, once for each
recipient, and DATA what. The addresses of MAIL and RCPT are the envelope, and they alone decide who gets the
message: its headers are content, like its body, and nobody here reads them. When a line with nothing but a
dot has come, and 250 has been said, the message is ours to look after.

Extensions: SIZE (RFC 1870), PIPELINING (RFC 2920), 8BITMIME (RFC 6152), ENHANCEDSTATUSCODES (RFC 2034), AUTH
(RFC 4954), STARTTLS (RFC 3207). Nothing here knows a socket, and nothing is passed on to another host.
"""
import time

from bundle.servers.blocks import BlockCut, BlockTooLong, read_block
from bundle.servers.session import Command, Session
from bundle.servers.smtp_arguments import base64_of, from_base64, is_host, is_size, path_of
from bundle.servers.stores.letters import date
from bundle.servers.stores.mailbox import HOSTS, Full
from bundle.wire.connection import LineTooLong

MOST_SIZE = 4 * 1024 * 1024     # bytes of one message
MOST_RECIPIENTS = 100           # of one message; no server may allow fewer (section 4.5.3.1.8)
LONGEST_ANSWER = 12288          # bytes of a line in AUTH (RFC 4954 section 4)
NAME = HOSTS[0]                 # ours
MAIL_PARAMETERS = {"SIZE", "BODY", "AUTH"}      # AUTH: who wrote it, which we need not believe
CRLF_ONLY = (b"\r\n",)         # ends a line of a message; commands may end with LF too, for people who type

# How far the client is (section 4.1.4). MAIL: there is a sender; RCPT: and a recipient that was accepted.
START, READY, MAIL, RCPT = "START", "READY", "MAIL", "RCPT"


class SMTP(Session):
    """One client, who hands in mail; `store` is a Mailboxes."""

    name = "smtp"
    LINE_LIMIT = 512 + 26 + 17 + 500            # section 4.5.3.1.4, and what SIZE, 8BITMIME and AUTH add
    GREETING = "220 %s netprog ESMTP server ready" % NAME
    UNKNOWN = "500 5.5.1 I do not know that command"
    TOO_LONG = "500 5.5.2 that line is too long"
    BAD_ARGUMENTS = "501 5.5.4 that command takes other arguments"
    TOO_MANY_BAD = "421 4.7.0 too many commands that I could not carry out; goodbye"
    TOO_MANY_CLIENTS = "421 4.3.2 too many clients; come back later"
    IDLE = "421 4.4.2 you have said nothing for long; goodbye"

    COMMANDS = {
        # Section 4.1.1.1: who are you?
        "EHLO": Command("ehlo", "name", [], "the client's name; the reply lists the extensions"),
        "HELO": Command("helo", "name", [], "the same, from before there were extensions"),
        # Sections 4.1.1.2 to 4.1.1.5: the mail transaction
        "MAIL": Command("mail", "FROM:<sender>...", [READY], "begin a message; FROM:<> wants no answer"),
        "RCPT": Command("rcpt", "TO:<recipient>...", [MAIL, RCPT], "one more who gets it"),
        "DATA": Command("data", "", [RCPT], "the message, up to a line with nothing but a dot"),
        "RSET": Command("rset", "", [], "forget the message that was begun"),
        # Sections 4.1.1.6 to 4.1.1.10
        "VRFY": Command("vrfy", "user...", [], "whether there is such a user"),
        "EXPN": Command("expn", "list...", [], "who is on a mailing list; there are none"),
        "HELP": Command("help", "[command]", [], "this"),
        "NOOP": Command("noop", "[anything...]", [], "nothing"),
        "QUIT": Command("quit", "", [], "leave"),
        # RFC 3207, RFC 4954
        "STARTTLS": Command("starttls", "", [READY], "begin TLS, then start again with EHLO"),
        "AUTH": Command("auth", "mechanism [answer]", [READY], "log in by PLAIN or by LOGIN"),
    }

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.begin()

    def begin(self):
        """As after the greeting."""
        self.client = None              # what it calls itself
        self.extended = False           # it said EHLO
        self.user = None                # as whom it has logged in
        self.forget(START)

    def forget(self, state):
        """There is no message in the making."""
        self.state = state
        self.sender = None              # the envelope: an address, "" for <>
        self.size = 1                   # of the message, as far as MAIL has told
        self.recipients = []            # users of ours, each once

    # Who are you? (section 4.1.1.1)

    def ehlo(self, name):
        offered = ["PIPELINING", "SIZE %d" % MOST_SIZE, "8BITMIME", "ENHANCEDSTATUSCODES"]
        offered += ["STARTTLS"] if self.may_start_tls else []
        offered += ["AUTH PLAIN LOGIN"] if self.user is None else []
        return self.hello(name, True) or several("250", ["%s greets %s" % (NAME, name)] + offered)

    def helo(self, name):
        return self.hello(name, False) or "250 %s greets %s" % (NAME, name)

    def hello(self, name, extended):
        """What is wrong with the name; None where nothing is. A transaction ends here, as with RSET."""
        if not is_host(name):
            return "501 5.5.4 that is no name of a host; [127.0.0.1] would do"
        self.client, self.extended = name, extended
        self.forget(READY)

    # The mail transaction (section 3.3)

    def mail(self, text):
        path = path_of("FROM:", text)
        if path is None or path.address.lower() == "postmaster":
            return "501 5.1.7 write FROM:<user@host.example>"
        if not set(path.parameters) <= (MAIL_PARAMETERS if self.extended else set()):
            return "555 5.5.4 I do not know that parameter"
        size, body = path.parameters.get("SIZE", "1"), path.parameters.get("BODY", "7BIT")
        if not is_size(size) or body.upper() not in ("7BIT", "8BITMIME"):
            return "501 5.5.4 write SIZE=number, BODY=7BIT or BODY=8BITMIME"
        if int(size) > MOST_SIZE:
            return "552 5.3.4 a message may have %d bytes" % MOST_SIZE
        self.state, self.sender, self.size = MAIL, path.address, max(1, int(size))
        return "250 2.1.0 a message from <%s>" % path.address

    def rcpt(self, text):
        path = path_of("TO:", text)
        if path is None or not path.address:
            return "501 5.1.3 write TO:<user@host.example>"
        if path.parameters:
            return "555 5.5.4 I do not know that parameter"
        if path.domain and path.domain.lower() not in HOSTS:
            return "550 5.7.1 I pass nothing on; I have the mailboxes of %s" % NAME
        user = self.store.find(path.local_part, path.domain or NAME)
        if user is None:
            return "550 5.1.1 there is no mailbox <%s>" % path.address
        if len(self.recipients) >= MOST_RECIPIENTS:
            return "452 4.5.3 that is enough; send the message to these, and again to the others"
        if not self.store.boxes[user].has_room(self.size):
            return full(user)
        self.state = RCPT
        if user not in self.recipients:
            self.recipients.append(user)
        return "250 2.1.5 for <%s>" % path.address

    def data(self):
        self.reply("354 send it; a line with nothing but a dot ends it")
        try:
            reply = self.deliver(read_block(self.conn, MOST_SIZE, CRLF_ONLY))
        except BlockTooLong:
            reply = "552 5.3.4 that was more than %d bytes" % MOST_SIZE
        except BlockCut:
            self.finished = True        # the client has left; there is nobody to tell, and nothing to deliver
            return None
        self.forget(READY)
        return reply

    def deliver(self, content):
        try:
            self.store.deliver(self.recipients, self.trace() + content, int(time.time()))
        except Full as user:
            return full(user)
        return "250 2.0.0 delivered"

    def trace(self):
        """The headers that the last host adds (section 4.4). For whom it is stays untold (section 7.2): the
        sender may have left that out of the headers for a reason.
        """
        how = "ESMTP" if self.extended else "SMTP"
        how += "S" * self.conn.secure + "A" * (self.user is not None)       # RFC 3848
        return ("Return-Path: <%s>\r\nReceived: from %s ([%s])\r\n\tby %s with %s; %s\r\n" % (
            self.sender, self.client, self.conn.peer_host, NAME, how, date(time.time()))).encode("ascii")

    def rset(self):
        self.forget(self.state if self.state == START else READY)
        return "250 2.0.0 as if you had just come"

    # Questions, and the end

    def vrfy(self, user):
        """Section 3.5.1: a user may be named with or without a host."""
        path = path_of("", user) or path_of("", "<%s>" % user) or path_of("", "<%s@%s>" % (user, NAME))
        found = self.store.find(path.local_part, path.domain or NAME) if path else None
        return "250 2.1.5 <%s@%s>" % (found, NAME) if found else "550 5.1.1 there is no such mailbox"

    def expn(self, name):
        return "502 5.5.1 there are no mailing lists here"

    def help(self, verb=None):
        if verb is not None and verb.upper() not in self.COMMANDS:
            return "504 5.5.4 there is no such command to explain"
        rows = [verb.upper()] if verb else self.COMMANDS
        return several("214", ["2.0.0 %-8s %-19s %s" % (
            row, self.COMMANDS[row].arguments, self.COMMANDS[row].help) for row in rows])

    def noop(self, anything=None):
        return "250 2.0.0 nothing is done"

    def quit(self):
        self.finished = True
        return "221 2.0.0 goodbye"

    # TLS (RFC 3207)

    def starttls(self):
        if not self.may_start_tls:
            return "503 5.5.1 it is TLS already" if self.conn.secure else "502 5.5.1 I offer no TLS"
        self.start_tls("220 2.0.0 begin TLS now")
        self.begin()                    # what was said in clear may have been said by anybody

    # Logging in (RFC 4954 section 4). Nobody has to: mail is for us, from whomever it comes.

    def auth(self, mechanism, answer=None):
        if self.user is not None:
            return "503 5.5.1 you have logged in already"
        if mechanism.upper() not in ("PLAIN", "LOGIN"):
            return "504 5.5.4 I know PLAIN and LOGIN"
        try:
            user, password = (self.plain if mechanism.upper() == "PLAIN" else self.login)(answer)
        except LineTooLong:
            return "500 5.5.6 that line is too long"
        except ValueError:
            return "501 5.5.2 that is not what I asked for, in base64"
        if self.store.open(user, password) is None:
            return "535 5.7.8 no such user, or another password"
        self.user = user
        return "235 2.7.0 welcome"

    def plain(self, answer):
        """RFC 4616: as whom, who, password, with NUL between them; here one may act as nobody but oneself."""
        acting, user, password = (self.ask("") if answer is None else from_base64(answer)).split("\0")
        if acting not in ("", user):
            raise ValueError("acting as somebody else")
        return user, password

    def login(self, answer):
        """Older than any RFC about it, and still asked for."""
        return (self.ask("Username:") if answer is None else from_base64(answer)), self.ask("Password:")

    def ask(self, question):
        """What the client answers; ValueError where it gives up ("*") or leaves."""
        self.reply("334 " + base64_of(question))
        return from_base64(self.conn.read_line(LONGEST_ANSWER + 2).decode("latin-1").rstrip("\r\n"))

    def wrong_state(self, verb, command):
        if self.state == START:
            return "503 5.5.1 say EHLO first"
        if verb in ("MAIL", "STARTTLS", "AUTH"):
            return "503 5.5.1 finish the message that you have begun, or say RSET"
        if verb == "DATA" and self.state == MAIL:
            return "503 5.5.1 there is no recipient yet that I have accepted"
        return "503 5.5.1 say MAIL first"


def several(code, lines):
    """A reply of several lines: "250-" continues, "250 " ends (section 4.2.1)."""
    last = len(lines) - 1
    return b"".join(b"%s%s%s\r\n" % (code.encode(), b" " if number == last else b"-", line.encode("ascii"))
                    for number, line in enumerate(lines))


def full(user):
    return "452 4.2.2 the mailbox of %s is full" % user
