"""Mailboxes: users with passwords, and the messages that wait for them.

One model for every mail protocol: SMTP delivers into it, POP3 and IMAP read it and remove from it. A message
keeps its UID and its bytes for ever, its number is only its place in somebody's list, so numbers are not
stored here. Nothing here knows a command or a connection.
"""
import threading

from bundle.servers.stores.folders import Folders
from bundle.servers.stores.letters import crlf

HOSTS = ("wonderland.example", "localhost", "[127.0.0.1]")  # the domains whose mail is for us
MOST_MESSAGES = 10000                                       # in one mailbox
MOST_BYTES = 64 * 1024 * 1024                               # of all messages in one mailbox


class Full(Exception):
    """A mailbox has no room for a message; the text is the name of its user."""


class Message:
    """One message. Its identity and its bytes never change; its flags do."""

    __slots__ = ("uid", "unique_id", "data", "arrived", "flags")

    def __init__(self, uid, unique_id, data, arrived, flags=()):
        self.uid = uid                  # int; rises with each message, is never used again
        self.unique_id = unique_id      # the same for POP3: 1 to 70 printable characters (RFC 1939 section 7)
        self.data = data                # bytes, every line ending with CRLF
        self.arrived = arrived          # seconds since 1970
        self.flags = frozenset(flags)   # str, as IMAP writes them


class Mailbox:
    """The messages of one user, in the order they came. Every method may be called from any thread."""

    def __init__(self, uid_validity, next_uid=1, most_bytes=MOST_BYTES):
        self.uid_validity = uid_validity
        self.most_bytes = most_bytes
        self.changes = 0                    # how often anything has changed
        self._next_uid = next_uid
        self._first_recent = 0              # from this UID on, no session has been told of a message
        self._messages = []
        self._guard = threading.Condition()     # guards all that begins with _; told of every change
        self._locked = False

    def deliver(self, data, arrived=0, flags=()):
        """Add a message (bytes or str, any line ends) and return it. A list already taken does not change."""
        return self.deliver_all([(data, arrived, flags)])[0]

    def deliver_all(self, letters):
        """Add messages (data, arrived, flags) at once, so that nobody sees only some of them; returns them.
        """
        with self._guard:
            added = []
            for data, arrived, flags in letters:
                uid, self._next_uid = self._next_uid, self._next_uid + 1
                added.append(Message(uid, "%08x%08x" % (self.uid_validity, uid), crlf(data), arrived, flags))
            self._messages += added
            self._changed()
            return added

    def has_room(self, size=1, count=1):
        """Whether `count` more messages, of `size` bytes together, may be delivered."""
        messages = self.messages()
        total = sum(len(message.data) for message in messages)
        return len(messages) + count <= MOST_MESSAGES and total + size <= self.most_bytes

    def messages(self):
        """The messages as they are now, a list of the caller's own."""
        with self._guard:
            return list(self._messages)

    def remove(self, uids):
        """Remove the messages with these UIDs; those that are gone already do not matter."""
        gone = set(uids)
        with self._guard:
            self._messages = [message for message in self._messages if message.uid not in gone]
            self._changed()

    def expunge(self, uids=None):
        """Remove the messages that are marked as deleted; with `uids`, only those of them."""
        with self._guard:
            self.remove([message.uid for message in self._messages
                         if "\\Deleted" in message.flags and (uids is None or message.uid in uids)])

    def flag(self, message, change):
        """Replace the flags of a message by what `change` makes of them; returns the new ones."""
        with self._guard:
            flags = frozenset(change(message.flags))
            if flags != message.flags:
                message.flags = flags
                self._changed()
            return message.flags

    @property
    def next_uid(self):
        """The UID that the next message will get."""
        return self._next_uid

    def first_recent(self, claim=False):
        """The UID from which on messages are recent: no session has been told of them yet (RFC 3501 section
        2.3.2). With `claim`, the caller is that session from now on, and for no other they are recent.
        """
        with self._guard:
            first = self._first_recent
            if claim:
                self._first_recent = self._next_uid
            return first

    def wait(self, changes, is_over):
        """Wait until there have been other changes than so many, or until is_over() is true; see wake()."""
        with self._guard:
            self._guard.wait_for(lambda: self.changes != changes or is_over())

    def wake(self):
        """Let those who wait look again whether it is over."""
        with self._guard:
            self._guard.notify_all()

    def _changed(self):
        self.changes += 1
        self._guard.notify_all()

    def skip_uids(self, count):
        """Let the next UID be higher by `count`, as if messages had come and gone."""
        with self._guard:
            self._next_uid += count

    def lock(self):
        """Take the exclusive lock that a POP3 session holds (RFC 1939 section 4); False if somebody else has
        it. Never waits.
        """
        with self._guard:
            taken, self._locked = not self._locked, True
            return taken

    def unlock(self):
        """Give the lock back. Only for who has it."""
        with self._guard:
            self._locked = False


class Mailboxes:
    """A mail host: `users` maps a name to a password, `boxes` a name to a Mailbox, `folders` to all there
    are.
    """

    def __init__(self):
        self.users = {}
        self.boxes = {}                         # the INBOX of each
        self.folders = {}                       # all mailboxes of each: Folders
        self._delivering = threading.Lock()     # one message at a time goes to all who get it, or to none

    def add(self, user, password, mailbox):
        self.users[user] = password
        self.boxes[user] = mailbox
        self.folders[user] = Folders(mailbox)
        return mailbox

    def open(self, user, password):
        """The user's Mailbox; None if there is no such user, or another password."""
        return self.boxes[user] if user in self.users and self.users[user] == password else None

    def find(self, local_part, domain):
        """The user whose address that is, in any case of its letters; None where it is nobody's here. Mail
        for the postmaster, whom every host must have (RFC 5321 section 4.5.1), goes to the first user.
        """
        if domain.lower() not in HOSTS or not self.users:
            return None
        name = local_part.lower()
        return next(iter(self.users)) if name == "postmaster" else name if name in self.users else None

    def deliver(self, users, data, arrived=0):
        """Add a message (bytes or str) to the mailbox of each of these users, or to none: Full."""
        data = crlf(data)
        with self._delivering:
            for user in users:
                if not self.boxes[user].has_room(len(data)):
                    raise Full(user)
            for user in users:
                self.boxes[user].deliver(data, arrived)


def make(seed=0):
    """Alice's mailbox with a dozen messages, the rabbit's with none, the dormouse's that has no room. The
    same seed makes the same bytes; seed 0 is for practice.
    """
    import random
    from bundle.servers.stores import sample_mail
    rng = random.Random(seed)
    store = Mailboxes()
    validity = rng.randrange(0x43000000, 0x44000000)
    alice = store.add("alice", "wonderland", Mailbox(validity, rng.randrange(100, 900)))
    store.add("rabbit", "teatime", Mailbox(validity + 1))
    store.add("dormouse", "treacle", Mailbox(validity + 2, most_bytes=0))
    for data, arrived, flags in sample_mail.messages(rng):
        alice.deliver(data, arrived, flags)
        alice.skip_uids(rng.randrange(1, 9))
    for name in ("Archive/Tea parties", "Drafts", "Sent", "Trash"):
        store.folders["alice"].create(name)
    return store
