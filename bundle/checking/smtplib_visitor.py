"""Python's own smtplib as a visitor of the learner's mail server, on a recorded connection.

Import it where it is used: smtplib is slow to load.
"""

import re
import smtplib

from bundle.checking.general import WAITED
from bundle.checking.trial import glimpse

Refused = smtplib.SMTPException     # what its methods raise when an answer is not the one that smtplib wants


class Wire:
    """What smtplib needs of a socket, on a Visitor. `said` and `heard` are the last command and reply line.

    small_letters  the mistake of a program that does not answer a command in small letters
    """

    def __init__(self, peer, small_letters):
        self.peer = peer
        self._small_letters = small_letters
        self.said = self.heard = b""

    @property
    def in_small_letters(self):
        """Whether the last command was sent so."""
        return re.match(rb"(ehlo|helo|mail|rcpt|data|rset|quit)\b", self.said)

    @property
    def offset(self):
        """Where the last reply line begins, in the bytes that the program has sent."""
        return self.peer.consumed - len(self.heard)

    def sendall(self, data):
        self.said = data
        self.peer.send(data)

    def makefile(self, mode):
        return self

    def readline(self, limit):
        if not self.peer.waiting(self.peer.idle):
            self.peer.disappointed(
                self.in_small_letters and self._small_letters, WAITED, command=glimpse(self.said, 40),
                seconds=round(self.peer.idle, 1), turn="send")
        self.heard = self.peer.expect_line()
        return self.heard

    def close(self):
        pass    # the visitor does


class Client(smtplib.SMTP):
    """An smtplib.SMTP that speaks on `wire`, a Wire. It connects, and calls itself island.example."""

    def __init__(self, wire):
        self._wire = wire
        super().__init__(wire.peer.host, wire.peer.port, "island.example")

    def _get_socket(self, *where):
        return self._wire
