"""The lecture of hour 2: its excerpts, which are replayed against the servers (its shape: test_shape.py).

A fenced block that names a protocol (```pop3 alice) is a conversation: each line with ">" is sent, all others
must come. They are one run, in the order of the lecture: what one excerpt sends, the next one finds. What the
lecture claims about Python is tried in test_lecture_2_claims.py.
"""

import re
import socket

from bundle.servers import PROTOCOLS, practice_tls
from bundle.servers.service import Service
from bundle.wire.faults import Faults
from tests.lessons.lecture import Lecture

LECTURE = Lecture(2)
BEFORE = {              # what has been said before an excerpt that begins later: its second word says so
    "pop3 alice": ["USER alice", "PASS wonderland"],
    "imap alice": ["a1 LOGIN alice wonderland", "a2 SELECT INBOX"],
    "ftp anonymous": ["USER anonymous", "PASS anonymous@"],
    "ftp cut": ["USER anonymous", "PASS anonymous@", "TYPE I", "PASV"],
    "smtp later": [],
}


class Practice:
    """The practice servers, whose stores remember from one excerpt to the next."""

    def __init__(self):
        self.stores = {}
        self.services = []

    def start(self, name, spec="clean"):
        protocol = PROTOCOLS[name]
        store = self.stores.setdefault(protocol.store, protocol.make_store(0))
        service = Service(protocol.session_class(), store, starttls=practice_tls.context, faults=Faults(spec))
        self.services.append(service)
        return service.start()

    def close(self):
        for service in self.services:
            service.close()


class Talk:
    """Both halves of an excerpt: says the client's lines, and compares what comes."""

    def __init__(self, service):
        self.service = service
        self.sock = socket.create_connection((service.host, service.port), 10)
        self.file = self.sock.makefile("rb")
        self.data = None

    def say(self, lines, as_one):
        """Lines that stand together. In HTTP they are one request (`as_one`), whose body has no line end."""
        text = "\r\n".join(lines) + ("" if as_one and lines[-1] else "\r\n")
        self.sock.sendall(text.encode("ascii"))

    def hear(self):
        line = self.file.readline().decode("utf-8")
        assert line.endswith("\n" if self.service.session_class.name == "http" else "\r\n"), "the server left"
        port = re.search(r"\(127,0,0,1,(\d+),(\d+)\)", line)
        if port:                                        # FTP: now it waits there for us
            self.data = socket.create_connection((self.service.host, int(port[1]) * 256 + int(port[2])), 10)
        return line.rstrip("\r\n").replace("\t", "\\t")

    def expect(self, wanted, skip):
        """The line `wanted`, which may be an abridged one; with `skip`, other lines may come before it."""
        heard = self.hear()
        while skip and not matches(wanted, heard):
            heard = self.hear()
        assert matches(wanted, heard), "the lecture has {!r}, the server says {!r}".format(wanted, heard)

    def prepare(self, lines):
        """What was said before the excerpt begins; its replies are heard, and not compared."""
        self.hear()
        for line in lines:
            self.say([line], False)
            tag = line.split()[0]
            while re.match(r"a\d", tag) and not self.hear().startswith(tag):
                pass
            if not re.match(r"a\d", tag):
                self.hear()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for each in filter(None, (self.data, self.file, self.sock)):
            each.close()
        assert self.service.settle(10)


def matches(wanted, heard):
    """Ports differ from run to run; [...] stands for the rest of a line."""
    if "(127,0,0,1," in wanted:
        wanted, heard = (re.sub(r",\d+,\d+\)", ")", each) for each in (wanted, heard))
    if wanted.endswith("[...]"):
        return heard.startswith(wanted[:-5])
    return wanted == heard


def replay(practice, name, word, block):
    service = practice.start(name, "cut-data" if word == "cut" else "clean")
    with Talk(service) as talk:
        if word:
            talk.prepare(BEFORE[name + " " + word])
        said, skip = [], False
        for line in block.splitlines() + [None]:
            if line is not None and line.startswith(">"):
                said.append(line[2:])
                continue
            for message in [said] if name == "http" and said else [[each] for each in said]:
                talk.say(message, name == "http")
            said = []
            if line not in (None, "[...]"):
                talk.expect(line, skip)
            skip = line == "[...]"


def test_the_excerpts_are_what_the_servers_say():
    practice, number = Practice(), 0
    try:
        for info, block in LECTURE.fences:
            name, _, word = info.partition(" ")
            if name:
                number += 1
                replay(practice, name, word, block)
    finally:
        practice.close()
    assert number >= 15


def test_every_command_of_the_grid_is_one_that_the_server_knows():
    grid = next(block for info, block in LECTURE.fences if not info and "who are you?" in block)
    row, known = None, 0
    for line in grid.splitlines()[2:]:
        row = line.split()[0].lower() if line[:6].strip() else row
        commands = getattr(PROTOCOLS[row].session_class(), "COMMANDS", None)
        for verb in re.findall(r"\b[A-Z]{3,}\b", line[8:]) if commands else ():
            assert verb in commands, (row, verb)
            known += 1
    assert known >= 25
