"""1.02 trace: two captures to read. Each answer has its place on the wire, which is shown when it is wrong."""

import os

from bundle.checking import mistake, rounds
from bundle.wire import capture
from bundle.wire.transcript import Transcript

SERVER_PORT = mistake("server-port", "{value} is the server's port; the ephemeral port is the connecting side's.")
LAST_DATA = mistake("last-data", "{key}: the first closer sends the first FIN, not the last data.")
CHUNKS = mistake("chunks", "{key} = {value}: you counted chunks or lines, not bytes; add up how many bytes each chunk has, "
                 "which is the number that stands before it in your file.")

PROGRAM, PEER = "program", "peer"
BEFORE_ALL = -1     # the offset of a connection's opening


@rounds("clean")
def all_is_read(answers):
    keys = ("connected", "ephemeral", "closed", "sent", "received")
    answers.only(["%s.%s" % (letter, key) for letter in "ab" for key in keys])
    for letter in "ab":
        judge(answers, letter)


def judge(answers, letter):
    """The five answers about one capture."""
    transcript = read(answers, letter)
    opened, closed = [first(transcript, kind) for kind in ("open", "fin")]
    client, server = opened.note.split(" to ")
    at_open = transcript, opened.connection, opened.direction, BEFORE_ALL
    file = "capture-%s.txt" % letter
    answers.expect(letter + ".connected", *ways_to_say(opened, client), at=at_open,
                   look="look at the row of {} that says open, and where its arrow starts".format(file))
    answers.expect(letter + ".ephemeral", *ways_to_write(client), at=at_open,
                   mistakes=dict.fromkeys(ways_to_write(server), SERVER_PORT),
                   look="look for the port of the end that connected")
    closer, other = (client, server) if closed.direction == opened.direction else (server, client)
    not_first = [PEER if closed.direction == "sent" else PROGRAM] + ways_to_write(other)
    answers.expect(letter + ".closed", *ways_to_say(closed, closer), at=place(transcript, closed),
                   mistakes=dict.fromkeys(not_first, LAST_DATA), look="look for the first FIN in " + file)
    for direction in ("sent", "received"):
        count(answers, "%s.%s" % (letter, direction), transcript, direction)


def count(answers, key, transcript, direction):
    """How many bytes went in one direction."""
    chunks = [event for event in transcript.events if (event.kind, event.direction) == ("data", direction)]
    total = sum(len(event.data) for event in chunks)
    lines = sum(max(1, event.data.count(b"\n")) for event in chunks)
    whose = "program's rows, those with ->" if direction == "sent" else "peer's rows, those with <-"
    answers.expect(key, str(total), "%d bytes" % total, "%d B" % total, at=place(transcript, chunks[0]),
                   mistakes={str(wrong): CHUNKS for wrong in (len(chunks), lines)},
                   look="add up the numbers that stand in capture-%s.txt in the %s" % (key[0], whose))


def ways_to_say(event, address):
    """An end is the program or the peer, or has its address."""
    end = PROGRAM if event.direction == "sent" else PEER
    return [end, "the " + end] + ways_to_write(address)


def ways_to_write(address):
    """An address may be given whole, or as its port."""
    port = address.rpartition(":")[2]
    return [port, "port " + port, address]


def first(transcript, kind):
    return next(event for event in transcript.events if event.kind == kind)


def place(transcript, event):
    """Where an event stands in a capture, as evidence: (transcript, connection, direction, offset)."""
    return transcript, event.connection, event.direction, event.offset


def read(answers, letter):
    transcript = Transcript()
    path = os.path.join(answers.exercise.folder, "data", "capture-%s.txt" % letter)
    with open(path, encoding="ascii") as file:
        transcript.events = capture.read(file.read())
    return transcript
