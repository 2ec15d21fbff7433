"""IMAP4rev1, the Internet Message Access Protocol (RFC 3501): the mail stays on the server, in mailboxes.

Each command has a tag of the client's choice, and its last reply has the same, so that both know what is
answered. Lines with "*" for a tag come before it: what was asked for, and what has changed meanwhile, by
whomever. A session goes through states: first the client says who it is (NOT AUTHENTICATED); then it may
work with mailboxes (AUTHENTICATED); when it has opened one (SELECTED), with the messages in it, by their
numbers or, in the UID forms, by their UIDs.

With LITERAL+ (RFC 7888), UIDPLUS (RFC 4315), IDLE (RFC 2177), SASL-IR (RFC 4959) and UNSELECT (RFC 3691). How
a command is read and answered stands in imap_session.py; imap_fetch.py and imap_search.py know messages. No
socket is in sight.
"""
import threading
import time

from bundle.servers import imap_write as write
from bundle.servers.imap_fetch import ITEMS
from bundle.servers.imap_parse import SYSTEM_FLAGS, Bad, next_line
from bundle.servers.imap_search import CHARSETS, UnknownCharset, program_of
from bundle.servers.imap_session import ANSWERED, No, TaggedSession
from bundle.servers.imap_view import View
from bundle.servers.session import Command
from bundle.servers.smtp_arguments import from_base64
from bundle.servers.stores.folders import INBOX, LEVEL, canonical, matches

MOST_KEYWORDS = 64              # flags of the clients' own in one mailbox

NOT_AUTHENTICATED, AUTHENTICATED, SELECTED = "NOT AUTHENTICATED", "AUTHENTICATED", "SELECTED"
LOGGED_IN = (AUTHENTICATED, SELECTED)


