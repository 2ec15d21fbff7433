# mistake: too-few-tables
"""Pair those who connect to PORT, and be the referee of their games of Nim; LIMIT seconds a move."""

import select
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
import time


class Player:
    def __init__(self, conn):
        self.conn = conn
        self.buf = b""
        self.left = False

    def fileno(self):                   # so that select() takes a player
        return self.conn.fileno()

    def tell(self, line):
        try:
            self.conn.sendall(line.encode("ascii") + b"\n")
        except OSError:
            pass                        # read_lines will find that this player has left

    def read_lines(self):
        """The lines that are there by now; `left` is set at the end of them all."""
        try:
            chunk = self.conn.recv(4096)
        except OSError:
            chunk = b""
        self.left = not chunk
        *lines, self.buf = (self.buf + chunk).split(b"\n")
        return [line.rstrip(b"\r") for line in lines]


def play(first, second):
    """One game, from the first line to the last."""
    heap, mover, other = 12, first, second
    first.tell("start 12")
    second.tell("start 12")
    mover.tell("your turn")
    deadline = time.monotonic() + limit
    while True:
        ready, _, _ = select.select([first, second], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            mover.tell("you lose: too slow")
            other.tell("you win: opponent too slow")
            return
        for player in ready:
            for line in player.read_lines():
                if player is not mover:
                    player.tell("not your turn")
                    continue
                if line not in (b"take 1", b"take 2", b"take 3") or int(line[5:]) > heap:
                    player.tell("illegal move")
                    continue
                heap -= int(line[5:])
                first.tell(f"heap {heap}")
                second.tell(f"heap {heap}")
                if heap == 0:
                    mover.tell("you win")
                    other.tell("you lose")
                    return
                mover, other = other, mover
                mover.tell("your turn")
                deadline = time.monotonic() + limit
            if player.left:
                survivor = second if player is first else first
                survivor.tell("you win: opponent left")
                return


def table(first, second):
    with first.conn, second.conn:
        play(first, second)


pool = ThreadPoolExecutor(4)
port, limit = int(sys.argv[1]), float(sys.argv[2])

with socket.create_server(("127.0.0.1", port)) as listener:
    waiting = None
    while True:
        ready, _, _ = select.select([listener] + ([waiting] if waiting else []), [], [])
        if waiting in ready:
            for line in waiting.read_lines():
                waiting.tell("not your turn")
            if waiting.left:
                waiting.conn.close()
                waiting = None
        if listener in ready:
            conn, address = listener.accept()
            if waiting:
                pool.submit(table, waiting, Player(conn))
                waiting = None
            else:
                waiting = Player(conn)
                waiting.tell("waiting")
