import asyncio
import sys
import time


async def tell(reader, writer):
    try:
        writer.write(time.asctime().encode() + b"\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    except OSError:
        pass


async def main():
    server = await asyncio.start_server(tell, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())
