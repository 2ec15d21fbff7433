"""The lecture of hour 2: its length, its pictures, and its excerpts, which are replayed against the servers.

A fenced block that names a protocol (```pop3 alice) is a conversation: each line with ">" is sent, all others
must come. They are one run, in the order of the lecture: what one excerpt sends, the next one finds. What the
lecture claims about Python is tried in test_lecture_2_claims.py.
"""

import os
import re
import socket

import pytest

from bundle import course
from bundle.screen.markdown import render
from bundle.screen.style import Style
from bundle.servers import PROTOCOLS, practice_tls
from bundle.servers.service import Service
from bundle.wire.faults import Faults

with open(os.path.join(course.lessons()[1].folder, "lecture.md"), encoding="utf-8") as file:
    TEXT = file.read()
FENCES = re.findall(r"^```(.*)\n((?:.*\n)*?)```$", TEXT, re.MULTILINE)
PROSE = re.sub(r"^```(?:.*\n)*?```$", "", TEXT.split("---\n", 2)[2], flags=re.MULTILINE)
MARGIN = 4              # a block is indented by so much on the screen

CURRICULUM = [          # minutes, and a word of the title
    (0, 9, "shape"), (9, 20, "FTP"), (20, 27, "News"), (27, 38, "mail"), (38, 46, "HTTP"), (46, 53, "TLS"),
    (53, 60, "Timeouts"),
]
MISCONCEPTIONS = [
    "the library checks everything", "TLS in the name means verified", "POP3 deletes at once",
    "message numbers are identities", "POST is safe to retry", "all errors are one family",
]
BEFORE = {              # what has been said before an excerpt that begins later: its second word says so
    "pop3 alice": ["USER alice", "PASS wonderland"],
    "imap alice": ["a1 LOGIN alice wonderland", "a2 SELECT INBOX"],
    "ftp anonymous": ["USER anonymous", "PASS anonymous@"],
    "ftp cut": ["USER anonymous", "PASS anonymous@", "TYPE I", "PASV"],
    "smtp later": [],
}


# Its shape

def test_the_hour_is_divided_as_the_curriculum_has_it():
    found = re.findall(r"^## (.+) \{(\d+)–(\d+)\}$", TEXT, re.MULTILINE)
    assert [(int(start), int(end)) for _, start, end in found] == [row[:2] for row in CURRICULUM]
    for (title, _, _), (_, _, word) in zip(found, CURRICULUM):
        assert word in title


def test_it_can_be_spoken_in_an_hour():
    assert 4500 <= len(PROSE.split()) <= 5500


@pytest.mark.parametrize("misconception", MISCONCEPTIONS)
def test_a_misconception_is_ended_in_so_many_words(misconception):
    assert '**Not so: "{}."**'.format(misconception) in " ".join(PROSE.split())
    sentence = misconception[0].upper() + misconception[1:] + "."
    assert re.search(r"^\d\. " + re.escape(sentence), PROSE, re.MULTILINE)


@pytest.mark.parametrize("word", ["simply", "just", "obviously", "packet", "packets", "SSL"])
def test_a_word_that_is_not_used(word):
    prose = re.sub("`[^`]*`", "", PROSE)
    assert word not in re.findall(r"\w+", prose) and word.capitalize() not in re.findall(r"\w+", prose)


@pytest.mark.parametrize("style", [Style(), Style(ascii=True)], ids=["box", "ascii"])
def test_80_columns_hold_every_block_whole(style):
    lines = [line for _, block in FENCES for line in block.splitlines()]
    assert max(map(len, lines)) + MARGIN <= 80 and all(map(str.isascii, lines))
    drawn = render(TEXT, 80, style)
    assert max(map(len, drawn)) <= 80
    assert not [line for line in lines if line.strip() and " " * MARGIN + line.rstrip() not in drawn]


def test_every_exercise_of_the_hour_that_there_is_is_mentioned():
    for exercise in course.lessons()[1].exercises:
        number = "{}.{:02}".format(exercise.lesson, exercise.number)
        assert number in TEXT, number


# Its excerpts

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
        for info, block in FENCES:
            name, _, word = info.partition(" ")
            if name:
                number += 1
                replay(practice, name, word, block)
    finally:
        practice.close()
    assert number >= 15


def test_every_command_of_the_grid_is_one_that_the_server_knows():
    grid = next(block for info, block in FENCES if not info and "who are you?" in block)
    row, known = None, 0
    for line in grid.splitlines()[2:]:
        row = line.split()[0].lower() if line[:6].strip() else row
        commands = getattr(PROTOCOLS[row].session_class(), "COMMANDS", None)
        for verb in re.findall(r"\b[A-Z]{3,}\b", line[8:]) if commands else ():
            assert verb in commands, (row, verb)
            known += 1
    assert known >= 25
