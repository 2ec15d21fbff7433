"""The same with asyncio: a task for each player, and a timer for each table."""
import asyncio
import sys

PORT, LIMIT = int(sys.argv[1]), float(sys.argv[2])


class Table:
    def __init__(self, writers):
        self.writers, self.heap, self.turn, self.over, self.timer = writers, 12, 0, False, None
        self.tell(b"start 12", b"start 12")
        self.next(0)

    def next(self, player):
        self.turn = player
        self.writers[player].write(b"your turn\r\n")
        if self.timer:
            self.timer.cancel()
        self.timer = asyncio.get_running_loop().call_later(LIMIT, self.end, 1 - player, b": opponent too slow", b": too slow")

    def tell(self, *lines):
        for writer, line in zip(self.writers, lines):
            writer.write(line + b"\r\n")

    def end(self, winner, how=b"", lost=b""):
        if self.over:
            return
        self.over = True
        self.timer.cancel()
        lines = [b"you lose" + lost] * 2
        lines[winner] = b"you win" + how
        self.tell(*lines)
        for writer in self.writers:
            writer.close()

    def said(self, player, line):
        if self.over:
            return
        if player != self.turn:
            self.writers[player].write(b"not your turn\r\n")
        elif line in (b"take 1", b"take 2", b"take 3") and int(line[5:]) <= self.heap:
            self.heap -= int(line[5:])
            self.tell(*[b"heap %d" % self.heap] * 2)
            if self.heap:
                self.next(1 - player)
            else:
                self.end(player)
        else:
            self.writers[player].write(b"illegal move\r\n")


class Seat:
    table = None


waiting = None


async def serve(reader, writer):
    global waiting
    seat = Seat()
    seat.writer = writer
    if waiting is None:
        waiting, number = seat, 0
        writer.write(b"waiting\r\n")
    else:
        number, partner, waiting = 1, waiting, None
        seat.table = partner.table = Table([partner.writer, writer])
    while True:
        try:
            line = await reader.readline()
        except OSError:
            line = b""
        if not line.endswith(b"\n"):
            break
        if seat.table:
            seat.table.said(number, line.rstrip())
        else:
            writer.write(b"not your turn\r\n")
    if seat.table:
        seat.table.end(1 - number, b": opponent left")
    else:
        waiting = None
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", PORT)
    async with server:
        await server.serve_forever()


asyncio.run(main())
