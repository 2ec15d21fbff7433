import asyncio
import sys


async def main(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    print((await reader.read()).decode())
    writer.close()
    await writer.wait_closed()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
