"""A mailbox as one IMAP session sees it: message numbers, and what the client has still to be told.

A number is a place in a list that this session and its client have in common. Another session may remove
messages meanwhile; here they stay, and all can still be fetched, until EXPUNGE has told the client, which
is not allowed at any time (RFC 3501 section 7.4.1). A UID is the message's own, and means the same in every
session.
"""
from bundle.servers import imap_write as write
from bundle.servers.imap_parse import SYSTEM_FLAGS, Bad, is_within


class Entry:
    """A message in the view."""

    __slots__ = ("message", "told", "is_recent")

    def __init__(self, message, is_recent):
        self.message = message
        self.told = message.flags       # as the client knows them
        self.is_recent = is_recent      # this session is the first that knows of it (section 2.3.2)

    def flags(self):
        """The flags now, as FETCH shows them; with that, the client knows them."""
        self.told = self.message.flags
        return write.words(sorted(self.told) + ["\\Recent"] * self.is_recent)


class View:
    """The selected mailbox. `entries[0]` is message number 1."""

    def __init__(self, mailbox, read_only):
        self.mailbox = mailbox
        self.read_only = read_only
        self.entries = []
        self._changes = mailbox.changes     # when we looked last
        self._last = 0                  # the highest UID that has been in the view
        self._add_new()

    # Finding messages

    def select(self, numbers, by_uid):
        """[(number, Entry)] of a NumberSet, in order. Bad for a message number that there is not; a UID
        that there is not is left out without a word (section 6.4.8).
        """
        if by_uid:
            spans = numbers.spans(self.last_uid())
            return [each for each in self.numbered() if is_within(each[1].message.uid, spans)]
        spans = numbers.spans(len(self.entries))
        if spans[0][0] < 1 or spans[-1][1] > len(self.entries):
            raise Bad("there is no such message number, only %d messages" % len(self.entries))
        return [(number, self.entries[number - 1]) for low, high in spans for number in range(low, high + 1)]

    def numbered(self):
        return enumerate(self.entries, 1)

    def last_uid(self):
        """What * means among UIDs."""
        return self.entries[-1].message.uid if self.entries else self.mailbox.next_uid

    def recent(self):
        return sum(entry.is_recent for entry in self.entries)

    def flags(self):
        """All flags that messages here have, and those that every mailbox knows, in order."""
        used = {flag for message in self.mailbox.messages() for flag in message.flags}
        return list(SYSTEM_FLAGS) + sorted(used - set(SYSTEM_FLAGS))

    # News (section 5.2)

    def news(self, may_expunge):
        """The untagged lines that tell the client what has changed since the last time.

        may_expunge  whether numbers may change now. If not, that is told another time
        """
        changes = self.mailbox.changes
        if changes == self._changes:
            return []
        self._changes = changes if may_expunge else -1      # -1: look again
        lines = self._gone() if may_expunge else []
        if self._add_new():
            lines += [b"* %d EXISTS\r\n" % len(self.entries), b"* %d RECENT\r\n" % self.recent()]
        lines += [b"* %d FETCH (FLAGS %s)\r\n" % (number, entry.flags())
                  for number, entry in self.numbered() if entry.told != entry.message.flags]
        return lines

    def _gone(self):
        """EXPUNGE for each message that is no longer there: each changes the numbers of those behind it at
        once.
        """
        there = {message.uid for message in self.mailbox.messages()}
        lines, kept = [], []
        for entry in self.entries:
            if entry.message.uid in there:
                kept.append(entry)
            else:
                lines.append(b"* %d EXPUNGE\r\n" % (len(kept) + 1))
        self.entries = kept
        return lines

    def _add_new(self):
        """Messages that came since the last time get the next numbers; returns whether there were any."""
        first_recent = self.mailbox.first_recent(claim=not self.read_only)
        new = [message for message in self.mailbox.messages() if message.uid > self._last]
        self.entries += [Entry(message, message.uid >= first_recent) for message in new]
        self._last = new[-1].uid if new else self._last
        return bool(new)