class IMAP(TaggedSession):
    """One client with the mailboxes of its user; `store` is a Mailboxes."""

    name = "imap"
    IDLE_SECONDS = 1800                                         # section 5.4
    LINE_LIMIT = 8192                                           # RFC 2683 section 3.2.1.5 asks for 8000
    GREETING = "* OK netprog IMAP4rev1 server ready"
    TOO_LONG = "* BAD that line is longer than 8192 bytes"
    TOO_MANY_BAD = "* BYE too many commands that I could not understand"
    TOO_MANY_CLIENTS = "* BYE too many clients; come back later"
    IDLE = "* BYE you have said nothing for long"

    COMMANDS = {
        # Section 6.1: in any state
        "CAPABILITY": Command("capability", help="what this server can do"),
        "NOOP": Command("noop", help="nothing; a time to hear of what has changed"),
        "LOGOUT": Command("logout", help="leave"),
        # Section 6.2: who are you?
        "STARTTLS": Command("starttls", "", [NOT_AUTHENTICATED], "begin TLS"),
        "AUTHENTICATE": Command("authenticate", "auth-type [base64]", [NOT_AUTHENTICATED], "log in by PLAIN"),
        "LOGIN": Command("login", "userid password", [NOT_AUTHENTICATED], "log in"),
        # Section 6.3: mailboxes
        "SELECT": Command("select", "mailbox", LOGGED_IN, "open a mailbox"),
        "EXAMINE": Command("examine", "mailbox", LOGGED_IN, "open it to look only: nothing will change"),
        "CREATE": Command("create", "mailbox", LOGGED_IN, "make a mailbox"),
        "DELETE": Command("delete", "mailbox", LOGGED_IN, "take it away, with all its messages"),
        "RENAME": Command("rename", "mailbox mailbox", LOGGED_IN, "give it another name"),
        "SUBSCRIBE": Command("subscribe", "mailbox", LOGGED_IN, "it is one of those to look at"),
        "UNSUBSCRIBE": Command("unsubscribe", "mailbox", LOGGED_IN, "it is no longer"),
        "LIST": Command("list", "mailbox list-mailbox", LOGGED_IN, "the mailboxes of such a name"),
        "LSUB": Command("lsub", "mailbox list-mailbox", LOGGED_IN, "those of them to look at"),
        "STATUS": Command("status", "mailbox status-atts", LOGGED_IN, "numbers about a mailbox"),
        "APPEND": Command(
            "append", "mailbox [flag-list] [date-time] literal", LOGGED_IN, "put a message into it"),
        "IDLE": Command("idle", "", LOGGED_IN, "be told what changes, until DONE"),
        # Section 6.4: the messages of the mailbox that is open
        "CHECK": Command("noop", "", [SELECTED], "write to disk, where there is one"),
        "CLOSE": Command("close", "", [SELECTED], "remove what is marked as deleted, and close the mailbox"),
        "UNSELECT": Command("unselect", "", [SELECTED], "close it and remove nothing"),
        "EXPUNGE": Command("expunge", "", [SELECTED], "remove what is marked as deleted"),
        "SEARCH": Command("search", "", [SELECTED], "which messages are such and such"),
        "FETCH": Command("fetch", "sequence-set fetch-atts", [SELECTED], "what there is to know of messages"),
        "STORE": Command("store_flags", "sequence-set store-att-flags", [SELECTED], "change their flags"),
        "COPY": Command("copy", "sequence-set mailbox", [SELECTED], "put copies into another mailbox"),
        # Section 6.4.8: the same, with UIDs instead of message numbers
        "UID SEARCH": Command("search", "", [SELECTED], "the UIDs of such messages"),
        "UID FETCH": Command("fetch", "sequence-set fetch-atts", [SELECTED], "FETCH by UID"),
        "UID STORE": Command("store_flags", "sequence-set store-att-flags", [SELECTED], "STORE by UID"),
        "UID COPY": Command("copy", "sequence-set mailbox", [SELECTED], "COPY by UID"),
        "UID EXPUNGE": Command("uid_expunge", "sequence-set", [SELECTED], "EXPUNGE, but only these"),
    }
    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.state = NOT_AUTHENTICATED
        self.folders = None             # of the user

    def wrong_state(self, verb, command):
        if self.state == NOT_AUTHENTICATED:
            return "log in first"
        return "open a mailbox first" if SELECTED in command.states else "you are logged in already"

    # In any state (section 6.1)

    def capability(self):
        able = ["IMAP4rev1", "LITERAL+", "UIDPLUS", "IDLE", "UNSELECT"]
        if self.state == NOT_AUTHENTICATED:
            able += ["SASL-IR", "AUTH=PLAIN"] + ["STARTTLS"] * self.may_start_tls
        self.tell("CAPABILITY " + " ".join(able))

    def noop(self):
        """What has changed is told with the end of every command, and of this one too."""

    def logout(self):
        self.finished = True
        self.tell("BYE goodbye")

    # NOT AUTHENTICATED (section 6.2)

    def starttls(self):
        if not self.may_start_tls:
            raise Bad("it is TLS already" if self.conn.secure else "I offer no TLS")
        self.start_tls("%s OK begin TLS now" % self.tag)
        return ANSWERED

    def login(self, user, password):
        if self.store.open(user, password) is None:
            raise No("no such user, or another password")
        self.folders = self.store.folders[user]
        self.state = AUTHENTICATED

    def authenticate(self, mechanism, answer):
        """PLAIN (RFC 4616): as whom, who, password, with NUL between them, in base64."""
        if mechanism != "PLAIN":
            raise No("I know PLAIN")
        if answer is None:
            self.conn.send(b"+ \r\n")
            answer = next_line(self.conn, self.LINE_LIMIT).decode("latin-1").rstrip("\r\n")
        try:
            acting, user, password = from_base64(answer).split("\0")
        except ValueError:
            raise Bad("that is no base64 of user and password") from None   # "*" too: the client gives up
        if acting not in ("", user):
            raise No("you may act as nobody but yourself")
        return self.login(user, password)

    # AUTHENTICATED (section 6.3): one mailbox is opened

    def select(self, name):
        return self.open(name, read_only=False)

    def examine(self, name):
        return self.open(name, read_only=True)

    def open(self, name, read_only):
        """Section 6.3.1: whatever was open is closed, even where this fails."""
        self.unselect()
        mailbox = self.mailbox(name)
        self.view = view = View(mailbox, read_only)
        self.state = SELECTED
        self.tell(b"FLAGS " + write.words(view.flags()))
        self.tell("%d EXISTS" % len(view.entries))
        self.tell("%d RECENT" % view.recent())
        unseen = [number for number, entry in view.numbered() if "\\Seen" not in entry.message.flags]
        if unseen:
            self.tell("OK [UNSEEN %d] is the first that nobody has read" % unseen[0])
        permanent = write.words([] if read_only else list(view.flags()) + ["\\*"])
        self.tell(b"OK [PERMANENTFLAGS %s] are what you may change" % permanent)
        self.tell("OK [UIDVALIDITY %d] while it is this number, UIDs mean the same" % mailbox.uid_validity)
        self.tell("OK [UIDNEXT %d] will be the next UID" % mailbox.next_uid)
        return "OK [READ-ONLY] EXAMINE completed" if read_only else "OK [READ-WRITE] SELECT completed"

    # … the tree of mailboxes is changed and shown

    def create(self, name):
        self.folders.create(name)

    def delete(self, name):
        self.folders.delete(name)

    def rename(self, name, new):
        self.folders.rename(name, new)

    def subscribe(self, name):
        self.folders.subscribe(name)

    def unsubscribe(self, name):
        self.folders.unsubscribe(name)

    def list(self, reference, pattern):
        if not pattern:                             # what stands between the levels of a name?
            return self.tell('LIST (\\Noselect) "%s" ""' % LEVEL)
        for name, has_mail in self.folders.names():
            self.list_name("LIST", reference + pattern, name, has_mail)

    def lsub(self, reference, pattern):
        names = {name: True for name in self.folders.subscribed()}
        if pattern.endswith("%"):                   # section 6.3.9: a level above stands for those below it
            for name in list(names):
                parts = name.split(LEVEL)
                for depth in range(1, len(parts)):
                    names.setdefault(LEVEL.join(parts[:depth]), False)
        for name in sorted(names):
            self.list_name("LSUB", reference + pattern, name, names[name])

    def list_name(self, verb, pattern, name, is_whole):
        if matches(pattern, name) or name == INBOX and matches(pattern.upper(), name):
            attributes = "" if is_whole else "\\Noselect"
            start = '%s (%s) "%s" ' % (verb, attributes, LEVEL)
            self.tell(start.encode("ascii") + write.name(name))

    def status(self, name, wanted):
        mailbox = self.mailbox(name)
        messages, first = mailbox.messages(), mailbox.first_recent()
        numbers = {
            "MESSAGES": len(messages), "RECENT": sum(message.uid >= first for message in messages),
            "UIDNEXT": mailbox.next_uid, "UIDVALIDITY": mailbox.uid_validity,
            "UNSEEN": sum("\\Seen" not in message.flags for message in messages)}
        told = " ".join("%s %d" % (item, numbers[item]) for item in wanted)
        self.tell(b"STATUS %s (%s)" % (write.name(canonical(name)), told.encode()))

    def append(self, name, flags, date, message):
        mailbox = self.mailbox(name, "[TRYCREATE] ")
        self.check_keywords(mailbox, flags or ())
        arrived = int(time.time()) if date is None else date
        added, = self.folders.put(mailbox, [(message, arrived, flags or ())])
        return "OK [APPENDUID %d %d] APPEND completed" % (mailbox.uid_validity, added.uid)

    def mailbox(self, name, code=""):
        """The Mailbox of that name. No; [TRYCREATE] says that it could be made."""
        mailbox = self.folders.find(name)
        if mailbox is None:
            raise No(code + "there is no such mailbox")
        return mailbox

    def idle(self):
        """RFC 2177: until the client says DONE, a second thread tells what changes, as it changes."""
        over = threading.Event()

        def tell_news():
            while not over.is_set():
                changes = self.view.mailbox.changes
                news = b"".join(self.view.news(True))
                try:
                    self.conn.send(news) if news else None
                except OSError:
                    return              # the client has gone, as the one who reads will notice
                self.view.mailbox.wait(changes, over.is_set)

        self.conn.send(b"+ idling\r\n")
        teller = threading.Thread(target=tell_news, name="idle", daemon=True)
        if self.view:
            teller.start()
        try:
            line = next_line(self.conn, self.LINE_LIMIT)
        finally:
            over.set()
            if self.view:
                self.view.mailbox.wake()
                teller.join()
        if line.strip().upper() != b"DONE":
            raise Bad("expected DONE")

    # SELECTED (section 6.4)

    def close(self):
        if not self.view.read_only:
            self.view.mailbox.expunge()             # and not a word about it
        self.unselect()

    def unselect(self):
        self.view = None
        self.state = AUTHENTICATED

    def expunge(self):
        self.check_writable()
        self.view.mailbox.expunge()                 # told as news, like what others have removed

    def uid_expunge(self, numbers):
        """RFC 4315 section 2.1: what others have marked as deleted is left to them."""
        self.check_writable()
        self.view.mailbox.expunge({entry.message.uid for _, entry in self.view.select(numbers, by_uid=True)})

    def search(self, scanner):
        try:
            matching = program_of(scanner, self.view)
        except UnknownCharset:
            raise No("[BADCHARSET %s] write in one of these" % write.words(CHARSETS).decode()) from None
        found = [entry.message.uid if self.by_uid else number
                 for number, entry in self.view.numbered() if matching(number, entry)]
        self.tell(" ".join(["SEARCH"] + list(map(str, found))))

    def fetch(self, numbers, items):
        if self.by_uid and ITEMS["UID"] not in items:
            items = [ITEMS["UID"]] + items
        for number, entry in self.view.select(numbers, self.by_uid):
            self.tell_of(number, entry, items)

    def tell_of(self, number, entry, items):
        """One FETCH line. Whoever is given the text of a message has seen it, unless it was a peek."""
        seen = any(item.sees for item in items) and not self.view.read_only
        if seen and "\\Seen" not in entry.message.flags:
            self.view.mailbox.flag(entry.message, lambda flags: flags | {"\\Seen"})
            if ITEMS["FLAGS"] not in items:
                items = items + [ITEMS["FLAGS"]]
        pairs = b" ".join(item.label + b" " + item.value(entry) for item in items)
        self.tell(b"%d FETCH (%s)" % (number, pairs))

    def store_flags(self, numbers, change):
        self.check_writable()
        sign, silent, flags = change
        self.check_keywords(self.view.mailbox, flags)
        given = frozenset(flags)
        alter = {"+": lambda old: old | given, "-": lambda old: old - given, "": lambda old: given}[sign]
        for number, entry in self.view.select(numbers, self.by_uid):
            before = entry.message.flags
            self.view.mailbox.flag(entry.message, alter)
            if not silent:
                self.tell_of(number, entry, [ITEMS["FLAGS"]] + [ITEMS["UID"]] * self.by_uid)
            elif entry.told == before:
                entry.told = entry.message.flags    # the client can tell for itself

    def copy(self, numbers, name):
        mailbox = self.mailbox(name, "[TRYCREATE] ")
        messages = [entry.message for _, entry in self.view.select(numbers, self.by_uid)]
        added = self.folders.put(mailbox, [(each.data, each.arrived, each.flags) for each in messages])
        if added:
            pair = [write.uid_set(each.uid for each in group) for group in (messages, added)]
            return "OK [COPYUID %d %s %s] COPY completed" % (mailbox.uid_validity, *pair)

    def check_writable(self):
        if self.view.read_only:
            raise No("you have opened the mailbox with EXAMINE, to look only")

    def check_keywords(self, mailbox, flags):
        used = {flag for message in mailbox.messages() for flag in message.flags}
        if set(flags) - used and len(used.union(flags) - set(SYSTEM_FLAGS)) > MOST_KEYWORDS:
            raise No("there are %d keywords; that is enough" % MOST_KEYWORDS)
