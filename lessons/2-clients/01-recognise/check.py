"""2.01 recognise: four captures to label. Each answer has its place on the wire, which is shown when it is wrong."""

import os

from bundle.checking import mistake, rounds
from bundle.wire import capture
from bundle.wire.transcript import Transcript

LONE_DOT = mistake("lone-dot", "The lone dot ends the block; it is not content.")
PERMANENCE = mistake("permanence", "5xx is permanent, 4xx temporary.")
CONTINUES = mistake("continues", "'250-' continues; '250 ' ends.")

DOT = (".", ".\\r\\n", "'.'", '"."', "dot", "a dot", "lone dot", "the lone dot", "a lone dot")


@rounds("clean")
def all_is_recognised(answers):
    answers.only([letter + key for letter in "abcd" for key in (".protocol", ".outcome", ".lines", ".end")])
    label(answers, "a", "FTP", "permanent", greeting="220 ", last="550 ", swapped="temporary")
    coded(answers, "a", 10, "211 End", begins="211-Features")
    label(answers, "b", "NNTP", "success", greeting="200 ", last="220 ")
    dotted(answers, "b", 9, begins="Path: ")
    label(answers, "c", "SMTP", "temporary", greeting="220 ", last="450 ", swapped="permanent")
    coded(answers, "c", 4, "250 HELP", begins="250-mail")
    label(answers, "d", "POP3", "failure", greeting="+OK", last="-ERR",
          look="the status is -ERR, which does not say for how long")
    dotted(answers, "d", 18, begins="Received: ")


def label(answers, letter, protocol, outcome, greeting, last, swapped=None, look=None):
    """Which protocol, and how its last command went; `swapped` is what tells that 4xx and 5xx were mixed up."""
    answers.expect(letter + ".protocol", protocol, at=place(answers, letter, greeting),
                   look="look at the greeting, and at the commands")
    answers.expect(letter + ".outcome", outcome, outcome + " failure", at=place(answers, letter, last),
                   mistakes={swapped: PERMANENCE, "{} failure".format(swapped): PERMANENCE} if swapped else None,
                   look=look or "look at the first digit of the reply to the command before QUIT")


def coded(answers, letter, lines, end, begins):
    """A reply whose last line has the status code and a space."""
    answers.expect(letter + ".lines", str(lines), otherwise=CONTINUES, at=place(answers, letter, begins))
    answers.expect(letter + ".end", end, end + "\\r\\n", "'{}'".format(end), '"{}"'.format(end),
                   otherwise=CONTINUES, at=place(answers, letter, end))


def dotted(answers, letter, lines, begins):
    """A block that a lone dot ends."""
    counted_too = {str(lines + 1): LONE_DOT, str(lines + 2): LONE_DOT}
    answers.expect(letter + ".lines", str(lines), mistakes=counted_too, at=place(answers, letter, begins),
                   look="count each \\r\\n from the line after the status to the one before the lone dot")
    answers.expect(letter + ".end", *DOT, otherwise=LONE_DOT, at=place(answers, letter, "\r\n.\r\n", 2))


def place(answers, letter, words, skip=0):
    """Where the server says `words` in a capture, as evidence: (transcript, connection, direction, offset)."""
    path = os.path.join(answers.exercise.folder, "data", "capture-{}.txt".format(letter))
    transcript = Transcript()
    with open(path, encoding="ascii") as file:
        transcript.events = capture.read(file.read())
    said = b"".join(event.data for event in transcript.events if event.direction == "received")
    return transcript, "1", "received", said.index(words.encode("ascii")) + skip
