"""The trial of a wire exercise: a file of `key = value` lines about a capture."""

from bundle.checking.mistakes import Mistake
from bundle.checking.trial import Trial

UNREADABLE = Mistake("unreadable-answer", "Line {line} of your answers is not of the form `key = value`: {text}.")
BLANK = Mistake("blank", "You have not answered {key} yet; write a value after the '='.", rank=2)
UNKNOWN_KEY = Mistake("unknown-key", "Line {line}: nobody asked for {key}; the keys are {keys}.", rank=2)
WRONG = Mistake("wrong-answer", "{key} = {value} is not right; {look}.", rank=2)


class Answers(Trial):
    """The learner's answers. A check says what is right, and which wrong answer shows which mistake."""

    def __init__(self, *details):
        super().__init__(*details)
        self.values = {}
        self._lines = {}
        self._unreadable = None     # (number, text) of the first line that is no answer; proved once the round runs
        with open(self.file, encoding="utf-8-sig") as answers:
            for number, row in enumerate(answers, 1):
                row = row.strip()
                if not row or row.startswith("#"):
                    continue
                key, equals, value = row.partition("=")
                if not equals or not key.strip():
                    self._unreadable = self._unreadable or (number, row[:40])
                    continue
                self.values[key.strip().lower()] = value.strip()
                self._lines[key.strip().lower()] = number

    def only(self, keys):
        """Raise Proved if a key was answered that is not among `keys`."""
        self._can_be_read()
        for key in self.values:
            if key not in keys:
                UNKNOWN_KEY.proved(line=self._lines[key], key=key, keys=", ".join(keys))

    def expect(self, key, *right, mistakes=None, otherwise=None, look="look at the capture again", at=None):
        """The answer to `key` must be one of `right`, in whatever case and spacing.

        mistakes   wrong answer -> the named mistake that it shows
        otherwise  the mistake of any other wrong answer
        look       where to look, for a wrong answer that shows no named mistake
        at         (transcript, connection, direction, offset) of the evidence in the capture
        """
        self._can_be_read()
        value = self.values.get(key, "")
        given = _plain(value)
        if not given:
            BLANK.proved(key=key)
        if given in [_plain(answer) for answer in right]:
            return
        for wrong, mistake in (mistakes or {}).items():
            if given == _plain(wrong):
                self._prove(mistake, at, key, value)
        if otherwise:
            self._prove(otherwise, at, key, value)
        self._prove(WRONG, at, key, value, look=look)

    def _can_be_read(self):
        if self._unreadable:
            number, text = self._unreadable
            UNREADABLE.proved(line=number, text=text)

    def _prove(self, mistake, at, key, value, **fields):
        if at is None:
            mistake.proved(key=key, value=value, **fields)
        self.transcript, connection, direction, offset = at
        place = Place(connection)
        mistake.proved(place, direction, offset, key=key, value=value, **fields)


class Place:
    """A connection of a capture, to point at."""

    def __init__(self, name):
        self.name = name
        self.last_direction, self.left_first, self.received, self.sent = "received", False, 0, 0


def _plain(text):
    return " ".join(text.lower().replace(",", " ").split())
