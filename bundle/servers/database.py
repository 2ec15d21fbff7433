"""A database in miniature, which speaks in binary frames: a key is asked for, rows come back, and an end.

A frame is a header of five bytes (the length of the body and an opcode, in network byte order) and the body.
"""

import random
import struct

from bundle.servers import PASSWORD, USER
from bundle.servers.session import MOST_REMEMBERED, Said, Session
from bundle.wire.connection import Quiet

HEADER = struct.Struct("!IB")
LOGIN, QUERY, ROW, END, ERROR = 1, 2, 3, 4, 5
LONGEST = 1000      # bytes of a body that a client may send

CAPITALS = ["Lisbon", "Oslo", "Ljubljana", "Reykjavík", "Brasília", "Nairobi", "Ottawa", "Tōkyō"]
CATS = ["Dinah", "Snowdrop", "Kitty", "Minka", "Félix", "Mog", "Tiger"]
MOTTOS = ["Curiouser and curiouser!", "Jam tomorrow, and jam yesterday", "Six impossible things before breakfast",
          "Take care of the sense", "Begin at the beginning"]
RIVERS = ["Thames", "Isis", "Cherwell", "Dee", "Tamesis"]
TEAS = ["à la crème", "très chaud", "noir ou vert, mais brûlant", "sans thé"]


class Table:
    """Keys, each with its rows: values (bytes, UTF-8). `blank` has one value of no bytes, `tape` one of 70,000."""

    def __init__(self, seed):
        rng = random.Random(seed)

        def some(values, count=1):
            left = list(values)
            return [left.pop(rng.randrange(len(left))).encode("utf-8") for _ in range(count)]

        self.rows = {"capital": some(CAPITALS), "cat": some(CATS, 3), "motto": some(MOTTOS), "river": some(RIVERS, 2),
                     "blank": [b""], "tape": [b"".join(b"%06d " % number for number in range(10000))],
                     "thé": some(TEAS)}


make = Table


def frame(opcode, body=b""):
    return HEADER.pack(len(body), opcode) + body


class Refused(Exception):
    """What the client sent is not to be answered; the text says why."""


class Database(Session):
    """Login, then queries until the client closes. After an error it closes itself."""

    name = "database"

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.heard = (0, 0, 0)      # of the frame that came last: its offset, the length in its header, its opcode
        self.refused = None         # why the conversation was broken off

    def serve(self):
        try:
            while True:
                self.tell(self.answer_to(*self.read_frame()))
        except Refused as problem:
            self.refused = str(problem)
            self._last_words(frame(ERROR, self.refused.encode("utf-8")))
        except (EOFError, ConnectionError, Quiet):
            pass  # the client has closed, or says nothing any more
        finally:
            self.conn.close()

    def refuse(self):
        self._last_words(frame(ERROR, b"too many clients; try again"))
        self.conn.close()

    def read_frame(self):
        """The next frame from the client: (opcode, body)."""
        offset = self.conn.consumed
        length, opcode = HEADER.unpack(self.conn.recv_exact(HEADER.size))
        self.heard = offset, length, opcode
        if length > LONGEST:
            raise Refused("a body of {} bytes is too long; {} are allowed".format(length, LONGEST))
        return opcode, self.conn.recv_exact(length)

    def answer_to(self, opcode, body):
        """The frames that answer one, as a list."""
        text = body.decode("utf-8", "replace")
        self.commands.append(Said({LOGIN: "LOGIN", QUERY: "QUERY"}.get(opcode, str(opcode)), text, self.heard[0]))
        del self.commands[:-MOST_REMEMBERED]
        if opcode == LOGIN:
            return self.log_in(text)
        if opcode != QUERY:
            raise Refused("there is no opcode {} for a client".format(opcode))
        if self.state != "in":
            raise Refused("log in first")
        return [frame(ROW, value) for value in self.store.rows.get(text, [])] + [frame(END)]

    def log_in(self, text):
        if text != USER + " " + PASSWORD:
            raise Refused("wrong user or password")
        self.state = "in"
        return [frame(END)]

    def tell(self, frames):
        self.conn.send(b"".join(frames))
