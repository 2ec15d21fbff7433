"""Mails that a check hands to the learner's mail server, and the files that it must make of them.

It knows the lines of SMTP (RFC 5321), and no connection.
"""

PEOPLE = "alice", "rabbit", "hatter", "hare", "cat", "queen"
LINES = ("Tea is at %d o'clock.", "Bring %d cups.", "The cake has %d candles.", "Room %d, second door.",
         "%d tarts are gone.")


def in_lines(texts):
    """These texts as they cross the wire, a line each."""
    return "".join(text + "\r\n" for text in texts).encode("ascii")


class Mail:
    """A mail from the seed: `sender`, two `recipients`, and `text`, the bytes of the message.

    server  the trial whose seed it is
    more    the lines at the end of the text, in place of one from the seed
    """

    def __init__(self, server, more=()):
        rng = server.rng
        self.sender, *self.recipients = ["%s%d@Wonderland.example" % (rng.choice(PEOPLE), number)
                                         for number in rng.sample(range(10, 10000), 3)]
        lines = ["Subject: The trial, page %d" % rng.randrange(10 ** 9), ""]
        lines += [rng.choice(LINES) % rng.randrange(100), ""]
        self.text = in_lines(lines + list(more or [rng.choice(LINES) % 7]))

    @property
    def envelope(self):
        """The commands that come before the text."""
        recipients = ["RCPT TO:<%s>" % each for each in self.recipients]
        return ["MAIL FROM:<%s>" % self.sender] + recipients + ["DATA"]

    @property
    def file(self):
        """What its file must hold: from whom, to whom, an empty line, the text."""
        recipients = ["to " + each for each in self.recipients]
        return in_lines(["from " + self.sender] + recipients + [""]) + self.text
