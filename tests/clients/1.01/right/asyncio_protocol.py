import asyncio
import sys


class Hello(asyncio.Protocol):
    def __init__(self, over):
        self.over = over
        self.parts = []

    def data_received(self, data):
        self.parts.append(data)

    def connection_lost(self, exc):
        if exc is None:
            self.over.set_result(b"".join(self.parts))
        else:
            self.over.set_exception(exc)


async def main():
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    await loop.create_connection(lambda: Hello(over), sys.argv[1], int(sys.argv[2]))
    print((await over).decode(), end="")

asyncio.run(main())
