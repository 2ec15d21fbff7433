"""One thread, one selector, everything else in small objects."""
import selectors
import socket
import sys
import time

sel = selectors.DefaultSelector()
LIMIT = float(sys.argv[2])
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
sel.register(listener, selectors.EVENT_READ)
waiting = None
tables = set()


class Player:
    table, buf, gone = None, b"", False

    def __init__(self, conn):
        self.conn = conn

    def tell(self, *lines):
        try:
            self.conn.sendall(b"".join(line.encode() + b"\r\n" for line in lines))
        except OSError:
            pass

    def close(self):
        if not self.gone:
            self.gone = True
            sel.unregister(self.conn)
            self.conn.close()

    def readable(self):
        global waiting
        try:
            data = self.conn.recv(1024)
        except OSError:
            data = b""
        self.buf += data
        while b"\n" in self.buf and not self.gone:
            line, _, self.buf = self.buf.partition(b"\n")
            if self.table:
                self.table.hear(self, line.strip().decode("latin-1"))
            else:
                self.tell("not your turn")
        if not data and not self.gone:
            if self.table:
                self.table.finish(self.partner, "you win: opponent left")
            else:
                waiting = None
                self.close()


class Table:
    def __init__(self, one, two):
        self.heap, self.turn, self.until = 12, one, time.monotonic() + LIMIT
        one.table = two.table = self
        one.partner, two.partner = two, one
        one.tell("start 12", "your turn")
        two.tell("start 12")
        tables.add(self)

    def hear(self, who, line):
        if who is not self.turn:
            who.tell("not your turn")
        elif line not in ("take 1", "take 2", "take 3") or int(line[-1]) > self.heap:
            who.tell("illegal move")
        else:
            self.heap -= int(line[-1])
            self.turn, self.until = who.partner, time.monotonic() + LIMIT
            who.tell("heap %d" % self.heap)
            if self.heap:
                self.turn.tell("heap %d" % self.heap, "your turn")
            else:
                self.turn.tell("heap 0")
                self.finish(who, "you win", "you lose")

    def finish(self, winner, win, lose=None):
        tables.discard(self)
        winner.tell(win)
        if lose:
            winner.partner.tell(lose)
        winner.close()
        winner.partner.close()


while True:
    now = time.monotonic()
    for table in [table for table in tables if table.until <= now]:
        table.finish(table.turn.partner, "you win: opponent too slow", "you lose: too slow")
    left = [table.until - now for table in tables]
    for key, _ in sel.select(max(0, min(left)) if left else None):
        if key.data:
            if not key.data.gone:
                key.data.readable()
            continue
        conn, _ = listener.accept()
        player = Player(conn)
        sel.register(conn, selectors.EVENT_READ, player)
        if waiting:
            partner, waiting = waiting, None
            Table(partner, player)
        else:
            waiting = player
            player.tell("waiting")
