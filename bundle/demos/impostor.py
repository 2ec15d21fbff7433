"""A POP3 server that is none: whoever comes is let in, and the password stays here."""

from bundle.servers.pop3 import POP3, TRANSACTION
from bundle.servers.stores.mailbox import Mailbox


class Impostor(POP3):
    """It shows everybody an empty mailbox, so that nobody wonders for a while."""

    def password(self, string):
        self.conn.transcript.add(self.conn.name, "note",
                                 note="the impostor writes down: %s, %s" % (self.who, string))
        self.mailbox, self.state = Mailbox(0), TRANSACTION
        self.mailbox.lock()
        return "+OK " + self.summary()
