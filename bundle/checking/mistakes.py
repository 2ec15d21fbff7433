"""Mistakes that a check can prove, each with the sentence that a learner reads."""


class Mistake:
    """A mistake that has a name.

    name      its identifier, as in `# mistake: one-recv`
    sentence  what the program did, and what to do; {fields} are filled in when it is proved
    crash     words in the last line of a traceback that prove it too ("UnicodeDecodeError")
    rank      which of several proved mistakes is told: 0 the program cannot work at all, 1 named, 2 general
    """

    def __init__(self, name, sentence, crash=None, rank=1):
        self.name = name
        self.sentence = sentence
        self.crash = crash
        self.rank = rank

    def proved(self, at=None, direction=None, offset=None, **fields):
        """Raise Proved: the check is over.

        at         where it shows: a connection, a session, or None where no wire shows it
        direction  "sent" or "received", as the program sees it; if None, "sent" where the program has left first, else
                   that of the last bytes on the connection
        offset     of the byte that proves it; where the next byte would stand, if None
        """
        conn = getattr(at, "conn", at)
        evidence = None
        if conn is not None:
            if direction is None:
                direction = conn.last_direction if offset is None and not conn.left_first else "sent"
            if offset is None:
                offset = conn.received if direction == "sent" else conn.sent
            evidence = {"connection": conn.name, "direction": direction, "offset": offset}
        raise Proved(self, self.sentence.format(**fields), evidence)

    def about(self, **fields):
        """This mistake with some of its fields filled in, for whoever is to prove it without knowing them."""
        return _About(self, fields)

    def __repr__(self):
        return "<mistake {}>".format(self.name)


class _About:
    def __init__(self, mistake, fields):
        self.mistake = mistake
        self.fields = fields

    def about(self, **fields):
        return _About(self.mistake, dict(self.fields, **fields))

    def proved(self, at=None, direction=None, offset=None, **fields):
        self.mistake.proved(at, direction, offset, **dict(fields, **self.fields))


def mistake(name, sentence, crash=None):
    """A named mistake of an exercise; see Mistake."""
    return Mistake(name, sentence, crash)


class Proved(Exception):
    """A mistake has been proved: `mistake`, its `message`, and the `evidence` (a dict, or None)."""

    def __init__(self, mistake, message, evidence):
        super().__init__(message)
        self.mistake = mistake
        self.message = message
        self.evidence = evidence


class Cancelled(Exception):
    """The check was called off: another round has the verdict already, or the learner saved again."""
