"""What happened when a visitor asked for a script: a record for the log, the failure page, and the checks."""

import os
import re
import time


TRACEBACK = b"Traceback (most recent call last)"


class Visit:
    """One run of one script.

    number, connection      its number, and its name in the transcript: 3, "script 3"
    visitor_port            the visitor's end of the connection
    request, place          what was asked for (a Request), and the script that it named (a Place)
    variables               {name: bytes}: the meta-variables it was given
    body, fed               its input (bytes, or None), and how much of it the script took
    early                   it ended while the last byte of its input was kept back
    output, errors          what it printed (the beginning), and said on stderr (the end), as bytes
    code                    its exit status
    status                  what the visitor got
    failure                 a Failure, or None
    left_children           it ended, but something that it started did not
    seconds                 how long all of it took
    """

    def __init__(self, number, request, place):
        self.number = number
        self.connection = "script {}".format(number)
        self.request = request
        self.place = place
        self.visitor_port = None
        self.redirects = 0
        self.variables = {}
        self.body = None
        self.fed = 0
        self.early = False
        self.output = bytearray()
        self.errors = b""
        self.code = None
        self.status = None
        self.failure = None
        self.left_children = False
        self.began = time.monotonic()
        self.seconds = 0.0

    @property
    def name(self):
        """The script's file name."""
        return os.path.basename(self.place.script)

    def log(self):
        """What to tell the author in the terminal: a line for the visit, then what the script said on
        stderr."""
        line = "{} {} → {}".format(self.request.method, self.request.target, self.status or "its own answer")
        why = self.failure
        told = [line] if why is None else [line, " ".join(filter(None, [why.sentence, why.advice]))]
        if self.left_children:
            told.append("{} ended, but a program that it started went on; it was ended too.".format(
                self.name))
        return "\n".join(told + self.errors.decode("utf-8", "replace").splitlines())


class Failure:
    """Why a script's output was no response.

    kind       "crashed", "header-block", "out-of-time", "not-started"
    status     what HTTP calls it: 500, 502, 504
    sentence   for the author: "first.py stopped with NameError: name 'x' is not defined."
    advice     what is wrong exactly, or what to do; may be ""
    bad        the BadHeaderBlock, or None
    line       of the script, where its last traceback names one
    """

    def __init__(self, kind, status, sentence, advice="", bad=None, line=None):
        self.kind = kind
        self.status = status
        self.sentence = sentence
        self.advice = advice
        self.bad = bad
        self.line = line


class Crashed(Exception):
    """The script ended on an exception or a signal before it had finished its page."""


def is_dying(script):
    """Whether a script has printed a traceback: what it printed on stdout follows, and then its end."""
    return TRACEBACK in script.errors


def raise_if_crashed(script, output):
    """Crashed, if a script that has ended says so. An exit status alone is its own affair, if it printed a
    page."""
    if script.code and (script.code < 0 or is_dying(script) or not output.strip()):
        raise Crashed


def crash(code, errors, script):
    """The Failure of a script (a path) that ended with `code` and said `errors` (bytes) on stderr."""
    text = errors.decode("utf-8", "replace")
    last = [line for line in text[max(0, text.rfind("Traceback (most")):].splitlines()[1:]
            if line[:1].strip()]
    places = re.findall(r'^\s+File "(.*)", line ([0-9]+)', text, re.MULTILINE)
    lines = [int(line) for path, line in places if os.path.basename(path) == os.path.basename(script)]
    if code < 0:
        what = "was ended by signal {}".format(-code)
    elif last and re.match(r"[A-Za-z_][\w.]*(:|$)", last[0]):
        what = "stopped with {}".format(last[0].strip()[:200])
    else:
        what = "ended with exit status {}".format(code)
    return Failure("crashed", 500, "{} {}{}".format(os.path.basename(script), what,
                                                    "" if what.endswith((".", "?", "!"))
                                                    else "."), line=lines[-1] if lines else None)
