import asyncio
import sys


async def main(host, port):
    reader, writer = await asyncio.open_connection(host, port, limit=2 ** 20)
    for line in sys.stdin:
        writer.write(line.rstrip("\n").encode() + b"\n")
        await writer.drain()
        while True:
            reply = await reader.readuntil(b"\n")
            print(reply.decode(), end="")
            if not reply.startswith(b"* "):
                break
    writer.close()
    await writer.wait_closed()


try:
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
except (OSError, EOFError) as error:
    print("stamp:", error, file=sys.stderr)
    sys.exit(1)
