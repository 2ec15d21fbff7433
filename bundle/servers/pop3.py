"""POP3, the Post Office Protocol (RFC 1939), with TOP, UIDL, the CAPA of RFC 2449 and the STLS of RFC 2595.

A session goes through three states. In AUTHORIZATION the client says who it is; then it holds the lock of its
mailbox, and in TRANSACTION the messages have numbers from 1 on. QUIT leads to UPDATE: only now is anything
deleted. Whoever just hangs up has deleted nothing.

Nothing here knows a socket. APOP is left out: it needs the password in clear on the server, and MD5.
"""
from bundle.servers.blocks import block, block_of
from bundle.servers.session import Command, Session
from bundle.servers.stores.letters import head_and_body

AUTHORIZATION, TRANSACTION, UPDATE = "AUTHORIZATION", "TRANSACTION", "UPDATE"


class POP3(Session):
    """One client with one mailbox; `store` is a Mailboxes."""

    name = "pop3"
    LINE_LIMIT = 255                                            # RFC 2449 section 4, the CRLF counted
    GREETING = "+OK netprog POP3 server ready"
    UNKNOWN = "-ERR I do not know that command"
    TOO_LONG = "-ERR that line is longer than 255 bytes"
    BAD_ARGUMENTS = "-ERR that command takes other arguments"
    TOO_MANY_BAD = "-ERR too many commands that I could not carry out; goodbye"
    TOO_MANY_CLIENTS = "-ERR [IN-USE] too many clients; come back later"
    IDLE = None                                                 # section 3: close without a word

    COMMANDS = {
        # Section 4 and section 7: who are you?
        "USER": Command("user", "name", [AUTHORIZATION], "whose mailbox"),
        "PASS": Command("password", "string...", [AUTHORIZATION], "its password"),
        # Section 5: what is there?
        "STAT": Command("stat", "", [TRANSACTION], "how many messages, how many bytes"),
        "LIST": Command("list", "[msg]", [TRANSACTION], "the size of each message, or of one"),
        "RETR": Command("retr", "msg", [TRANSACTION], "a whole message"),
        "DELE": Command("dele", "msg", [TRANSACTION], "delete a message at QUIT"),
        "NOOP": Command("noop", "", [TRANSACTION], "nothing"),
        "RSET": Command("rset", "", [TRANSACTION], "delete nothing after all"),
        # Section 7: optional, and every server has them.
        "TOP": Command("top", "msg n", [TRANSACTION], "the headers of a message and n lines of its body"),
        "UIDL": Command("uidl", "[msg]", [TRANSACTION], "a name for each message that it keeps for ever"),
        # RFC 2595 section 4
        "STLS": Command("stls", "", [AUTHORIZATION], "begin TLS"),
        # RFC 2449 section 5
        "CAPA": Command("capa", "", [AUTHORIZATION, TRANSACTION], "what this server can do"),
        "QUIT": Command("quit", "", [AUTHORIZATION, TRANSACTION], "carry out the deletions and leave"),
    }

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.state = AUTHORIZATION
        self.who = None                 # what USER said
        self.mailbox = None             # ours alone from PASS to the end
        self.messages = []              # number 1 is messages[0]; fixed from PASS to the end
        self.deleted = set()            # numbers, not yet deleted really

    # AUTHORIZATION (section 4)

    def user(self, name):
        self.who = name
        return "+OK now the password of %s" % printable(name)   # we do not tell whether there is such a user

    def password(self, string):
        if self.who is None:
            return "-ERR say USER first"
        who, self.who = self.who, None                          # a wrong password: start again with USER
        mailbox = self.store.open(who, string)
        if mailbox is None:
            return "-ERR no such user, or another password"
        if not mailbox.lock():
            return "-ERR [IN-USE] another session has this mailbox"
        self.mailbox = mailbox
        self.messages = mailbox.messages()
        self.state = TRANSACTION
        return "+OK " + self.summary()

    def stls(self):
        """TLS begins right behind the reply. Who the client was is forgotten: anybody may have said so in clear."""
        if not self.may_start_tls:
            return "-ERR this connection has TLS already" if self.conn.secure else self.UNKNOWN
        self.who = None
        self.start_tls("+OK begin TLS now")

    # TRANSACTION (section 5)

    def stat(self):
        kept = self.kept()
        return "+OK %d %d" % (len(kept), size_of(kept))

    def list(self, msg=None):
        return self.listing(msg, lambda message: len(message.data))

    def uidl(self, msg=None):
        return self.listing(msg, lambda message: message.unique_id)

    def listing(self, msg, about):
        """LIST and UIDL: a number and what there is to say `about` its message, for one or for all."""
        if msg is not None:
            message = self.find(msg)
            return "+OK %d %s" % (int(msg), about(message)) if message else self.no_such(msg)
        lines = ["%d %s" % (number, about(message)) for number, message in self.kept()]
        return ok(self.summary(), block_of(lines))

    def retr(self, msg):
        message = self.find(msg)
        if not message:
            return self.no_such(msg)
        return ok("%d octets" % len(message.data), block(message.data))

    def top(self, msg, n):
        message = self.find(msg)
        if not message:
            return self.no_such(msg)
        if not is_number(n):
            return "-ERR the number of lines is 0 or more"
        head, body = head_and_body(message.data)
        lines = body.splitlines(True)[:int(n)]
        return ok("the top follows", block(head + b"\r\n" + b"".join(lines)))

    def dele(self, msg):
        if not self.find(msg):
            return self.no_such(msg)
        self.deleted.add(int(msg))
        return "+OK message %d will be deleted when you QUIT" % int(msg)

    def rset(self):
        self.deleted.clear()
        return "+OK " + self.summary()

    def noop(self):
        return "+OK"

    def capa(self):
        able = ["TOP", "UIDL", "USER", "RESP-CODES", "PIPELINING", "EXPIRE NEVER", "IMPLEMENTATION netprog"]
        if self.may_start_tls and self.state == AUTHORIZATION:
            able.append("STLS")
        return ok("this server can do", block_of(able))

    # UPDATE (section 6)

    def quit(self):
        self.finished = True
        if self.state == AUTHORIZATION:
            return "+OK goodbye"
        self.state = UPDATE
        left = self.kept()
        self.mailbox.remove(self.messages[number - 1].uid for number in self.deleted)
        self.leave()                    # before the reply: who has read it may come back at once
        return "+OK goodbye (%s left)" % count(left)

    def leave(self):
        """However the session ends, the lock goes back. Deletions happen in quit and nowhere else."""
        if self.mailbox:
            self.mailbox.unlock()
            self.mailbox = None

    # Messages by number

    def kept(self):
        """[(number, message)] without those marked as deleted."""
        numbered = enumerate(self.messages, 1)
        return [(number, message) for number, message in numbered if number not in self.deleted]

    def find(self, msg):
        """The message whose number the text is, or None: no number, no such number, deleted."""
        if is_number(msg) and 1 <= int(msg) <= len(self.messages) and int(msg) not in self.deleted:
            return self.messages[int(msg) - 1]
        return None

    def no_such(self, msg):
        if not is_number(msg):
            return "-ERR a message number is digits and nothing else"
        if int(msg) in self.deleted:
            return "-ERR message %d is deleted already" % int(msg)
        return "-ERR no such message, only %s in the mailbox" % count(self.messages)

    def summary(self):
        kept = self.kept()
        return "%s (%d octets)" % (count(kept), size_of(kept))

    def wrong_state(self, verb, command):
        return "-ERR log in first" if self.state == AUTHORIZATION else "-ERR you are logged in already"


def ok(text, data):
    """A reply of several lines: +OK, then a block."""
    return b"+OK " + text.encode("ascii") + b"\r\n" + data


def is_number(text):
    """Digits, and not too many of them: int() would take signs, blanks and other scripts' digits too."""
    return text.isascii() and text.isdigit() and len(text) < 10


def count(messages):
    return "%d message%s" % (len(messages), "" if len(messages) == 1 else "s")


def size_of(numbered):
    return sum(len(message.data) for _, message in numbered)


def printable(text):
    """What the client said, in a form that is safe to say back."""
    return "".join(c if c.isprintable() else "?" for c in text)
