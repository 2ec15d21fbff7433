import asyncio
import sys


async def echo(reader, writer):
    while chunk := await reader.read(2 ** 16):
        writer.write(chunk)
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
