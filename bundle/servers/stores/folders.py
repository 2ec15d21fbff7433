"""All mailboxes of one user: INBOX, where mail arrives, and those that the user has made.

Names form a tree, "Archive/2006" being below "Archive" (RFC 3501 section 5.1). A name that was deleted
while others are below it stays as a level of the tree that holds no mail. What a name means is the client's
business: letters beyond ASCII come in the modified UTF-7 of section 5.1.3, and are kept as they come.
"""
import threading

from bundle.servers.stores.letters import crlf

INBOX = "INBOX"
LEVEL = "/"                             # between the levels of a name
LONGEST_NAME = 200
MOST_FOLDERS = 100
MOST_BYTES = 128 * 1024 * 1024          # of all mailboxes of a user together


class Refused(Exception):
    """That cannot be done; the text says why."""


class Folders:
    """The mailboxes of a user, by name. Every method may be called from any thread."""

    def __init__(self, inbox):
        self._inbox = inbox
        self._made = {}                 # name -> Mailbox, or None for a level without mail
        self._subscribed = {INBOX}
        self._next_validity = inbox.uid_validity + 1
        self._guard = threading.RLock()         # guards all that begins with _

    # Finding

    def find(self, name):
        """The Mailbox of that name; None where there is none."""
        with self._guard:
            return self._inbox if canonical(name) == INBOX else self._made.get(name)

    def names(self):
        """Every name, in order, and whether there is a mailbox: [(name, bool)]."""
        with self._guard:
            return [(INBOX, True)] + [(name, box is not None) for name, box in sorted(self._made.items())]

    # Changing the tree (sections 6.3.3 to 6.3.5)

    def create(self, name):
        """Make a mailbox, and those above it that are missing. Refused."""
        name = name[:-1] if name.endswith(LEVEL) else name     # "there will be mailboxes below it"
        with self._guard:
            check(name)
            if self.find(name):
                raise Refused("there is a mailbox of that name")
            self._make(name)

    def delete(self, name):
        """Take a mailbox away, with its mail; those below it stay. Refused."""
        with self._guard:
            if canonical(name) == INBOX:
                raise Refused("INBOX is always there")
            if name not in self._made:
                raise Refused("there is no such mailbox")
            if not self._below(name):
                del self._made[name]
            elif self._made[name]:
                self._made[name] = None
            else:
                raise Refused("there are mailboxes below it")

    def rename(self, name, new):
        """Give a mailbox, and all below it, another name. From INBOX, its messages move. Refused."""
        with self._guard:
            check(new)
            if self.find(new) or new in self._made:
                raise Refused("there is a mailbox of that name")
            if canonical(name) == INBOX:
                return self._move_inbox(new)
            if name not in self._made:
                raise Refused("there is no such mailbox")
            if new.startswith(name + LEVEL):
                raise Refused("a mailbox cannot be below itself")
            moving = [name] + self._below(name)
            for each in moving:
                check(new + each[len(name):])
            self._make_above(new)
            self._made.update({new + each[len(name):]: self._made.pop(each) for each in moving})

    def _move_inbox(self, new):
        messages = self._inbox.messages()
        self._make(new).deliver_all((each.data, each.arrived, each.flags) for each in messages)
        self._inbox.remove(each.uid for each in messages)

    def _make(self, name):
        if len(self._made) + name.count(LEVEL) >= MOST_FOLDERS:
            raise Refused("you have %d mailboxes; that is enough" % len(self._made))
        self._make_above(name)
        self._made[name] = box = type(self._inbox)(self._next_validity)
        self._next_validity += 1        # never the same again, even where the name is (section 2.3.1.1)
        return box

    def _make_above(self, name):
        above = name.rpartition(LEVEL)[0]
        if above and above not in self._made and canonical(above) != INBOX:
            self._make(above)

    def _below(self, name):
        return [each for each in self._made if each.startswith(name + LEVEL)]

    # Which ones the user looks at (sections 6.3.6, 6.3.7, 6.3.9)

    def subscribe(self, name):
        with self._guard:
            check(name)
            if len(self._subscribed) >= 2 * MOST_FOLDERS:
                raise Refused("you look at %d mailboxes; that is enough" % len(self._subscribed))
            self._subscribed.add(canonical(name))

    def unsubscribe(self, name):
        with self._guard:
            if canonical(name) not in self._subscribed:
                raise Refused("you are not subscribed to it")
            self._subscribed.remove(canonical(name))

    def subscribed(self):
        """The names, in order; a mailbox that is gone may be among them."""
        with self._guard:
            return sorted(self._subscribed)

    # Putting mail into one

    def put(self, box, letters):
        """Add messages (data, arrived, flags) to the mailbox `box`, all or none. Refused, for want of room.
        """
        letters = [(crlf(data), arrived, flags) for data, arrived, flags in letters]
        size = sum(len(data) for data, _, _ in letters)
        with self._guard:
            boxes = [self._inbox] + [each for each in self._made.values() if each]
            total = sum(len(message.data) for each in boxes for message in each.messages())
            if not box.has_room(size, len(letters)) or total + size > MOST_BYTES:
                raise Refused("there is no room for so much mail")
            return box.deliver_all(letters)


def canonical(name):
    """INBOX is the same name in any case (section 5.1); no other is."""
    return INBOX if name.upper() == INBOX else name


def check(name):
    """Refused, where it can be no name of a mailbox."""
    printable = all(" " <= letter <= "~" and letter not in "*%" for letter in name)
    if not printable or len(name) > LONGEST_NAME or not all(name.split(LEVEL)):
        raise Refused("that is no name for a mailbox")


def matches(pattern, name):
    """Whether the name matches the pattern of LIST: "*" is anything, "%" is anything up to the next level.

    Goes through the pattern once, with all places in the name where one may be, so that no pattern takes
    long.
    """
    if len(pattern) > 2 * LONGEST_NAME:
        return False
    places = {0}
    for letter in pattern:
        if letter == "*":
            places = set(range(min(places), len(name) + 1))
        elif letter == "%":
            places = {place for start in places for place in range(start, _end_of_level(name, start) + 1)}
        else:
            places = {place + 1 for place in places if name[place:place + 1] == letter}
        if not places:
            return False
    return len(name) in places


def _end_of_level(name, start):
    end = name.find(LEVEL, start)
    return len(name) if end < 0 else end
