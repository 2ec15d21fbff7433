import asyncio
import sys
import time


async def tell(reader, writer):
    try:
        writer.write(time.ctime().encode() + b"\n")
        await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def main(port):
    server = await asyncio.start_server(tell, "127.0.0.1", port)
    async with server:
        await server.serve_forever()

try:
    asyncio.run(main(int(sys.argv[1])))
except KeyboardInterrupt:
    pass
