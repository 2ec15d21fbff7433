"""Transports that pause each other."""
import asyncio
import itertools
import sys

PORT, HOST, PORT2 = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
numbers = itertools.count(1)


class Side(asyncio.Protocol):
    def __init__(self, arrow, number=None, peer=None):
        self.arrow, self.number, self.peer = arrow, number, peer

    def connection_made(self, transport):
        self.transport = transport
        if self.peer is None:
            self.number = next(numbers)
            transport.pause_reading()
            self.task = asyncio.ensure_future(self.dial())

    async def dial(self):
        loop = asyncio.get_running_loop()
        try:
            _, self.peer = await loop.create_connection(lambda: Side("<-", self.number, self), HOST, PORT2)
        except OSError:
            self.transport.abort()
        else:
            self.transport.resume_reading()

    def data_received(self, data):
        print(self.number, self.arrow, data, flush=True)
        self.peer.transport.write(data)

    def pause_writing(self):
        self.peer.transport.pause_reading()

    def resume_writing(self):
        self.peer.transport.resume_reading()

    def eof_received(self):
        print(self.number, self.arrow, "EOF", flush=True)
        self.peer.transport.write_eof()
        self.ended = True
        return not hasattr(self.peer, "ended")

    def connection_lost(self, error):
        if self.peer and self.peer.transport:
            self.peer.transport.close() if error is None else self.peer.transport.abort()


async def main():
    server = await asyncio.get_running_loop().create_server(lambda: Side("->"), "127.0.0.1", PORT)
    await server.serve_forever()


asyncio.run(main())
